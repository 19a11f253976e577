/** Collects the text of a printed tree in runs, each with its language and its font use. */
import type { Element, Root, Text } from 'hast';
import { removePrivateUse } from '../../core/language.ts';
import { CODE_ELEMENTS } from '../../lib/html/elements.ts';

/**
 * The font in which a text is set. `text` is prose in the body and in headings; `serif` and `arial` are the words of
 * drawings that were made for such a face.
 */
export type FontUse = 'text' | 'code' | 'math' | 'serif' | 'arial';

/** A text in one language and one font use. */
export interface LanguageRun {
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
  readonly use: FontUse;
  /** The text node, or its nearest ancestor, with a position in the source. */
  readonly node?: Text | Element;
}

/** Elements whose text is not printed: descriptions of drawings and formulas. */
const UNPRINTED = new Set(['title', 'desc', 'metadata', 'style', 'annotation', 'annotation-xml']);

/** Returns the runs of a tree. @param language of elements without a `lang` */
export function collectTextRuns(tree: Root, language: string): readonly LanguageRun[] {
  const runs: LanguageRun[] = [];
  collect(tree, { language, use: 'text' }, runs);
  return runs;
}

function collect(parent: Root | Element, around: Omit<LanguageRun, 'text'>, runs: LanguageRun[]): void {
  for (const child of parent.children) {
    const node = 'position' in child && child.position ? { node: child as Text | Element } : {};
    if (child.type === 'text') runs.push({ ...around, ...node, text: child.value });
    if (child.type !== 'element' || UNPRINTED.has(child.tagName)) continue;
    const { lang } = child.properties;
    const language = typeof lang === 'string' && lang !== '' ? { language: removePrivateUse(lang) } : {};
    collect(child, { ...around, ...node, ...language, ...useOf(child, around.use) }, runs);
  }
}

/** The font stacks that drawings name, as drawing-faces.ts writes them, and their uses. */
const DRAWING_STACK = /var\(--(serif|arial|mono|headings)\)/;
const DRAWING_USES: ReadonlyMap<string, FontUse> = new Map([
  ['serif', 'serif'],
  ['arial', 'arial'],
  ['mono', 'code'],
  ['headings', 'text'],
]);

function useOf({ tagName, properties }: Element, around: FontUse): Pick<LanguageRun, 'use'> {
  const [, stack = ''] = DRAWING_STACK.exec(`${properties['font-family'] ?? properties.style ?? ''}`) ?? [];
  const drawn = DRAWING_USES.get(stack);
  if (drawn !== undefined) return { use: drawn };
  if (tagName === 'math') return { use: 'math' };
  return { use: around === 'text' && CODE_ELEMENTS.has(tagName) ? 'code' : around };
}
