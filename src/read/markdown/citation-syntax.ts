/**
 * Parses square brackets that Markdown left as text: makes citations nodes, and reports references to
 * undefined notes and links.
 */
import type { Link, PhrasingContent, Root, RootContent, Text } from 'mdast';
import { BEFORE_KEY, isLabelKey, KEY_PATTERN, readKey } from '../../core/citations/citation-keys.ts';
import { buildNarrative, type Citation } from '../../core/citations/citation-node.ts';
import type { Diagnostic, Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile, SourceLocation } from '../../core/source-location.ts';
import { locationAt, locationOf, pointAt } from '../../core/source-location.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { mapToSource, type SourceOffsets } from '../../lib/text/source-offsets.ts';
import { type CitedItems, parseCitedItems, parseItemsAfter } from './citations/cited-items.ts';

// A key with brackets after it, a citation, a footnote reference, a full or collapsed reference link, or other text.
// None of them nests.
const BRACKETS = new RegExp(
  String.raw`${BEFORE_KEY}(?<narrative>${KEY_PATTERN})[ \n]?\[(?<after>[^[\]^@;]+(?:;[^[\]]*)?)\](?![[(])|` +
    String.raw`\[(?<cited>(?:[^[\]@]*[\s([{"'“‘«„;-])?@[^[\]]+)\]|` +
    String.raw`\[\^(?<note>[^[\]]+)\]|\[(?<words>[^[\]]+)\](?:\[(?<link>[^[\]]*)\])?`,
  'gu',
);

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
    const siblings: RootContent[] = parent.children;
    reportMarkup(node, siblings.slice(index + 1, index + 1 + MAX_PARTS), source, report);
    const parts = splitText(node, source, report);
    if (parts === undefined) return undefined;
    siblings.splice(index, 1, ...parts);
    return [SKIP, index + parts.length];
  });
}

/** Most nodes between the brackets of a citation with markup in it. */
const MAX_PARTS = 8;
const KEY_IN_TEXT = new RegExp(BEFORE_KEY + KEY_PATTERN, 'u');

/** Reports a citation with other markup between its brackets, which is left as text: `[*see* @key]`. */
function reportMarkup(node: Text, after: readonly RootContent[], source: SourceFile, report: Report): void {
  const start = /\[[^[\]]*$/.exec(node.value);
  if (start === null || after.length === 0) return;
  const { masked, offset } = mapToSource(node, source.text);
  let written = start[0];
  // Without what is escaped, such as the reference of bookdown: `\@ref(id)`.
  let read = masked.slice(start.index);
  for (const next of after) {
    if (next.type !== 'text') {
      written += '*…*';
      read += '*…*';
      continue;
    }
    const end = /^[^[\]]*\](?![{([])/.exec(next.value);
    if (end === null && /[[\]]/.test(next.value)) return;
    written += end?.[0] ?? next.value;
    read += mapToSource(next, source.text).masked.slice(0, end?.[0].length);
    if (end === null) continue;
    const key = KEY_IN_TEXT.exec(read)?.[0];
    if (key === undefined || isLabelKey(readKey(key)) || masked[start.index] !== '[') return;
    report(diagnostic('citation-broken', { written }, locationAt(source, offset(start.index))));
    return;
  }
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
    const citation = parseBracket(match, node, sourceOffsets, source, report);
    if (citation === undefined) continue;
    addTextUpTo(match.index);
    parts.push(citation);
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
  node: Text,
  sourceOffsets: SourceOffsets,
  source: SourceFile,
  report: Report,
): Citation | undefined {
  const location = locationAt(source, sourceOffsets.offset(match.index));
  const { narrative, note, words, link, cited } = match.groups ?? {};
  if (note !== undefined) report(buildNoteProblem(note, location));
  // The options of a command are no link: `\citep[see][p. 7]{key}`.
  const isOption = /\\[A-Za-z]+\*?$/.test(
    sourceOffsets.masked.slice(Math.max(0, match.index - 20), match.index),
  );
  if (link !== undefined && !isOption)
    report(diagnostic('reference-undefined', { label: link || (words ?? '') }, location));
  if (cited === undefined && narrative === undefined) return undefined;
  const parsed = parseItems(match, node, sourceOffsets);
  const written = node.value.slice(match.index, match.index + match[0].length);
  // What only resembles a citation after a name, such as `@name [sic; see]`, is text.
  if (
    parsed.kind === 'broken' &&
    narrative === undefined &&
    /(?<=[\s;-])@[\p{L}\p{N}_]|^\[\s*@/u.test(match[0])
  )
    report(diagnostic('citation-broken', { written: match[0] }, location));
  if (parsed.kind !== 'items') return undefined;
  const position = sliceText(
    node,
    sourceOffsets,
    source,
    match.index,
    match.index + match[0].length,
  ).position;
  const place = position ? { position } : {};
  if (narrative === undefined) return { type: 'citation', items: parsed.items, written, ...place };
  return buildNarrative(narrative, parsed.items, written, place);
}

/** Parses the sources of a citation. @param match of {@link BRACKETS} */
function parseItems(match: RegExpExecArray, node: Text, offsets: SourceOffsets): CitedItems {
  const { narrative, after = '', cited = '' } = match.groups ?? {};
  const inside = narrative === undefined ? cited : after;
  const end = match.index + match[0].length - 1;
  const start = end - inside.length;
  const text = { value: node.value.slice(start, end), masked: inside };
  const locate = (index: number): number => offsets.offset(start + index);
  if (narrative === undefined) return parseCitedItems(text, locate);
  if (isLabelKey(readKey(narrative))) return { kind: 'label' };
  const offset = offsets.offset(match.index + narrative.indexOf('@'));
  return parseItemsAfter({ written: narrative, offset }, text, locate);
}

/** Chooses the diagnostic for an undefined note, because GFM allows no white space in the label of a note. */
function buildNoteProblem(label: string, location: SourceLocation): Diagnostic {
  if (!/\s/.test(label)) return diagnostic('note-missing', { label }, location);
  return diagnostic('note-label-broken', { label: label.trim().replace(/\s+/g, ' ') }, location);
}
