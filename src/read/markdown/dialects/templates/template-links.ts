/** Reads links and images whose address has marks of a template: `[words]({{< ref "page.md" >}})`, `![x]({{ site.baseurl }}/a.png)`. */
import type { Image, Link, PhrasingContent, Text } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { SourceFile } from '../../../../core/source-location.ts';
import { WIKI_MARK } from '../../../../core/tree/wiki-mark.ts';
import { spanOf } from '../inline-texts.ts';
import { sliceText } from '../slice-text.ts';
import { readMark } from './read-mark.ts';
import type { TemplateMark } from './template-marks.ts';
import type { FindValue } from './template-values.ts';

/** The end of a text before an address. */
const BEFORE = /\]\(([^\s()<>]*)$/;
/** The start of a text after one, with a title. */
const AFTER = /^([^\s()<>]*)(?:[ \t]+"[^"\n]*")?\)/;

/** Most marks in one address. */
const MAX_MARKS = 3;

/** Returns the content with links in the places of their marks. */
export function joinLinks(
  children: readonly PhrasingContent[],
  source: SourceFile,
  findValue: FindValue,
): readonly PhrasingContent[] {
  const kept: PhrasingContent[] = [];
  let skipped = 0;
  for (const [index, child] of children.entries()) {
    if (index < skipped) continue;
    const address =
      child.type === 'templateMark' ? readAddress(kept.at(-1), children, index, findValue) : undefined;
    const words = address && takeWords(kept, address.before, source);
    if (address === undefined || words === undefined) {
      kept.push(child);
      continue;
    }
    kept.push(buildTarget(words, address));
    if (address.rest < address.last.value.length) {
      kept.push(sliceText(address.last, address.rest, address.last.value.length, source));
    }
    skipped = address.end;
  }
  return kept;
}

/** An address, and where it ends. */
interface Address {
  readonly url: string;
  /** Whether it names a file, wherever that is. */
  readonly isName: boolean;
  /** The length of what is before the marks, with `](`. */
  readonly before: number;
  readonly last: Text;
  /** Characters of the last text that belong to the address. */
  readonly rest: number;
  /** The index of the first node after it. */
  readonly end: number;
}

function readAddress(
  previous: PhrasingContent | undefined,
  children: readonly PhrasingContent[],
  start: number,
  findValue: FindValue,
): Address | undefined {
  const [opening, before = ''] = (previous?.type === 'text' && BEFORE.exec(previous.value)) || [];
  if (opening === undefined) return undefined;
  let url = before;
  let isName = false;
  for (const [index, node] of children.slice(start, start + 2 * MAX_MARKS).entries()) {
    const part = readPart(node, findValue);
    if (part === undefined) return undefined;
    url += part.url;
    isName ||= part.isName;
    if (node.type === 'text' && part.rest !== undefined) {
      return { url, isName, before: opening.length, last: node, rest: part.rest, end: start + index + 1 };
    }
  }
  return undefined;
}

/** A part of an address; with `rest`, the last one. */
interface AddressPart extends Pick<Address, 'url' | 'isName'> {
  readonly rest?: number;
}

function readPart(node: PhrasingContent, findValue: FindValue): AddressPart | undefined {
  if (node.type === 'templateMark') return readTarget(node, findValue);
  if (node.type !== 'text') return undefined;
  const [written, url = ''] = AFTER.exec(node.value) ?? [];
  if (written !== undefined) return { url, isName: false, rest: written.length };
  return /[\s()]/.test(node.value) ? undefined : { url: node.value, isName: false };
}

/** Returns what a mark adds to an address: a file, or nothing for the address of the site. */
function readTarget(
  { value: written, position }: TemplateMark,
  findValue: FindValue,
): { readonly url: string; readonly isName: boolean } {
  const mark = readMark(written);
  const { kind, name, list } = mark;
  const isName = /^(?:ref|relref|link|post_url)$/.test(name);
  if (isName) return { url: list[0] ?? '', isName };
  const [, path] = (kind === 'value' && /^["']([^"']*)["']/.exec(name)) || [];
  const value = path ?? findValue(mark, position?.start.offset ?? 0);
  // An address has no spaces.
  return { url: (value ?? '').replace(/\s+/g, ''), isName: false };
}

/** Most nodes in the words of a link. */
const MAX_WORDS = 20;

/** Takes the words of a link, with its opening bracket, from the end of the content. */
function takeWords(
  kept: PhrasingContent[],
  ending: number,
  source: SourceFile,
): readonly PhrasingContent[] | undefined {
  const cut = (node: PhrasingContent | undefined, from: number, left = 0): readonly PhrasingContent[] =>
    node?.type === 'text' && node.value.length - left > from
      ? [sliceText(node, from, node.value.length - left, source)]
      : [];
  const opening = findOpening(kept, ending);
  if (opening === undefined) return undefined;
  const [first, ...rest] = kept.splice(opening.index);
  const last = rest.pop();
  if (first?.type !== 'text') return undefined;
  if (opening.at > 0) kept.push(sliceText(first, 0, opening.at, source));
  if (last === undefined) return cut(first, opening.at, ending);
  return [...cut(first, opening.at), ...rest, ...cut(last, 0, ending)];
}

/** Finds the bracket that the last text closes: its node, and its place in it, with the sign of an image. */
function findOpening(
  kept: readonly PhrasingContent[],
  ending: number,
): { readonly index: number; readonly at: number } | undefined {
  let depth = 1;
  for (let index = kept.length - 1; index >= Math.max(0, kept.length - MAX_WORDS); index -= 1) {
    const node = kept[index];
    if (node?.type === 'link') return undefined;
    const text = node?.type === 'text' ? node.value : '';
    const words = index === kept.length - 1 ? text.slice(0, text.length - ending) : text;
    for (const { 0: sign, index: at } of [...words.matchAll(/!?\[|\]/g)].toReversed()) {
      depth += sign === ']' ? 1 : -1;
      if (depth === 0) return { index, at };
    }
  }
  return undefined;
}

/** Builds a link or an image. @param words they begin with the opening bracket */
function buildTarget(words: readonly PhrasingContent[], { url, isName, last }: Address): Link | Image {
  const [first, ...rest] = words as [Text, ...PhrasingContent[]];
  const isImage = first.value.startsWith('!');
  const place = spanOf(first, last);
  const data = isName ? { data: { hProperties: { [WIKI_MARK]: 'true' } } } : {};
  const opened: Text = { ...first, value: first.value.slice(isImage ? 2 : 1) };
  const children = opened.value === '' ? rest : [opened, ...rest];
  if (!isImage) return { type: 'link', url, children, ...data, ...place };
  return { type: 'image', url, alt: textOf({ type: 'paragraph', children }), ...data, ...place };
}
