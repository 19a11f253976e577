/** Finds a chapter's title and checks the levels of its headings. */
import type { Heading, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationOf } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { splitHeadingId } from '../../lib/text/heading-id.ts';
import { replaceInvalidXml } from '../../lib/xml/characters.ts';

/**
 * Checks the heading levels and returns the title: the one in the front matter, or else the text of the first
 * level-one heading. Inserts a level-one heading into the tree if it has none.
 * @param given the title in the front matter
 * @returns `undefined` after `title-missing`. Further diagnostics: `heading-skipped`, `heading-empty`,
 * `heading-title-again`
 */
export function resolveTitle(
  tree: Root,
  source: SourceFile,
  given: string | undefined,
  report: Report,
): string | undefined {
  const headings: Heading[] = [];
  visit(tree, 'heading', (heading) => {
    headings.push(heading);
  });
  const title = headings.find(({ depth }) => depth === 1);
  checkLevels(headings, title, source, report);
  if (title) return given ?? readHeadingText(title);
  if (given === undefined) {
    report(diagnostic('title-missing', {}, { file: source.path, line: 1, column: 1 }));
    return undefined;
  }
  const first = tree.children.findIndex(({ type }) => type !== 'yaml');
  tree.children.splice(Math.max(first, 0), 0, {
    type: 'heading',
    depth: 1,
    children: [{ type: 'text', value: given }],
  });
  return given;
}

function checkLevels(
  headings: readonly Heading[],
  title: Heading | undefined,
  source: SourceFile,
  report: Report,
): void {
  let level = 1;
  for (const heading of headings) {
    const location = locationOf(source, heading);
    if (isEmpty(heading)) report(diagnostic('heading-empty', {}, location));
    if (heading.depth === 1 && heading !== title) report(diagnostic('heading-title-again', {}, location));
    if (heading.depth > level + 1) {
      report(diagnostic('heading-skipped', { from: level, to: heading.depth }, location));
    }
    level = heading.depth;
  }
}

/** HTML that shows something without words of its own. */
const SHOWN_HTML = /<(?:img|svg|math|picture|object)\b/i;

/** Returns whether a heading shows nothing: `# <b></b>` has tags alone. */
const isEmpty = (heading: Heading): boolean =>
  cleanHeading(textOf(heading, { includeHtml: false })) === '' && !SHOWN_HTML.test(textOf(heading));

/** Returns the text of a heading without a trailing `{#id}`. */
const readHeadingText = (heading: Heading): string => cleanHeading(textOf(heading));

const cleanHeading = (text: string): string =>
  replaceInvalidXml(splitHeadingId(text).words.replace(/\p{Control}/gu, ' ')).trim();
