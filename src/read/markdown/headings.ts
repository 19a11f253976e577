/** Finds a chapter's title, and puts its headings in order. */
import type { Heading, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationOf } from '../../core/source-location.ts';
import { titleFromPath } from '../source/file-title.ts';
import {
  checkLevels,
  listHeadings,
  nestLevels,
  readHeadingText,
  removeEmptyHeadings,
} from './heading-levels.ts';
import { findHtmlTitle, readWords } from './html-title.ts';

/** What a title is found with. */
export interface TitleSettings {
  /** The title in the front matter. */
  readonly given: string | undefined;
  /** Whether a file without a title gets one. */
  readonly isLenient: boolean;
  /** Whether a text without any heading may stay so, as a dedication does. */
  readonly isOptional?: boolean;
}

/**
 * Returns the title: the one in the front matter; else the first level-one heading; else the first heading, if
 * no text is before it; else the name of the file, which is an error in a strict file. It is empty for a text that needs none and
 * has no heading. Every other tree then begins with a level-one heading, and no level is skipped. Diagnostics: `title-missing`, `title-taken`, `heading-skipped`,
 * `heading-empty`, `heading-title-again`
 */
export function resolveTitle(
  tree: Root,
  source: SourceFile,
  { given, isLenient, isOptional = false }: TitleSettings,
  report: Report,
): string {
  const written = listHeadings(tree).length;
  removeEmptyHeadings(tree, source, report);
  const headings = listHeadings(tree);
  const html = findHtmlTitle(tree);
  if (isOptional && written === 0 && html === undefined && given === undefined) return '';
  const heading = html === undefined ? findTitle(tree, headings, { given, isLenient }) : undefined;
  const found = html ?? (heading && readHeadingText(heading));
  const title = given ?? found ?? titleFromPath(source.path);
  checkLevels(headings, heading, source, report);
  const isMissing = given === undefined && found === undefined && !isLenient;
  // Of an empty heading, one error is enough.
  if (isMissing && headings.length === written) {
    report(diagnostic('title-missing', {}, { file: source.path, line: 1, column: 1 }));
  }
  if (given === undefined && !isMissing) {
    reportTaken({ title, heading, isFound: found !== undefined }, source, report);
  }
  nestLevels(headings, heading);
  if (found === undefined) insertTitle(tree, title);
  return title;
}

/** Finds the heading that is the title. Without one, a title goes before the text. */
function findTitle(
  tree: Root,
  headings: readonly Heading[],
  { given, isLenient }: TitleSettings,
): Heading | undefined {
  const [first] = headings;
  if (first?.depth === 1) return first;
  const again = headings.find(({ depth }) => depth === 1);
  // Contents in which the title is not the first would be out of order.
  if (again !== undefined && !isLenient) return again;
  const begin = tree.children.find(hasText);
  const isTitle = begin?.type === 'heading' && (given === undefined || readHeadingText(begin) === given);
  return isTitle ? begin : undefined;
}

/** Returns whether a block has words of its own at this place. */
function hasText(node: RootContent): boolean {
  if (node.type === 'heading') return true;
  if (node.type === 'yaml' || node.type === 'definition' || node.type === 'footnoteDefinition') return false;
  if (node.type === 'html') return readWords(node.value) !== '';
  if (node.type !== 'paragraph') return true;
  return textOf(node, { includeImageAlt: false, includeHtml: false }).trim() !== '';
}

/** Diagnostic: `title-taken`. */
function reportTaken(
  { title, heading, isFound }: { title: string; heading: Heading | undefined; isFound: boolean },
  source: SourceFile,
  report: Report,
): void {
  if (!isFound) {
    report(diagnostic('title-taken', { title }, { file: source.path, line: 1, column: 1 }));
  } else if (heading !== undefined && heading.depth > 1) {
    report(diagnostic('title-taken', { title, level: heading.depth }, locationOf(source, heading)));
  }
}

function insertTitle(tree: Root, title: string): void {
  const first = tree.children.findIndex(({ type }) => type !== 'yaml');
  tree.children.splice(Math.max(first, 0), 0, {
    type: 'heading',
    depth: 1,
    children: [{ type: 'text', value: title }],
  });
}
