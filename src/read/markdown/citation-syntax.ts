/**
 * Parses square brackets that Markdown left as text: makes citations nodes, and reports references to
 * undefined notes and links.
 */
import type { Link, PhrasingContent, Root, RootContent, Text } from 'mdast';
import type { CitedItem } from '../../core/citation-node.ts';
import type { Diagnostic, Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile, SourceLocation } from '../../core/source-location.ts';
import { locationAt, locationOf, pointAt } from '../../core/source-location.ts';
import { LABEL_PATTERN } from '../../core/tree/number-reference.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { mapToSource, type SourceOffsets } from '../source/source-offsets.ts';

// A citation, a footnote reference, a full or collapsed reference link, or other text. None of them nests.
const BRACKETS =
  /\[\s*(?<cited>@[^[\]]+)\]|\[\^(?<note>[^[\]]+)\]|\[(?<words>[^[\]]+)\](?:\[(?<link>[^[\]]*)\])?/gu;

/** A reference to a figure, table, section or formula by its number: `dialects/references/` reads it. */
const CROSS_REFERENCE = new RegExp(`^\\[[^@]*@${LABEL_PATTERN}`, 'iu');

/** A citation in the syntax of other programs: `[see @key]`, `[-@key]`. */
const KEY_WITHIN = /(?<=[\s;-])@[\p{L}\p{N}_]/u;

// A key as in pandoc: a letter, digit or _ first and last, single punctuation characters between. Then the
// locator.
const ITEM =
  /^@(?<key>[\p{L}\p{N}_](?:[\p{L}\p{N}_:.#$%&+?<>~/-]*[\p{L}\p{N}_])?)(?:(?:\s*,\s*|\s+)(?<locator>\S.*))?$/su;

/**
 * Replaces citations in the tree's texts by nodes. Diagnostics: `note-missing`, `note-label-broken`,
 * `reference-undefined`, `citation-broken`.
 */
export function parseBrackets(tree: Root, source: SourceFile, report: Report): void {
  // Markdown reads `[^two words]: text` as a link definition if a single word follows the colon.
  visit(tree, 'definition', (node) => {
    const label = node.label ?? '';
    if (/^\^.*\s/s.test(label)) report(buildNoteProblem(label.slice(1), locationOf(source, node)));
  });
  visit(tree, 'text', (node, index, parent) => {
    if (parent === undefined || index === undefined || !node.value.includes('[')) return undefined;
    if (parent.type === 'link' && isAutolink(parent, source)) return undefined;
    const parts = splitText(node, source, report);
    if (parts === undefined) return undefined;
    const siblings: RootContent[] = parent.children;
    siblings.splice(index, 1, ...parts);
    return [SKIP, index + parts.length];
  });
}

/** Returns whether a link is an autolink, whose text is its URL and holds no citation. */
function isAutolink({ position }: Link, { text }: SourceFile): boolean {
  return text[position?.start.offset ?? 0] !== '[';
}

function splitText(node: Text, source: SourceFile, report: Report): readonly PhrasingContent[] | undefined {
  const sourceOffsets = mapToSource(node, source.text);
  const parts: PhrasingContent[] = [];
  let consumedTo = 0;
  const addTextUpTo = (end: number): void => {
    if (end > consumedTo) parts.push(sliceText(node, sourceOffsets, source, consumedTo, end));
  };
  for (const match of sourceOffsets.masked.matchAll(BRACKETS)) {
    const items = parseBracket(match, sourceOffsets, source, report);
    if (items === undefined) continue;
    addTextUpTo(match.index);
    parts.push({ type: 'citation', items });
    consumedTo = match.index + match[0].length;
  }
  if (parts.length === 0) return undefined;
  addTextUpTo(node.value.length);
  return parts;
}

function sliceText(
  node: Text,
  sourceOffsets: SourceOffsets,
  source: SourceFile,
  from: number,
  to: number,
): Text {
  const position = {
    start: pointAt(source, sourceOffsets.offset(from)),
    end: pointAt(source, sourceOffsets.offset(to)),
  };
  return { type: 'text', value: node.value.slice(from, to), position };
}

function parseBracket(
  match: RegExpExecArray,
  sourceOffsets: SourceOffsets,
  source: SourceFile,
  report: Report,
): readonly CitedItem[] | undefined {
  const location = locationAt(source, sourceOffsets.offset(match.index));
  const { cited, note, words = '', link } = match.groups ?? {};
  if (note !== undefined) report(buildNoteProblem(note, location));
  if (link !== undefined) report(diagnostic('reference-undefined', { label: link || words }, location));
  else if (KEY_WITHIN.test(words) && !CROSS_REFERENCE.test(match[0])) {
    report(diagnostic('citation-broken', { written: match[0] }, location));
  }
  if (cited === undefined || CROSS_REFERENCE.test(match[0])) return undefined;
  const items = parseCitedItems(match[0], match.index, sourceOffsets);
  if (items === undefined) report(diagnostic('citation-broken', { written: match[0] }, location));
  return items;
}

/** Chooses the diagnostic for an undefined note, because GFM allows no white space in the label of a note. */
function buildNoteProblem(label: string, location: SourceLocation): Diagnostic {
  if (!/\s/.test(label)) return diagnostic('note-missing', { label }, location);
  return diagnostic('note-label-broken', { label: label.trim().replace(/\s+/g, ' ') }, location);
}

/**
 * Parses `[@a; @b]`.
 * @returns `undefined` if a part is not a citation, because then the whole bracket is text
 */
function parseCitedItems(
  bracket: string,
  start: number,
  sourceOffsets: SourceOffsets,
): readonly CitedItem[] | undefined {
  const items: CitedItem[] = [];
  let position = start + 1;
  for (const part of bracket.slice(1, -1).split(';')) {
    const { key, locator } = ITEM.exec(part.trim())?.groups ?? {};
    if (key === undefined) return undefined;
    const leading = part.length - part.trimStart().length;
    const offset = sourceOffsets.offset(position + leading);
    items.push({ key, offset, ...(locator !== undefined && { locator: locator.replace(/\s+/g, ' ') }) });
    position += part.length + 1;
  }
  return items;
}
