/** A file of words for pages, `templates/terms/<language>.yaml`: each word is a text. */
import { isMap, isScalar, LineCounter, type Pair, parseDocument } from 'yaml';
import type { Terms } from '../../core/model/design.ts';
import { writable } from '../../lib/xml/characters.ts';
import { TemplateFault } from './template-error.ts';

/** Characters of a file; ours have five thousand. */
export const LONGEST_TERMS = 100_000;

/**
 * @param file path below `templates/`
 * @returns the words that it has; what is left empty is said in English. Throws a {@link TemplateFault} with its place
 */
export function readWords(text: string, file: string): Terms {
  if (text.length > LONGEST_TERMS) {
    throw new TemplateFault(`it has ${text.length} characters; ${LONGEST_TERMS} is the most`, file);
  }
  const lines = new LineCounter();
  const fault = (reason: string, offset: number): TemplateFault => {
    const { line, col } = lines.linePos(offset);
    return new TemplateFault(reason, file, { line, column: col });
  };
  const { contents, errors } = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    uniqueKeys: false,
  });
  const [error] = errors;
  if (error !== undefined) throw fault(reasonOf(error), error.pos[0]);
  if (contents === null) return {};
  if (!isMap(contents)) throw fault('it must be a list of `word: text`', contents.range?.[0] ?? 0);
  return Object.fromEntries(contents.items.flatMap((pair) => wordIn(pair, fault)));
}

/** The parser tells of the stack what it tells of the text. */
const reasonOf = ({ message }: Error): string =>
  message.includes('call stack') ? 'what it says lies too deep in each other' : message;

/** A character that is neither space nor without a width. */
const SEEN = /[^\s\p{Cf}]/u;

function wordIn(
  { key, value }: Pair,
  fault: (reason: string, offset: number) => TemplateFault,
): readonly (readonly [word: string, text: string])[] {
  if (!isScalar(key)) throw fault('a word must be a name', 0);
  const word = String(key.source ?? key.value);
  if (value === null || (isScalar(value) && value.value === null)) return [];
  const offset = (value as { range?: readonly number[] }).range?.[0] ?? key.range?.[0] ?? 0;
  if (!isScalar(value)) throw fault(`\`${word}\` must be a text`, offset);
  const text = typeof value.value === 'string' ? value.value : (value.source ?? '');
  return SEEN.test(writable(text)) ? [[word, text]] : [];
}
