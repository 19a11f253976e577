/** Parses a file of terms, `templates/terms/<language>.yaml`: a map of names to texts. */
import { isMap, isScalar, LineCounter, type Pair, parseDocument } from 'yaml';
import type { Terms } from '../../core/model/design.ts';
import { replaceInvalidXml } from '../../lib/xml/characters.ts';
import { TemplateError } from './template-error.ts';

/** Maximum length of a file in characters. The built-in files have about 5,000. */
export const MAX_TERMS_LENGTH = 100_000;

/**
 * Returns the terms. Leaves empty ones out, so that they appear in English.
 * @param file path below `templates/`
 * @throws {TemplateError} with the location of the problem
 */
export function parseTerms(text: string, file: string): Terms {
  if (text.length > MAX_TERMS_LENGTH) {
    throw new TemplateError(`it has ${text.length} characters; the limit is ${MAX_TERMS_LENGTH}`, file);
  }
  const lines = new LineCounter();
  const fault = (reason: string, offset: number): TemplateError => {
    const { line, col } = lines.linePos(offset);
    return new TemplateError(reason, file, { line, column: col });
  };
  const { contents, errors } = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    uniqueKeys: false,
  });
  const [error] = errors;
  if (error !== undefined) throw fault(describeError(error), error.pos[0]);
  if (contents === null) return {};
  if (!isMap(contents)) throw fault('it must be a list of `word: text`', contents.range?.[0] ?? 0);
  return Object.fromEntries(contents.items.flatMap((pair) => parseTerm(pair, fault)));
}

/** Returns the message of the parser. Replaces the one about the call stack, which deep nesting causes. */
const describeError = ({ message }: Error): string =>
  message.includes('call stack') ? 'it is nested too deeply' : message;

/** A character that is neither white space nor zero-width. */
const VISIBLE = /[^\s\p{Cf}]/u;

function parseTerm(
  { key, value }: Pair,
  fault: (reason: string, offset: number) => TemplateError,
): readonly (readonly [word: string, text: string])[] {
  if (!isScalar(key)) throw fault('a word must be a name', 0);
  const word = String(key.source ?? key.value);
  if (value === null || (isScalar(value) && value.value === null)) return [];
  const offset = (value as { range?: readonly number[] }).range?.[0] ?? key.range?.[0] ?? 0;
  if (!isScalar(value)) throw fault(`\`${word}\` must be a text`, offset);
  const text = typeof value.value === 'string' ? value.value : (value.source ?? '');
  return VISIBLE.test(replaceInvalidXml(text)) ? [[word, text]] : [];
}
