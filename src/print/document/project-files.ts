/** Finds what a project changes in the design of a printed document. */

import type { Design } from '../../core/model/design.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { COMMON_STYLES, listEditionStyles } from './stylesheet.ts';

const PARTIAL_TEMPLATES = ['colophon', 'contents', 'cover', 'entry', 'head'];

/** Returns the project's own styles and templates that a document uses, for example `styles/print.css`. */
export async function findProjectFiles(edition: PaperEdition, design: Design): Promise<readonly string[]> {
  const templates = [edition.template, ...PARTIAL_TEMPLATES.map((name) => `print/${name}.html`)];
  const files = [
    ...(await design.findOverrides('styles', [...COMMON_STYLES, ...listEditionStyles(edition)])),
    ...(await design.findOverrides('templates', templates)),
  ];
  return [...new Set(files)];
}
