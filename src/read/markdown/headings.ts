/** The title and the levels of a chapter's headings. */
import type { Heading, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Source } from '../../core/source-location.ts';
import { placeOf } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { splitHeadingId } from '../../lib/text/heading-id.ts';
import { writable } from '../../lib/xml/characters.ts';

/**
 * Checks the levels and settles the title: that of the first level-one heading, which is written when there is none.
 * @param given the title in the front matter
 * @returns `undefined` after `title-missing`. Further diagnostics: `heading-skipped`, `heading-empty`,
 * `heading-title-again`
 */
export function settleHeadings(
  tree: Root,
  source: Source,
  given: string | undefined,
  report: Report,
): string | undefined {
  const headings: Heading[] = [];
  visit(tree, 'heading', (heading) => {
    headings.push(heading);
  });
  const title = headings.find(({ depth }) => depth === 1);
  checkLevels(headings, title, source, report);
  if (title) return given ?? headingText(title);
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
  source: Source,
  report: Report,
): void {
  let level = 1;
  for (const heading of headings) {
    const place = placeOf(source, heading);
    if (headingText(heading) === '') report(diagnostic('heading-empty', {}, place));
    if (heading.depth === 1 && heading !== title) report(diagnostic('heading-title-again', {}, place));
    if (heading.depth > level + 1) {
      report(diagnostic('heading-skipped', { from: level, to: heading.depth }, place));
    }
    level = heading.depth;
  }
}

/** Without the `{#id}` that may end it. */
function headingText(heading: Heading): string {
  const { words } = splitHeadingId(textOf(heading));
  return writable(words.replace(/\p{Control}/gu, ' ')).trim();
}
