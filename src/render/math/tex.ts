/** TeX → MathML by Temml, judged: what comes out is plain presentation MathML of a bearable size, or a reason. */
import type { Element, ElementContent } from 'hast';
import type { ElementContent as XmlContent, Element as XmlElement } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { writable } from '../../lib/xml/characters.ts';
import { formulaText } from './formula-text.ts';
import { elementFor, MATHML_ELEMENTS, mayHave, styleOf } from './mathml-rules.ts';

/** What is wrong with a formula. `offset` counts from its start, in UTF-16 code units. */
export interface BrokenFormula {
  readonly reason: string;
  readonly offset: number;
}

/** One formula as `<math>`, or what is wrong with it. */
export type Typeset = { readonly math: Element } | BrokenFormula;

export type Typesetter = (tex: string, block: boolean) => Typeset;

/** A page of a paper has fewer; Temml takes more than linear time. UTF-16 code units. */
export const LONGEST_FORMULA = 4000;
/** Of elements in each other: whoever walks the tree calls itself for each. */
const DEEPEST = 60;
/** Of built-in macros, which expand to others a few times. */
const MOST_EXPANSIONS = 1000;
/** Of a rule or a space, in em. */
const LARGEST = 20;

/** Macros of an author's own: a few of them in each other fill any memory, and no other formula knows of them. */
const DEFINITION = /\\(?:[egx]?def|(?:re)?newcommand|providecommand|(?:future)?let|global|long)(?![A-Za-z])/;

/** Loaded when the first formula is met. */
export async function openTypesetter(): Promise<Typesetter> {
  const { default: temml } = await import('temml');
  const options = {
    throwOnError: true,
    xml: true,
    trust: false,
    maxExpand: MOST_EXPANSIONS,
    maxSize: [LARGEST, LARGEST] as [number, number],
  };
  const markup = (tex: string, block: boolean): string =>
    temml.renderToString(tex, { ...options, displayMode: block });
  return (tex, block) => typeset(tex, block, markup);
}

function typeset(tex: string, block: boolean, markup: (tex: string, block: boolean) => string): Typeset {
  if (tex.trim() === '') return { reason: 'it is empty', offset: 0 };
  if (tex.length > LONGEST_FORMULA) {
    return { reason: `it has ${tex.length} characters; ${LONGEST_FORMULA} is the most`, offset: 0 };
  }
  const definition = DEFINITION.exec(tex);
  if (definition) {
    return { reason: `\`${definition[0]}\` is not taken: write the formula out`, offset: definition.index };
  }
  let made: string;
  try {
    made = markup(tex, block);
  } catch (error) {
    return brokenBy(error);
  }
  try {
    return judged(made, block);
  } catch (error) {
    if (error instanceof RangeError) return brokenBy(error);
    throw error;
  }
}

function brokenBy(error: unknown): BrokenFormula {
  // It calls itself for what is inside, and so does whoever reads what it made.
  if (error instanceof RangeError) return { reason: 'too much of it lies in each other', offset: 0 };
  // Temml looks names such as `__proto__` up where every object has something.
  if (!(error instanceof Error) || error.name !== 'ParseError')
    return { reason: 'nobody can set it', offset: 0 };
  const { position } = error as Error & { readonly position?: number };
  // After the reason it quotes the formula, which we show ourselves.
  const reason = error.message.trim().replace(/ at (?:position \d+|end of input):[\s\S]*$/, '');
  return {
    reason: reason.replace(/'(\\?[^']+)'|"(\\[^"]+)"|(?<=: )(\\\S+)/g, '`$1$2$3`'),
    offset: position ?? 0,
  };
}

/** @param markup XML, as Temml writes it */
function judged(markup: string, block: boolean): Typeset {
  // `\char` makes any character.
  const root = fromXml(writable(markup, '\uFFFD')).children[0];
  if (root?.type !== 'element' || root.name !== 'math') {
    return { reason: 'a formula cannot refer to another', offset: 0 };
  }
  if (depthOf(root) > DEEPEST) return { reason: 'too much of it lies in each other', offset: 0 };
  const children = root.children.flatMap(toHast);
  const text = formulaText(children);
  if (text === '') return { reason: 'it prints nothing', offset: 0 };
  const properties = { ...(block && { display: 'block' }), alttext: text };
  return { math: { type: 'element', tagName: 'math', properties, children } };
}

function toHast(node: XmlContent): readonly ElementContent[] {
  if (node.type === 'text') return [{ type: 'text', value: node.value }];
  if (node.type !== 'element' || !MATHML_ELEMENTS.has(node.name)) return [];
  const tagName = elementFor(node);
  const properties: Element['properties'] = {};
  for (const [name, value] of Object.entries(node.attributes)) {
    if (mayHave(tagName, name) && value) properties[name] = value;
  }
  const style = styleOf(node.name, node.attributes);
  if (style !== '') properties.style = style;
  // The sign for it is high already; styles/math.css lowers it.
  if (/\btml-prime\b/.test(String(node.attributes.class))) properties.className = ['prime'];
  return [{ type: 'element', tagName, properties, children: node.children.flatMap(toHast) }];
}

/** Found without a call for each level. */
function depthOf(root: XmlElement): number {
  let level: readonly XmlElement[] = [root];
  let depth = 0;
  for (; level.length > 0 && depth <= DEEPEST; depth += 1) {
    level = level.flatMap(({ children }) => children.filter((child) => child.type === 'element'));
  }
  return depth;
}
