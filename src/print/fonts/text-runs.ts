/** The text of a printed tree in runs: each with its language, and with what it is set in. */
import type { Element, Root, Text } from 'hast';

/** `text` is prose, whether in the body or in headings. */
export type Use = 'text' | 'code' | 'math';

export interface Run {
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
  readonly use: Use;
  /** The text's own node, or else the nearest around it, that has a position. */
  readonly node?: Text | Element;
}

/** What a tag has for the file's own use (BCP 47, 2.2.7) is no language. */
const PRIVATE = /-x-.*$/i;

const CODE = new Set(['code', 'kbd', 'pre', 'samp']);
/** What the description of a drawing says is not printed. */
const SILENT = new Set(['title', 'desc', 'metadata', 'style', 'annotation', 'annotation-xml']);

/** @param language of the tree, unless an element says otherwise */
export function runsOf(tree: Root, language: string): readonly Run[] {
  const runs: Run[] = [];
  collect(tree, { language, use: 'text' }, runs);
  return runs;
}

function collect(parent: Root | Element, around: Omit<Run, 'text'>, runs: Run[]): void {
  for (const child of parent.children) {
    const node = 'position' in child && child.position ? { node: child as Text | Element } : {};
    if (child.type === 'text') runs.push({ ...around, ...node, text: child.value });
    if (child.type !== 'element' || SILENT.has(child.tagName)) continue;
    const { lang } = child.properties;
    const language = typeof lang === 'string' && lang !== '' ? { language: lang.replace(PRIVATE, '') } : {};
    collect(child, { ...around, ...node, ...language, ...useOf(child, around.use) }, runs);
  }
}

function useOf({ tagName }: Element, around: Use): Pick<Run, 'use'> {
  if (tagName === 'math') return { use: 'math' };
  return { use: around === 'text' && CODE.has(tagName) ? 'code' : around };
}
