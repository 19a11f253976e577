/** Converts the formulas of a Word document (Office Math, ECMA-376 part 1, chapter 22) to TeX. */
import type { Element } from 'xast';
import { getTextContent } from '../../lib/xml/elements.ts';
import { SYMBOLS } from './tex-symbols.ts';
import { attributeOf, childNamed } from './word-elements.ts';

/** A formula in TeX, and whether all of it was converted. */
export interface ConvertedFormula {
  readonly tex: string;
  readonly isWhole: boolean;
}

/** Converts a formula. */
export function convertFormula(formula: Element): ConvertedFormula {
  const unknown = new Set<string>();
  const tex = convertChildren(formula, unknown).trim();
  return { tex, isWhole: unknown.size === 0 };
}

type Convert = (element: Element, unknown: Set<string>) => string;

/** Converts the argument of a name, in braces. */
const group = (element: Element, name: string, unknown: Set<string>): string => {
  const argument = childNamed(element, name);
  return `{${argument === undefined ? '' : convertChildren(argument, unknown).trim()}}`;
};

/** Returns a property of a structure, `m:val` of an element in its `…Pr`. */
function property(element: Element, name: string): string | undefined {
  const properties = element.children.find(
    (child): child is Element => child.type === 'element' && child.name.endsWith('Pr'),
  );
  const value = properties && childNamed(properties, name);
  return value && attributeOf(value, 'm:val');
}

/** Whether a property that is on or off is on. */
const hasProperty = (element: Element, name: string): boolean =>
  !/^(?:0|false|off)$/.test(property(element, name) ?? 'off');

const CONVERTERS: Readonly<Record<string, Convert>> = {
  'm:r': convertRun,
  'w:r': convertRun,
  'm:f': convertFraction,
  'm:sSup': (e, u) => `${group(e, 'm:e', u)}^${group(e, 'm:sup', u)}`,
  'm:sSub': (e, u) => `${group(e, 'm:e', u)}_${group(e, 'm:sub', u)}`,
  'm:sSubSup': (e, u) => `${group(e, 'm:e', u)}_${group(e, 'm:sub', u)}^${group(e, 'm:sup', u)}`,
  'm:sPre': (e, u) => `{}_${group(e, 'm:sub', u)}^${group(e, 'm:sup', u)}${group(e, 'm:e', u)}`,
  'm:rad': convertRoot,
  'm:nary': convertOperator,
  'm:d': convertFence,
  'm:func': (e, u) => `${convertFunctionName(e, u)}${group(e, 'm:e', u)}`,
  'm:limLow': (e, u) => `\\underset${group(e, 'm:lim', u)}${group(e, 'm:e', u)}`,
  'm:limUpp': (e, u) => `\\overset${group(e, 'm:lim', u)}${group(e, 'm:e', u)}`,
  'm:acc': convertAccent,
  'm:bar': (e, u) => `${property(e, 'm:pos') === 'top' ? '\\overline' : '\\underline'}${group(e, 'm:e', u)}`,
  'm:groupChr': convertBrace,
  'm:borderBox': (e, u) => `\\boxed${group(e, 'm:e', u)}`,
  'm:m': (e, u) => `\\begin{matrix}${convertRows(e, 'm:mr', u)}\\end{matrix}`,
  'm:eqArr': (e, u) =>
    `\\begin{aligned}${argumentsOf(e, u, convertAlignedChildren).join(' \\\\ ')}\\end{aligned}`,
  'm:box': (e, u) => group(e, 'm:e', u),
  'm:phant': (e, u) => `\\phantom${group(e, 'm:e', u)}`,
};

/** Elements with formulas in them, and no form of their own. */
const PLAIN = /^(?:m:(?:oMath|e|num|den|sup|sub|lim|deg|fName)|w:(?:ins|smartTag))$/;
/** Properties and marks, which have no form. */
const SILENT = /^(?:m:.*Pr|w:(?:rPr|bookmarkStart|bookmarkEnd|proofErr|del|lastRenderedPageBreak))$/;

function convertChildren(parent: Element, unknown: Set<string>): string {
  return parent.children
    .map((child) => (child.type === 'element' ? convertElement(child, unknown) : ''))
    .join('');
}

function convertElement(element: Element, unknown: Set<string>): string {
  const convert = Object.hasOwn(CONVERTERS, element.name) ? CONVERTERS[element.name] : undefined;
  if (convert !== undefined) return convert(element, unknown);
  if (PLAIN.test(element.name)) return convertChildren(element, unknown);
  if (!SILENT.test(element.name)) unknown.add(element.name);
  return '';
}

/** Converts the letters of a run. */
function convertRun(run: Element): string {
  return convertLetters(run, lettersOf(run));
}

const lettersOf = (run: Element): string =>
  run.children
    .map((child) => (child.type === 'element' && /:t$/.test(child.name) ? getTextContent(child) : ''))
    .join('');

/** Converts letters with the properties of a run. Upright letters are words, such as the name of a function or a unit. */
function convertLetters(run: Element, letters: string): string {
  const isUpright = property(run, 'm:sty') === 'p' || childNamedIn(run, 'm:rPr', 'm:nor') !== undefined;
  if (isUpright && /\p{L}{2}/u.test(letters)) return `\\text{${[...letters].map(escapeInText).join('')}}`;
  return [...letters].map(escapeSymbol).join('');
}

/** Converts a line of several formulas, in which `&` is no letter: it aligns the lines, as in TeX. */
const convertAlignedChildren: Convert = (line, unknown) =>
  line.children
    .map((child) => {
      if (child.type !== 'element') return '';
      if (child.name !== 'm:r') return convertElement(child, unknown);
      return lettersOf(child)
        .split('&')
        .map((letters) => convertLetters(child, letters))
        .join('&');
    })
    .join('');

const childNamedIn = (element: Element, outer: string, inner: string): Element | undefined => {
  const found = childNamed(element, outer);
  return found && childNamed(found, inner);
};

const escapeSymbol = (letter: string): string => {
  const name = SYMBOLS.get(letter);
  if (name !== undefined) return /[a-z]$/i.test(name) ? `${name} ` : name;
  if (/[~^]/.test(letter)) return `\\text{${escapeInText(letter)}}`;
  if (/[\\{}$&#_%]/.test(letter)) return letter === '\\' ? '\\backslash ' : `\\${letter}`;
  return letter;
};

/** Signs that `\text` has by their names. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ '\\': '\\textbackslash ', '~': '\\textasciitilde ', '^': '\\textasciicircum ' },
};

const escapeInText = (letter: string): string =>
  NAMED[letter] ?? (/[{}$&#_%]/.test(letter) ? `\\${letter}` : letter);

/** Converts a fraction, which can be without its bar, as in a binomial coefficient. */
function convertFraction(element: Element, unknown: Set<string>): string {
  const [above, below] = [group(element, 'm:num', unknown), group(element, 'm:den', unknown)];
  const type = property(element, 'm:type');
  if (type === 'lin') return `${above}/${below}`;
  return type === 'noBar' ? `\\genfrac{}{}{0pt}{}${above}${below}` : `\\frac${above}${below}`;
}

function convertRoot(element: Element, unknown: Set<string>): string {
  const degree = hasProperty(element, 'm:degHide') ? '{}' : group(element, 'm:deg', unknown);
  return `\\sqrt${degree === '{}' ? '' : `[${degree}]`}${group(element, 'm:e', unknown)}`;
}

function convertOperator(element: Element, unknown: Set<string>): string {
  const sign = escapeSymbol(property(element, 'm:chr') ?? '∫').trim();
  const [low, high] = [group(element, 'm:sub', unknown), group(element, 'm:sup', unknown)];
  return `${sign}${low === '{}' ? '' : `_${low}`}${high === '{}' ? '' : `^${high}`}${group(element, 'm:e', unknown)}`;
}

function convertFence(element: Element, unknown: Set<string>): string {
  const fence = (name: string, otherwise: string): string => {
    const sign = property(element, name) ?? otherwise;
    return sign === '' ? '.' : escapeSymbol(sign).trim();
  };
  const separator = escapeSymbol(property(element, 'm:sepChr') ?? '|').trim();
  const inner = argumentsOf(element, unknown).join(` ${separator} `);
  return `\\left${fence('m:begChr', '(')}${inner}\\right${fence('m:endChr', ')')}`;
}

/** Converts each `m:e` of a structure. */
const argumentsOf = (
  element: Element,
  unknown: Set<string>,
  convert: Convert = convertChildren,
): readonly string[] =>
  element.children.flatMap((child) =>
    child.type === 'element' && child.name === 'm:e' ? [convert(child, unknown).trim()] : [],
  );

const convertRows = (element: Element, name: string, unknown: Set<string>): string =>
  element.children
    .flatMap((child) =>
      child.type === 'element' && child.name === name ? [argumentsOf(child, unknown).join(' & ')] : [],
    )
    .join(' \\\\ ');

const FUNCTIONS =
  /^(?:sin|cos|tan|cot|sec|csc|sinh|cosh|tanh|arcsin|arccos|arctan|log|ln|lim|max|min|exp|det|gcd)$/;

function convertFunctionName(element: Element, unknown: Set<string>): string {
  const name = childNamed(element, 'm:fName');
  const words = name === undefined ? '' : getTextContent(name).trim();
  if (FUNCTIONS.test(words)) return `\\${words} `;
  return name === undefined ? '' : convertChildren(name, unknown);
}

/** Converts a sign over or under a formula, which TeX has as a brace: by default below it. */
function convertBrace(element: Element, unknown: Set<string>): string {
  const sign = property(element, 'm:chr') ?? '⏟';
  if (!/^[⏞⏟]$/.test(sign)) unknown.add(sign);
  return `${property(element, 'm:pos') === 'top' ? '\\overbrace' : '\\underbrace'}${group(element, 'm:e', unknown)}`;
}

function convertAccent(element: Element, unknown: Set<string>): string {
  const sign = property(element, 'm:chr') ?? '\u0302';
  const name = ACCENTS[sign];
  if (name === undefined) unknown.add(sign);
  return `${name}${group(element, 'm:e', unknown)}`;
}

/** Accents of `m:acc`, by their combining characters. */
const ACCENTS: Readonly<Record<string, string>> = {
  ...{ '\u0301': '\\acute', '\u0302': '\\hat', '\u0303': '\\tilde' },
  ...{ '\u0304': '\\bar', '\u0305': '\\overline', '\u0306': '\\breve', '\u0307': '\\dot' },
  ...{ '\u0308': '\\ddot', '\u030C': '\\check', '\u20D7': '\\vec', '\u20D6': '\\overleftarrow' },
};
