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
  collect(tree, { language, use: 'text', node: undefined }, runs);
  return runs;
}

/** What is around a text. */
interface Surroundings {
  readonly language: string;
  readonly use: FontUse;
  readonly node: LanguageRun['node'] | undefined;
}

function collect(parent: Root | Element, around: Surroundings, runs: LanguageRun[]): void {
  const { language, use } = around;
  for (const child of parent.children) {
    if (child.type === 'text') {
      const node = child.position ? child : around.node;
      runs.push(
        node === undefined
          ? { language, use, text: child.value }
          : { language, use, node, text: child.value },
      );
    } else if (child.type === 'element' && !UNPRINTED.has(child.tagName)) {
      collect(child, surround(child, around), runs);
    }
  }
}

/** Returns what is around the texts in an element; most elements change nothing of it but the place. */
function surround(element: Element, around: Surroundings): Surroundings {
  const node = element.position ? element : around.node;
  const { lang } = element.properties;
  const language = typeof lang === 'string' && lang !== '' ? removePrivateUse(lang) : around.language;
  const use = findUse(element, around.use);
  if (node === around.node && language === around.language && use === around.use) return around;
  return { language, use, node };
}

/** The font stacks that drawings name, as drawing-faces.ts writes them, and their uses. */
const DRAWING_STACK = /var\(--(serif|arial|mono|headings)\)/;
const DRAWING_USES: ReadonlyMap<string, FontUse> = new Map([
  ['serif', 'serif'],
  ['arial', 'arial'],
  ['mono', 'code'],
  ['headings', 'text'],
]);

function findUse({ tagName, properties }: Element, around: FontUse): FontUse {
  const style = properties['font-family'] ?? properties.style;
  const [, stack = ''] = (style && DRAWING_STACK.exec(String(style))) || [];
  const drawn = DRAWING_USES.get(stack);
  if (drawn !== undefined) return drawn;
  if (tagName === 'math') return 'math';
  return around === 'text' && CODE_ELEMENTS.has(tagName) ? 'code' : around;
}
