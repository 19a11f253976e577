/** Reads the words after the key of a citation: the locator with its label, and the suffix. */
import type { CitedItem } from '../../../core/citations/citation-node.ts';

/**
 * Words that authors write before a number, without full stops, by the label of CSL
 * (https://docs.citationstyles.org/en/stable/specification.html#locators), in the languages of the terms.
 */
// cspell:disable
const WORDS: Readonly<Record<string, string>> = {
  page: 'p pp pg pgs page pages s seite seiten pág págs página páginas pag pagg pagina pagine blz bladzijde с стр str',
  appendix: 'app appendix anhang bijlage',
  'article-locator': 'art arts article articles artikel artículo',
  book: 'bk bks book books buch libro livre boek',
  chapter:
    'ch chs chap chaps chapter chapters kap kapitel cap caps capítulo capítulos capitolo chapitre hoofdstuk гл rozdz',
  column: 'col cols column columns spalte colonne',
  equation: 'eq eqs equation equations gleichung',
  figure: 'fig figs figure figures abb abbildung figura figuur рис rys',
  folio: 'fol fols folio folios',
  issue: 'no nos number numbers nr nrn núm',
  line: 'l ll line lines zeile zeilen línea regel',
  note: 'n nn note notes anm fußnote nota noot',
  opus: 'op opp opus opera',
  paragraph: '¶ ¶¶ para paras par paragraph paragraphs absatz abs párrafo alinea',
  part: 'pt pts part parts teil parte deel',
  rule: 'r rule rules',
  section: '§ §§ sec secs sect section sections abschn abschnitt sección sezione paragraaf',
  'sub-verbo': 's.v s.vv sv svv',
  supplement: 'supp supps supplement supplements',
  table: 'tbl tbls table tables tabelle tabla tabella tabel табл',
  timestamp: 'timestamp timestamps',
  verse: 'v vv verse verses vers verso',
  volume: 'vol vols volume volumes bd bde band volumen',
};
// cspell:enable
const LABELS: ReadonlyMap<string, string> = new Map(
  Object.entries(WORDS).flatMap(([label, words]) => words.split(' ').map((word) => [word, label] as const)),
);

const LABEL = /^(?<word>§{1,2}|¶{1,2}|s\.\s?vv?|\p{L}{1,12})(?<dot>\.?)\s*/u;
/** Numbers in digits, with a letter or two, or as Roman numerals: `33`, `12a`, `e14`, `3.2`, `xii`. */
const DIGITS = String.raw`\p{L}{0,3}\d+(?:[.:]\d+)*(?:(?!f)\p{L}(?![\p{L}\d]))?`;
const ROMAN = String.raw`(?:[ivxlcdm]+|[IVXLCDM]+)(?![\p{L}\d])`;
const NUMBER = `(?:${DIGITS}|${ROMAN})`;
const NUMBERS = new RegExp(
  String.raw`^${NUMBER}(?:\s*[-–—,&/]+\s*${NUMBER})*(?:\s?ff?(?:\.|(?![\p{L}\d])))?(?![\p{L}\d])`,
  'u',
);

type AfterKey = Pick<CitedItem, 'after' | 'label' | 'locator' | 'suffix'>;

/** Reads what follows a key. @param text begins at the comma, the space or the brace after the key */
export function readAfterKey(text: string): AfterKey {
  const plain = text.replace(/\s+/g, ' ').trimEnd();
  const braced = /^,? ?\{(?<inside>[^{}]*)\}(?<rest>.*)$/s.exec(plain)?.groups;
  if (braced) return readBraced(braced.inside?.trim() ?? '', braced.rest ?? '');
  const words = plain.replace(/^ ?,? ?/, '');
  if (words === '') return {};
  const { locator, label, rest } = readLocator(words);
  if (locator === undefined) return { after: words, suffix: plain };
  return { after: words, label, locator, ...(rest !== '' && { suffix: rest }) };
}

/** Reads a locator in braces, which may be any words: pandoc, “{pp. iv, vi-xi}”. Empty ones say that there is none. */
function readBraced(inside: string, rest: string): AfterKey {
  const suffix = rest === '' ? {} : { suffix: rest };
  if (inside === '') return rest === '' ? {} : { after: rest.replace(/^,? ?/, ''), ...suffix };
  const word = readLabel(inside);
  const locator = word === undefined ? inside : inside.slice(word.length);
  return { after: `${inside}${rest}`, label: word?.label ?? 'page', locator, ...suffix };
}

type Locator =
  | { readonly locator: string; readonly label: string; readonly rest: string }
  | { readonly locator?: undefined; readonly label?: undefined; readonly rest?: undefined };

function readLocator(words: string): Locator {
  const word = readLabel(words);
  // Without a label only digits are sure to be pages: “I” and “mix” are words, too.
  if (word === undefined && !/^\p{L}{0,3}\d/u.test(words)) return {};
  const numbers = words.slice(word?.length ?? 0);
  const [locator] = NUMBERS.exec(numbers) ?? [];
  if (locator === undefined) return {};
  return { locator, label: word?.label ?? 'page', rest: numbers.slice(locator.length) };
}

/** Reads a label. @returns its length with the spaces after it; `undefined` if there is none */
function readLabel(words: string): { readonly label: string; readonly length: number } | undefined {
  const match = LABEL.exec(words);
  const word = match?.groups?.word?.toLowerCase().replace(/\s/g, '');
  const label = word === undefined ? undefined : LABELS.get(word);
  return match && label !== undefined ? { label, length: match[0].length } : undefined;
}
