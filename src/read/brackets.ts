/**
 * What stands in square brackets and Markdown left as text: citations become nodes; marks of notes and of links that
 * nothing defines are reported.
 */
import type { PhrasingContent, Root, Text } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import { diagnostic } from '../catalogue.ts';
import type { CitedItem } from '../citation.ts';
import type { Report } from '../diagnostic.ts';
import type { Source } from '../model.ts';
import { placeAt } from '../place.ts';

// A citation, the mark of a note, or a full reference link, in this order. None of them nests.
const BRACKETS = /\[\s*(?<cited>@[^[\]]+)\]|\[\^(?<note>[^\s[\]]+)\]|\[[^[\]]+\]\[(?<link>[^[\]]+)\]/gu;

// Keys as pandoc has them: a letter, digit or _ first, then also single marks between.
const ITEM = /^@(?<key>[\p{L}\p{N}_][\p{L}\p{N}_:.#$%&+?<>~/-]*)\s*(?:,\s*(?<locator>.+))?$/u;

/** Diagnostics: `note-missing`, `reference-undefined`. */
export function readBrackets(tree: Root, source: Source, report: Report): void {
  visit(tree, 'text', (node, index, parent) => {
    if (parent === undefined || index === undefined || !node.value.includes('[')) return undefined;
    const parts = splitText(node, source, report);
    if (parts === undefined) return undefined;
    parent.children.splice(index, 1, ...(parts as never[]));
    return [SKIP, index + parts.length];
  });
}

function splitText(node: Text, source: Source, report: Report): readonly PhrasingContent[] | undefined {
  const parts: PhrasingContent[] = [];
  let done = 0;
  let cursor = node.position?.start.offset ?? 0;
  for (const match of node.value.matchAll(BRACKETS)) {
    // The text node has escapes resolved, so the file is searched for what was matched, from the last find on.
    const found = source.text.indexOf(match[0], cursor);
    const offset = found === -1 ? cursor : found;
    cursor = offset + match[0].length;
    const items = reportOrCite(match, offset, source, report);
    if (items === undefined) continue;
    if (match.index > done) parts.push({ type: 'text', value: node.value.slice(done, match.index) });
    parts.push({ type: 'citation', items });
    done = match.index + match[0].length;
  }
  if (parts.length === 0) return undefined;
  if (done < node.value.length) parts.push({ type: 'text', value: node.value.slice(done) });
  return parts;
}

function reportOrCite(
  match: RegExpExecArray,
  offset: number,
  source: Source,
  report: Report,
): readonly CitedItem[] | undefined {
  const { cited, note, link } = match.groups ?? {};
  if (note !== undefined) report(diagnostic('note-missing', { label: note }, placeAt(source, offset)));
  if (link !== undefined) report(diagnostic('reference-undefined', { label: link }, placeAt(source, offset)));
  return cited === undefined ? undefined : citedItems(match[0], offset);
}

/** @returns `undefined` when one of the parts is no citation: then all of it is text. */
function citedItems(bracket: string, offset: number): readonly CitedItem[] | undefined {
  const items: CitedItem[] = [];
  let position = offset + 1;
  for (const part of bracket.slice(1, -1).split(';')) {
    const { key, locator } = ITEM.exec(part.trim())?.groups ?? {};
    if (key === undefined) return undefined;
    const leading = part.length - part.trimStart().length;
    items.push({ key, offset: position + leading, ...(locator !== undefined && { locator }) });
    position += part.length + 1;
  }
  return items;
}
