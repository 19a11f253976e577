/** Finds title, subtitle and authors at the start of a document, and divides a long one into chapters. */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from '../../lib/html/visit.ts';
import { MARK_PATTERN } from '../docx/marks.ts';
import { ANCHOR } from './anchors.ts';
import { NOTE_REFERENCE } from './notes.ts';

/** A chapter: its words as a title, and its blocks without the heading. */
export interface OutlinedChapter {
  readonly title: string;
  readonly tree: Root;
}

export interface Outline {
  /** Absent: the document has neither a title nor a heading that is one. */
  readonly title?: string;
  readonly subtitle?: string;
  readonly authors: readonly string[];
  readonly chapters: readonly OutlinedChapter[];
}

/** Characters from which a document with several main headings becomes several files; about ten pages. */
const LONG = 25_000;
/** Characters of a bold first line that may be a title. */
const MAX_TITLE = 120;
/** Blocks at the start, among them title and subtitle. */
const FRONT_BLOCKS = 12;

/** Finds the outline. @param name of a document without a title */
export function findOutline(tree: Root, name: string | undefined): Outline {
  const blocks = tree.children.filter((node) => !isEmptyBlock(node));
  const titles = takeFront(blocks, 'h1', 'title');
  const [title, ...more] = titles.length > 0 ? titles : takeFirstLine(blocks, name);
  const subtitles = [...more, ...takeFront(blocks, 'p', 'subtitle')];
  const authors = takeFront(blocks, 'p', 'author');
  const found = {
    ...(title !== undefined && { title }),
    ...(subtitles[0] !== undefined && { subtitle: subtitles.join(' ') }),
    authors,
  };
  const level = findTopLevel(blocks);
  const top = blocks.filter((block) => level !== undefined && levelOf(block) === level);
  const isLong = textOf({ type: 'root', children: blocks }).length > LONG;
  if (level !== undefined && isLong && top.length > 1) {
    return { ...found, chapters: divide(blocks, level, title ?? name ?? '') };
  }
  const heading = title ?? takeOnlyHeading(blocks, top);
  if (heading !== undefined) shiftHeadings(blocks, 2 - (findTopLevel(blocks) ?? 2));
  else shiftHeadings(blocks, 2 - (level ?? 2));
  const chapter = { title: heading ?? name ?? '', tree: { type: 'root', children: blocks } } as const;
  return { ...found, ...(heading !== undefined && { title: heading }), chapters: [chapter] };
}

/** Whether a block has no words and no picture. */
const isEmptyBlock = (node: RootContent): boolean =>
  textOf(node).trim() === '' && !hasImage(node) && (levelOf(node) !== undefined || node.type === 'text');

/** Returns the words of an element in one line, without marks. */
export const wordsOf = (node: RootContent): string =>
  textOf(node).replace(MARK_PATTERN, ' ').replace(/\s+/g, ' ').trim();

const isElement = (node: RootContent | undefined, tagName: string): node is Element =>
  node?.type === 'element' && node.tagName === tagName;

/** Takes the blocks with a class out of the start of a document. Returns their words. */
function takeFront(blocks: RootContent[], tagName: string, className: string): readonly string[] {
  const has = (node: RootContent): node is Element =>
    isElement(node, tagName) &&
    Array.isArray(node.properties.className) &&
    node.properties.className.includes(className);
  const front = blocks.slice(0, FRONT_BLOCKS).filter(has);
  for (const block of front) blocks.splice(blocks.indexOf(block), 1, ...keepRest(block));
  return front.map(wordsOf).filter((words) => words !== '');
}

/** Takes the first line for the title if it is the title of the document, or bold and short. */
function takeFirstLine(blocks: RootContent[], name: string | undefined): readonly string[] {
  const [first] = blocks;
  if (!isElement(first, 'p')) return [];
  const words = wordsOf(first);
  const isNamed = words !== '' && words.toLowerCase() === name?.toLowerCase();
  if (!isNamed && !isTitleLike(first, words)) return [];
  blocks.splice(0, 1, ...keepRest(first));
  return [words];
}

const isTitleLike = ({ children }: Element, words: string): boolean =>
  words !== '' &&
  words.length <= MAX_TITLE &&
  !/[.;,]$/.test(words) &&
  children.every((child) => isElement(child, 'strong') || wordsOf(child) === '');

const levelOf = (node: RootContent): number | undefined =>
  node.type === 'element' && /^h[1-6]$/.test(node.tagName) ? Number(node.tagName[1]) : undefined;

/** Returns the level of the highest headings. */
function findTopLevel(blocks: readonly RootContent[]): number | undefined {
  const levels = blocks.map(levelOf).filter((level) => level !== undefined);
  return levels.length === 0 ? undefined : Math.min(...levels);
}

/** Takes the only heading of its level if the document begins with it. Returns its words. */
function takeOnlyHeading(blocks: RootContent[], top: readonly RootContent[]): string | undefined {
  const [only] = top;
  if (only === undefined || top.length !== 1 || blocks[0] !== only) return undefined;
  blocks.splice(0, 1, ...keepRest(only));
  return wordsOf(only);
}

function shiftHeadings(blocks: readonly RootContent[], by: number): void {
  visit({ type: 'root', children: [...blocks] } satisfies Root, 'element', (element) => {
    const level = levelOf(element);
    if (level !== undefined) element.tagName = `h${Math.min(6, Math.max(2, level + by))}`;
  });
}

/** Divides the blocks at the headings of a level. @param title of the text before the first of them */
function divide(blocks: readonly RootContent[], level: number, title: string): readonly OutlinedChapter[] {
  const chapters: { title: string; blocks: RootContent[] }[] = [{ title, blocks: [] }];
  for (const block of blocks) {
    if (levelOf(block) === level && wordsOf(block) !== '')
      chapters.push({ title: wordsOf(block), blocks: keepRest(block) });
    else chapters.at(-1)?.blocks.push(block);
  }
  return chapters
    .filter(
      ({ blocks: own }, index) => index > 0 || own.some((block) => wordsOf(block) !== '' || hasImage(block)),
    )
    .map(({ title: words, blocks: own }) => {
      shiftHeadings(own, 1 - level);
      return { title: words, tree: { type: 'root', children: own } };
    });
}

/** Keeps what a heading whose words become a title has besides them: marks, bookmarks, references to notes, pictures. */
function keepRest(heading: RootContent): RootContent[] {
  // A page break is first, where it adds no page.
  const marks = textOf(heading).match(MARK_PATTERN) ?? [];
  const kept: ElementContent[] = marks.map((value) => ({ type: 'text', value }));
  visit(heading, 'element', (element) => {
    if (element.tagName === ANCHOR) kept.push({ ...element, children: [] });
    else if (isPicture(element)) kept.push(element);
  });
  return kept.length === 0 ? [] : [{ type: 'element', tagName: 'p', properties: {}, children: kept }];
}

/** Whether there is a word or a picture. */
export const hasContent = (tree: Root): boolean => textOf(tree).trim() !== '' || hasImage(tree);

function hasImage(block: RootContent | Root): boolean {
  let found = false;
  visit(block, 'element', (element) => {
    found ||= isPicture(element);
  });
  return found;
}

/** Whether an element has no words in its place, but is seen: a picture, or the number of a note. */
const isPicture = ({ tagName }: Element): boolean => tagName === 'img' || tagName === NOTE_REFERENCE;
