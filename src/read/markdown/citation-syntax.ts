/**
 * What stands in square brackets and Markdown left as text: citations become nodes; marks of notes and of links that
 * nothing defines are reported.
 */
import type { Link, PhrasingContent, Root, Text } from 'mdast';
import type { CitedItem } from '../../core/citation-node.ts';
import type { Diagnostic, Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Place, Source } from '../../core/source-location.ts';
import { placeAt, placeOf } from '../../core/source-location.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { type Written, writtenAs } from '../source/source-offsets.ts';

// A citation, the mark of a note, a full or collapsed reference link, or anything else. None of them nests.
const BRACKETS =
  /\[\s*(?<cited>@[^[\]]+)\]|\[\^(?<note>[^[\]]+)\]|\[(?<words>[^[\]]+)\](?:\[(?<link>[^[\]]*)\])?/gu;

/** What other programs take for a citation: `[see @key]`, `[-@key]`. */
const KEY_WITHIN = /(?<=[\s;-])@[\p{L}\p{N}_]/u;

// Keys as pandoc has them: a letter, digit or _ first and last, and also single marks between. Then where in the source.
const ITEM =
  /^@(?<key>[\p{L}\p{N}_](?:[\p{L}\p{N}_:.#$%&+?<>~/-]*[\p{L}\p{N}_])?)(?:(?:\s*,\s*|\s+)(?<locator>\S.*))?$/su;

/** Diagnostics: `note-missing`, `note-label-broken`, `reference-undefined`, `citation-broken`. */
export function readBrackets(tree: Root, source: Source, report: Report): void {
  // With a single word behind it, `[^two words]: text` is the definition of a link to Markdown.
  visit(tree, 'definition', (node) => {
    const label = node.label ?? '';
    if (/^\^.*\s/s.test(label)) report(noteFault(label.slice(1), placeOf(source, node)));
  });
  visit(tree, 'text', (node, index, parent) => {
    if (parent === undefined || index === undefined || !node.value.includes('[')) return undefined;
    if (parent.type === 'link' && isAddress(parent, source)) return undefined;
    const parts = splitText(node, source, report);
    if (parts === undefined) return undefined;
    parent.children.splice(index, 1, ...(parts as never[]));
    return [SKIP, index + parts.length];
  });
}

/** An address that is its own link has no words of the author's. */
function isAddress({ position }: Link, { text }: Source): boolean {
  return text[position?.start.offset ?? 0] !== '[';
}

function splitText(node: Text, source: Source, report: Report): readonly PhrasingContent[] | undefined {
  const written = writtenAs(node, source.text);
  const parts: PhrasingContent[] = [];
  let done = 0;
  const keep = (end: number): void => {
    if (end > done) parts.push(partOf(node, written, source, done, end));
  };
  for (const match of written.marks.matchAll(BRACKETS)) {
    const items = reportOrCite(match, written, source, report);
    if (items === undefined) continue;
    keep(match.index);
    parts.push({ type: 'citation', items });
    done = match.index + match[0].length;
  }
  if (parts.length === 0) return undefined;
  keep(node.value.length);
  return parts;
}

function partOf(node: Text, written: Written, source: Source, from: number, to: number): Text {
  const point = (offset: number) => {
    const { line, column } = placeAt(source, offset);
    return { line, column, offset };
  };
  const position = { start: point(written.offset(from)), end: point(written.offset(to)) };
  return { type: 'text', value: node.value.slice(from, to), position };
}

function reportOrCite(
  match: RegExpExecArray,
  written: Written,
  source: Source,
  report: Report,
): readonly CitedItem[] | undefined {
  const place = placeAt(source, written.offset(match.index));
  const { cited, note, words = '', link } = match.groups ?? {};
  if (note !== undefined) report(noteFault(note, place));
  if (link !== undefined) report(diagnostic('reference-undefined', { label: link || words }, place));
  else if (KEY_WITHIN.test(words)) report(diagnostic('citation-broken', { written: match[0] }, place));
  if (cited === undefined) return undefined;
  const items = citedItems(match[0], match.index, written);
  if (items === undefined) report(diagnostic('citation-broken', { written: match[0] }, place));
  return items;
}

/** GFM takes no white space in the label of a note. */
function noteFault(label: string, place: Place): Diagnostic {
  if (!/\s/.test(label)) return diagnostic('note-missing', { label }, place);
  return diagnostic('note-label-broken', { label: label.trim().replace(/\s+/g, ' ') }, place);
}

/** @returns `undefined` when one of the parts is no citation: then all of it is text. */
function citedItems(bracket: string, start: number, written: Written): readonly CitedItem[] | undefined {
  const items: CitedItem[] = [];
  let position = start + 1;
  for (const part of bracket.slice(1, -1).split(';')) {
    const { key, locator } = ITEM.exec(part.trim())?.groups ?? {};
    if (key === undefined) return undefined;
    const leading = part.length - part.trimStart().length;
    const offset = written.offset(position + leading);
    items.push({ key, offset, ...(locator !== undefined && { locator: locator.replace(/\s+/g, ' ') }) });
    position += part.length + 1;
  }
  return items;
}
