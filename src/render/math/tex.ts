/**
 * Converts TeX to MathML with Temml. The result is presentation MathML of limited size, or the reason why
 * there is none.
 */
import type { Element, ElementContent } from 'hast';
import type { ElementContent as XmlContent, Element as XmlElement } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { replaceInvalidXml } from '../../lib/xml/characters.ts';
import { formulaToText } from './formula-text.ts';
import { spaceFunctions } from './function-space.ts';
import { chooseElementName, isAllowedAttribute, MATHML_ELEMENTS, readAllowedStyle } from './mathml-rules.ts';

/** The error of a formula. `offset` counts from the start of the TeX, in UTF-16 code units. */
export interface BrokenFormula {
  readonly kind: 'broken';
  readonly reason: string;
  readonly offset: number;
}

/** A formula as `<math>`, or its error. */
export type TypesetResult = { readonly kind: 'math'; readonly math: Element } | BrokenFormula;

/** Typesets TeX, as a block or in a line of text. */
export type Typesetter = (tex: string, block: boolean) => TypesetResult;

/** Longest TeX, in UTF-16 code units. A page of a paper has fewer; Temml's time is more than linear. */
export const MAX_FORMULA_LENGTH = 4000;
/** Most nested elements, because functions that walk the tree are recursive. */
const MAX_DEPTH = 60;
/** Most macro expansions. Built-in macros expand to others a few times. */
const MAX_EXPANSIONS = 1000;
/** Largest rule or space, in em. */
const MAX_SIZE = 20;

/** Macro definitions are refused: a few nested ones fill any memory, and other formulas cannot use them. */
const DEFINITION = /\\(?:[egx]?def|(?:re)?newcommand|providecommand|(?:future)?let|global|long)(?![A-Za-z])/;

/** Loads Temml. Call it only if there is a formula. */
export async function loadTypesetter(): Promise<Typesetter> {
  const { default: temml } = await import('temml');
  const options = {
    throwOnError: true,
    xml: true,
    trust: false,
    maxExpand: MAX_EXPANSIONS,
    maxSize: [MAX_SIZE, MAX_SIZE] as [number, number],
  };
  const markup = (tex: string, block: boolean): string =>
    temml.renderToString(tex, { ...options, displayMode: block });
  return (tex, block) => typeset(tex, block, markup);
}

function typeset(
  tex: string,
  block: boolean,
  markup: (tex: string, block: boolean) => string,
): TypesetResult {
  if (tex.trim() === '') return broken('it is empty');
  if (tex.length > MAX_FORMULA_LENGTH) {
    return broken(`it has ${tex.length} characters; ${MAX_FORMULA_LENGTH} is the most`);
  }
  const definition = DEFINITION.exec(tex);
  if (definition) {
    return broken(`\`${definition[0]}\` is not taken: write the formula out`, definition.index);
  }
  let mathml: string;
  try {
    mathml = markup(tex, block);
  } catch (error) {
    return describeError(error);
  }
  try {
    return convertMathml(mathml, block);
  } catch (error) {
    if (error instanceof RangeError) return describeError(error);
    throw error;
  }
}

const broken = (reason: string, offset = 0): BrokenFormula => ({ kind: 'broken', reason, offset });

function describeError(error: unknown): BrokenFormula {
  // Temml and the XML parser are recursive.
  if (error instanceof RangeError) return broken('too much of it lies in each other');
  // Temml looks up names such as `__proto__` in plain objects, and throws other errors for these.
  if (!(error instanceof Error) || error.name !== 'ParseError') return broken('it cannot be typeset');
  const { position } = error as Error & { readonly position?: number };
  // Removes the excerpt of the formula that Temml adds to the reason, because the diagnostic shows the
  // formula.
  const reason = error.message.trim().replace(/ at (?:position \d+|end of input):[\s\S]*$/, '');
  return broken(reason.replace(/'(\\?[^']+)'|"(\\[^"]+)"|(?<=: )(\\\S+)/g, '`$1$2$3`'), position);
}

/** Converts Temml's XML to hast, or returns why it cannot be used. */
function convertMathml(markup: string, block: boolean): TypesetResult {
  // `\char` can produce any character.
  const root = fromXml(replaceInvalidXml(markup, '\uFFFD')).children[0];
  if (root?.type !== 'element' || root.name !== 'math') {
    return broken('a formula cannot refer to another');
  }
  if (measureDepth(root) > MAX_DEPTH) return broken('too much of it lies in each other');
  const children = root.children.flatMap(toHast);
  // With one character for a letter with a hat, as HTML recommends (W3C Character Model).
  const text = formulaToText(children).normalize('NFC');
  if (text === '') return broken('it prints nothing');
  const properties = { ...(block && { display: 'block' }), alttext: text };
  return { kind: 'math', math: { type: 'element', tagName: 'math', properties, children } };
}

function toHast(node: XmlContent): readonly ElementContent[] {
  if (node.type === 'text') return [{ type: 'text', value: node.value }];
  if (node.type !== 'element' || !MATHML_ELEMENTS.has(node.name)) return [];
  const tagName = chooseElementName(node);
  const properties: Element['properties'] = {};
  for (const [name, value] of Object.entries(node.attributes)) {
    if (isAllowedAttribute(tagName, name) && value) properties[name] = value;
  }
  const style = readAllowedStyle(node.name, node.attributes);
  if (style !== '') properties.style = style;
  // The line of a formula that has a label, see `equation-marks.ts`.
  if (node.name === 'mtr' && node.attributes.id) properties.dataLine = '';
  if (isLineNumber(node)) properties.dataLineNumber = '';
  // The prime sign is high already; styles/math.css lowers it.
  if (/\btml-prime\b/.test(String(node.attributes.class))) properties.className = ['prime'];
  const children = node.children.flatMap(toHast);
  return [
    {
      type: 'element',
      tagName,
      properties,
      children: tagName === 'mrow' ? [...spaceFunctions(children)] : children,
    },
  ];
}

/** Returns whether an element is the number of a line, or its place. */
const isLineNumber = ({ name, attributes, children: [child] }: XmlElement): boolean =>
  name === 'mtext' &&
  (attributes.class === 'tml-tag' || (child?.type === 'element' && child.attributes.class === 'tml-eqn'));

/** Measures the depth of a tree without recursion; stops beyond {@link MAX_DEPTH}. */
function measureDepth(root: XmlElement): number {
  let level: readonly XmlElement[] = [root];
  let depth = 0;
  for (; level.length > 0 && depth <= MAX_DEPTH; depth += 1) {
    level = level.flatMap(({ children }) => children.filter((child) => child.type === 'element'));
  }
  return depth;
}
