/** Finds what a project changes in the design of a printed document. */

import type { Design } from '../../core/model/design.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { COMMON_STYLES, listEditionStyles } from './stylesheet.ts';

const PARTIAL_TEMPLATES = [
  'colophon',
  'contents',
  'cover',
  'entry',
  'half-title',
  'head',
  'section',
  'title-page',
];

/** The files of a project that change the design of a document. */
export interface ProjectFiles {
  /** The styles: their names as the design knows them, and the files. */
  readonly styles: readonly { readonly name: string; readonly file: string }[];
  readonly templates: readonly string[];
}

/** Finds the project's own styles and templates that a document uses. */
export async function findDesignFiles(edition: PaperEdition, design: Design): Promise<ProjectFiles> {
  const templates = [edition.template, ...PARTIAL_TEMPLATES.map((name) => `print/${name}.html`)];
  const names = [...new Set([...COMMON_STYLES, ...listEditionStyles(edition)])];
  const styles = await Promise.all(
    names.map(async (name) => (await design.findOverrides('styles', [name])).map((file) => ({ name, file }))),
  );
  return {
    styles: styles.flat(),
    templates: [...new Set(await design.findOverrides('templates', templates))],
  };
}

/** Returns the project's own styles and templates that a document uses, for example `styles/print.css`. */
export async function findProjectFiles(edition: PaperEdition, design: Design): Promise<readonly string[]> {
  const { styles, templates } = await findDesignFiles(edition, design);
  return [...styles.map(({ file }) => file), ...templates];
}
