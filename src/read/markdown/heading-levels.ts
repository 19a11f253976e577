/** Checks the levels of a chapter's headings, and makes each lead to the next. */
import type { Heading, Parents, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationOf } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { splitHeadingId } from '../../lib/text/heading-id.ts';
import { replaceInvalidXml } from '../../lib/xml/characters.ts';

/** Lists all headings in reading order. */
export function listHeadings(tree: Root): readonly Heading[] {
  const headings: Heading[] = [];
  visit(tree, 'heading', (heading) => {
    headings.push(heading);
  });
  return headings;
}

/** Removes headings that show nothing. Diagnostic: `heading-empty`. */
export function removeEmptyHeadings(tree: Root, source: SourceFile, report: Report): void {
  const parents = new Set<Parents>();
  visit(tree, 'heading', (heading, _, parent) => {
    if (!isEmpty(heading)) return;
    report(diagnostic('heading-empty', {}, locationOf(source, heading)));
    parents.add((parent as Parents | undefined) ?? tree);
  });
  for (const parent of parents) {
    const left = (parent.children as Root['children']).filter((node) => !isEmptyHeading(node));
    parent.children = left as typeof parent.children;
  }
}

const isEmptyHeading = (node: Root['children'][number]): boolean => node.type === 'heading' && isEmpty(node);

/**
 * Reports levels that skip one, and second titles.
 * @param title absent if the title is no heading of these. Diagnostics: `heading-skipped`, `heading-title-again`
 */
export function checkLevels(
  headings: readonly Heading[],
  title: Heading | undefined,
  source: SourceFile,
  report: Report,
): void {
  let level = 1;
  for (const heading of headings) {
    const location = locationOf(source, heading);
    if (heading.depth === 1 && heading !== title) report(diagnostic('heading-title-again', {}, location));
    if (heading !== title && heading.depth > level + 1) {
      report(diagnostic('heading-skipped', { from: level, to: heading.depth }, location));
    }
    level = heading.depth;
  }
}

/** Makes the title a heading of level one, and each other heading at most one level deeper than the one that it is under. */
export function nestLevels(headings: readonly Heading[], title: Heading | undefined): void {
  const open: { readonly written: number; readonly level: Heading['depth'] }[] = [];
  for (const heading of headings) {
    const written = heading === title ? 1 : heading.depth;
    while ((open.at(-1)?.written ?? 0) >= written) open.pop();
    const level = written === 1 ? 1 : (((open.at(-1)?.level ?? 1) + 1) as Heading['depth']);
    open.push({ written, level });
    heading.depth = level;
  }
}

/** HTML that shows something without words of its own. */
const SHOWN_HTML = /<(?:img|svg|math|picture|object)\b/i;

/** Returns whether a heading shows nothing: `# <b></b>` has tags alone. */
const isEmpty = (heading: Heading): boolean =>
  cleanHeading(textOf(heading, { includeHtml: false })) === '' && !SHOWN_HTML.test(textOf(heading));

/** Returns the text of a heading without a trailing `{#id}`. */
export const readHeadingText = (heading: Heading): string =>
  cleanHeading(textOf(heading, { includeHtml: false }));

const cleanHeading = (text: string): string =>
  replaceInvalidXml(splitHeadingId(text).words.replace(/\p{Control}/gu, ' ')).trim();
