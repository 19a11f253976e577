/**
 * Reads the entries of an index as people write them: in makeindex, `lamps!oil@oil lamp|see{oil}`
 * (https://ctan.org/pkg/makeindex), and in MyST and Sphinx, `single: lamps; oil`
 * (https://www.sphinx-doc.org/en/master/usage/restructuredtext/directives.html#index-generating-markup).
 */
import type { IndexEntry, IndexTerm } from '../../../../core/tree/index-mark.ts';

/** Levels of an entry, as in makeindex. */
const MAX_LEVELS = 3;
const REFERENCE = /^(see|seealso)\s*\{(.*)\}$/;

/**
 * Reads one entry of makeindex. A quotation mark before one of its signs makes it a letter.
 * @returns `undefined` if it has no words
 */
export function readMakeindex(written: string, index?: string): IndexEntry | undefined {
  const [path = '', command = ''] = splitAt(written, '|');
  const terms = splitAt(path, '!').map(readTerm);
  const [, reference, target = ''] = REFERENCE.exec(command.trim()) ?? [];
  const kind = reference === 'see' ? 'see' : reference === 'seealso' ? 'also' : readRange(command);
  return buildEntry(terms, kind, {
    index,
    target: reference === undefined ? undefined : splitAt(target, '!').map(removeCommands),
  });
}

const readRange = (command: string): 'start' | 'end' | 'place' =>
  command.startsWith('(') ? 'start' : command.startsWith(')') ? 'end' : 'place';

function readTerm(written: string): IndexTerm {
  const [sort = '', ...shown] = splitAt(written, '@');
  const plain = (text: string): string => removeCommands(unquote(text));
  return shown.length === 0 ? { text: plain(sort) } : { text: plain(shown.join('@')), sort: plain(sort) };
}

/** Removes the commands of LaTeX around words, and the backslashes before signs. */
const removeCommands = (text: string): string =>
  text
    .replace(/\\[a-z]+\{([^{}]*)\}/gi, '$1')
    .replace(/\\([%#&_~{}$])/g, '$1')
    .trim();

/** Splits at a sign before which there is no quotation mark. */
function splitAt(text: string, sign: string): readonly string[] {
  const parts: string[] = [''];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    const isQuoted = letter === '"' && /[!@|"]/.test(text[at + 1] ?? '');
    if (letter === sign && !isQuoted) parts.push('');
    else parts.push(`${parts.pop()}${isQuoted ? text.slice(at, at + 2) : letter}`);
    if (isQuoted) at += 1;
  }
  return parts;
}

const unquote = (text: string): string => text.replace(/"([!@|"])/g, '$1');

/**
 * Reads the entries of a role or directive of MyST: `single: a; b`, `pair: a; b`, `triple: a; b; c`, `see: a; b`, `seealso: a; b`; without a kind
 * they are separated by commas.
 */
export function readSphinx(line: string): readonly IndexEntry[] {
  const [, kind = '', rest = ''] =
    /^\s*!?\s*(single|pair|triple|see|seealso|module|keyword|builtin)\s*:(.*)$/s.exec(line) ?? [];
  if (kind === '') return line.split(',').flatMap((text) => single([text]));
  const parts = rest.split(';');
  if (kind === 'see' || kind === 'seealso') {
    const entry = buildEntry([{ text: parts[0]?.trim() ?? '' }], kind === 'see' ? 'see' : 'also', {
      target: [parts.slice(1).join(';')],
    });
    return entry === undefined ? [] : [entry];
  }
  if (kind === 'pair') return [...single(parts), ...single([...parts].reverse())];
  if (kind === 'triple') {
    const [a = '', b = '', c = ''] = parts;
    return [...single([a, `${b} ${c}`]), ...single([b, `${c}, ${a}`]), ...single([c, `${a} ${b}`])];
  }
  return single(parts);
}

function single(texts: readonly string[]): readonly IndexEntry[] {
  const terms = texts.map((text) => ({ text: text.replace(/^\s*!/, '').replace(/\s+/g, ' ').trim() }));
  const entry = buildEntry(terms, 'place', {});
  return entry === undefined ? [] : [entry];
}

function buildEntry(
  terms: readonly IndexTerm[],
  kind: IndexEntry['kind'],
  { target, index }: { readonly target?: readonly string[] | undefined; readonly index?: string | undefined },
): IndexEntry | undefined {
  const named = terms.filter(({ text }) => text !== '');
  const led = target?.map((text) => text.trim()).filter((text) => text !== '');
  if (named.length === 0) return undefined;
  const shown = [...named.slice(0, MAX_LEVELS - 1), ...joinRest(named.slice(MAX_LEVELS - 1))];
  return {
    terms: shown,
    kind: kind !== 'see' && kind !== 'also' ? kind : led?.length ? kind : 'place',
    ...(led?.length && { target: led }),
    ...(index !== undefined && { index }),
  };
}

/** Joins the levels below the innermost one that is printed. */
const joinRest = (terms: readonly IndexTerm[]): readonly IndexTerm[] =>
  terms.length < 2 ? terms : [{ text: terms.map(({ text }) => text).join(', ') }];
