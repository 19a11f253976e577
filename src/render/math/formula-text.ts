/** A formula as a line of plain text, for who hears it and for the contents: `BMI = weight/height²`. */
import type { Element, ElementContent } from 'hast';

const SUPERSCRIPTS = new Map(zip('0123456789+−=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ'));
const SUBSCRIPTS = new Map(zip('0123456789+−=()', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎'));
/** Marks over a letter, and the ones that combine with it. */
const ACCENTS = new Map(zip('ˆ^~˜¯‾˙¨→⃗', '\u0302\u0302\u0303\u0303\u0304\u0304\u0307\u0308\u20D7\u20D7'));
/** These stand raised without our doing. */
const RAISED = new Map(zip('′″‴∘°*∗†', '′″‴°°**†'));
/** Signs that always stand between two things, and signs that may. */
const RELATION = /^[=≠<>≤≥≈≅≡∼∝→←↔⇒⇐⇔⇌∈∉⊂⊆]$/u;
const ADDITION = /^[+−±∓×÷⋅·∗∪∩∧∨|]$/u;
/** What only holds together what is above or below. */
const BRACE = /^[⏞⏟⎴⎵]$/u;
const NO_SIGN = /[\u2061-\u2064\u200B]/gu;

function zip(from: string, to: string): readonly (readonly [string, string])[] {
  const signs = [...to];
  return [...from].map((sign, index) => [sign, signs[index] ?? ''] as const);
}

/** In one line, with single spaces. */
export function formulaText(nodes: readonly ElementContent[]): string {
  return row(nodes).replace(/\s+/g, ' ').trim();
}

type Say = (parts: readonly string[], element: Element) => string;

/** By the name of the element, from the texts of its children. */
const WORDS: Readonly<Record<string, Say>> = {
  mphantom: () => '',
  mspace: (_, { properties: { width } }) => (Number.parseFloat(String(width ?? '')) > 0 ? ' ' : ''),
  mfrac: ([above = '', below = ''], { properties: { linethickness } }) =>
    Number.parseFloat(String(linethickness ?? '1')) === 0
      ? `${above} ; ${below}`
      : `${grouped(above)}/${grouped(below)}`,
  msqrt: (parts) => `√${grouped(parts.join(''))}`,
  mroot: ([inside = '', index = '']) => `${raised(index)}√${grouped(inside)}`,
  msup: ([base = '', above = '']) => based(base) + raised(above),
  msub: ([base = '', below = '']) => based(base) + lowered(below),
  msubsup: ([base = '', below = '', above = '']) => based(base) + lowered(below) + raised(above),
  mover: ([base = '', above = '']) => base + (ACCENTS.get(above.trim()) ?? raised(above)),
  munder: ([base = '', below = '']) => base + lowered(below),
  munderover: ([base = '', below = '', above = '']) => base + lowered(below) + raised(above),
  mtr: (parts) => parts.filter((part) => part.trim() !== '').join(', '),
  mtable: (parts) => parts.join('; '),
};

function said(node: ElementContent): string {
  if (node.type === 'text') return plain(node.value);
  if (node.type !== 'element') return '';
  const say = WORDS[node.tagName];
  if (say === undefined) return row(node.children);
  // A table that lines up the steps of one formula has no columns to a listener.
  if (node.tagName === 'mtable' && node.properties.displaystyle === 'true') {
    return node.children
      .map((line) => ('children' in line ? line.children.map(said).join(' ').trim() : ''))
      .join('; ');
  }
  return say(node.children.map(said), node);
}

/** A sign that stands between two things has space around it; one before a thing, as in `−5`, has none. */
function row(nodes: readonly ElementContent[]): string {
  let line = '';
  for (const node of nodes) {
    const words = said(node);
    const isSign = node.type === 'element' && node.tagName === 'mo' && node.properties.form === undefined;
    const between = isSign && (RELATION.test(words) || (ADDITION.test(words) && /[^\s(]\s*$/.test(line)));
    if (between) line += ` ${words} `;
    else line += isSign && /^[,;]$/.test(words) ? `${words} ` : words;
  }
  return line;
}

/** Letters of mathematical alphabets are letters to a listener. */
function plain(text: string): string {
  return text.replace(NO_SIGN, '').replace(/[\u{1D400}-\u{1D7FF}]/gu, (letter) => letter.normalize('NFKC'));
}

/** In brackets, unless it is one thing: a word, a number, a sign. */
function grouped(words: string): string {
  const text = words.trim();
  const one = /^(?:\p{L}[\p{L}\p{M}]*|[\d.,]+%?|.|\([^()]*\))[₀-₉]*[°′²³⁰-⁹ⁿ]*$/u.test(text);
  return one || text === '' ? text : `(${text})`;
}

/** What a raised or lowered sign hangs on: several words are one thing only in brackets. */
const based = (words: string): string => (/\S\s+\S/.test(words) ? grouped(words) : words);

const raised = (words: string): string => shifted(words.trim(), new Map([...SUPERSCRIPTS, ...RAISED]), '^');

const lowered = (words: string): string => shifted(words.trim(), SUBSCRIPTS, '_');

function shifted(words: string, signs: ReadonlyMap<string, string>, mark: string): string {
  if (words === '' || BRACE.test(words)) return '';
  const set = [...words].map((sign) => signs.get(sign));
  return set.every((sign) => sign !== undefined) ? set.join('') : mark + grouped(words);
}
