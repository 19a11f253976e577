/**
 * Converts a formula to one line of plain text for screen readers and tables of contents:
 * `BMI = weight/height²`.
 */
import type { Element, ElementContent } from 'hast';

const SUPERSCRIPTS = new Map(zip('0123456789+−=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ'));
const SUBSCRIPTS = new Map(zip('0123456789+−=()', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎'));
/** Combining characters for the signs that MathML places over a letter. */
const ACCENTS = new Map(zip('ˆ^~˜¯‾˙¨→⃗', '\u0302\u0302\u0303\u0303\u0304\u0304\u0307\u0308\u20D7\u20D7'));
/** Signs that are superscript by themselves. */
const RAISED = new Map(zip('′″‴∘°*∗†', '′″‴°°**†'));
/** Operators that are always binary; {@link ADDITION} lists those that may be unary. */
const RELATION = /^[=≠<>≤≥≈≅≡∼∝→←↔⇒⇐⇔⇌∈∉⊂⊆]$/u;
const ADDITION = /^[+−±∓×÷⋅·∗∪∩∧∨|]$/u;
/** Braces and brackets over or under a term. */
const BRACE = /^[⏞⏟⎴⎵]$/u;
const INVISIBLE = /[\u2061-\u2064\u200B]/gu;

/** Pairs the characters of two strings. */
function zip(from: string, to: string): readonly (readonly [string, string])[] {
  const signs = [...to];
  return [...from].map((sign, index) => [sign, signs[index] ?? ''] as const);
}

/** Returns the text of a formula in one line, with single spaces. */
export function formulaToText(nodes: readonly ElementContent[]): string {
  return joinRow(nodes).replace(/\s+/g, ' ').trim();
}

/** Joins the texts of an element's children. */
type Format = (parts: readonly string[], element: Element) => string;

/** Formats by element name. */
const FORMATS: Readonly<Record<string, Format>> = {
  mphantom: () => '',
  mspace: (_, { properties: { width } }) => (Number.parseFloat(String(width ?? '')) > 0 ? ' ' : ''),
  mfrac: ([above = '', below = ''], { properties: { linethickness } }) =>
    Number.parseFloat(String(linethickness ?? '1')) === 0
      ? `${above} ; ${below}`
      : `${parenthesize(above)}/${parenthesize(below)}`,
  msqrt: (parts) => `√${parenthesize(parts.join(''))}`,
  mroot: ([inside = '', index = '']) => `${superscript(index)}√${parenthesize(inside)}`,
  msup: ([base = '', above = '']) => parenthesizeBase(base) + superscript(above),
  msub: ([base = '', below = '']) => parenthesizeBase(base) + subscript(below),
  msubsup: ([base = '', below = '', above = '']) =>
    parenthesizeBase(base) + subscript(below) + superscript(above),
  mover: ([base = '', above = '']) => base + (ACCENTS.get(above.trim()) ?? superscript(above)),
  munder: ([base = '', below = '']) => base + subscript(below),
  munderover: ([base = '', below = '', above = '']) => base + subscript(below) + superscript(above),
  mtr: (parts) => parts.filter((part) => part.trim() !== '').join(', '),
  mtable: (parts) => parts.join('; '),
};

/** Returns the text of one node. */
function nodeToText(node: ElementContent): string {
  if (node.type === 'text') return simplifyLetters(node.value);
  if (node.type !== 'element') return '';
  const format = FORMATS[node.tagName];
  if (format === undefined) return joinRow(node.children);
  // A table that aligns the steps of one formula is read without columns.
  if (node.tagName === 'mtable' && node.properties.displaystyle === 'true') {
    return node.children
      .map((line) => ('children' in line ? line.children.map(nodeToText).join(' ').trim() : ''))
      .join('; ');
  }
  return format(node.children.map(nodeToText), node);
}

/**
 * Joins the texts of a row. A binary operator has spaces around it; a sign before a number, as in `−5`, has
 * none.
 */
function joinRow(nodes: readonly ElementContent[]): string {
  let line = '';
  for (const node of nodes) {
    const words = nodeToText(node);
    const isSign = node.type === 'element' && node.tagName === 'mo' && node.properties.form === undefined;
    const between = isSign && (RELATION.test(words) || (ADDITION.test(words) && /[^\s(]\s*$/.test(line)));
    if (between) line += ` ${words} `;
    else line += isSign && /^[,;]$/.test(words) ? `${words} ` : words;
  }
  return line;
}

/** Removes invisible operators and replaces letters of mathematical alphabets by plain letters. */
function simplifyLetters(text: string): string {
  return text.replace(INVISIBLE, '').replace(/[\u{1D400}-\u{1D7FF}]/gu, (letter) => letter.normalize('NFKC'));
}

/** Adds parentheses, unless the text is one word, number or sign. */
function parenthesize(words: string): string {
  const text = words.trim();
  const isSingle = /^(?:\p{L}[\p{L}\p{M}]*|[\d.,]+%?|.|\([^()]*\))[₀-₉]*[°′²³⁰-⁹ⁿ]*$/u.test(text);
  return isSingle || text === '' ? text : `(${text})`;
}

/** Adds parentheses to the base of a superscript or subscript if it has several words. */
const parenthesizeBase = (words: string): string => (/\S\s+\S/.test(words) ? parenthesize(words) : words);

const superscript = (words: string): string =>
  convertScript(words.trim(), new Map([...SUPERSCRIPTS, ...RAISED]), '^');

const subscript = (words: string): string => convertScript(words.trim(), SUBSCRIPTS, '_');

/** Converts to superscript or subscript characters, or writes `mark` and the text if a character has none. */
function convertScript(words: string, signs: ReadonlyMap<string, string>, mark: string): string {
  if (words === '' || BRACE.test(words)) return '';
  const converted = [...words].map((sign) => signs.get(sign));
  return converted.every((sign) => sign !== undefined) ? converted.join('') : mark + parenthesize(words);
}
