/** Writes text as CSS strings, for margin boxes and counter styles. */
import { isRightToLeft } from './direction.ts';

// Characters that can end a string, a `<style>` element or a line, or that HTML or CSS reads as another
// character.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for control characters
const UNSAFE = /[\u0000-\u001F\u007F"'\\<>&]|\p{Surrogate}/gu;

const ISOLATE = { first: '\u2068', end: '\u2069' };

/**
 * Isolates a text whose direction differs from that of its line (Unicode UAX 9, 2.4), so that its full stop
 * stays at its end.
 * @param direction of the line
 */
export function isolateDirection(text: string, direction: 'ltr' | 'rtl'): string {
  const first = /\p{L}/u.exec(text)?.[0] ?? '';
  const own = isRightToLeft(first) ? 'rtl' : 'ltr';
  return first === '' || own === direction ? text : ISOLATE.first + text + ISOLATE.end;
}

/**
 * Returns a quoted CSS string that is safe anywhere in a style sheet and in a `<style>` element
 * (https://www.w3.org/TR/css-syntax-3/#serialization). Each run of white space becomes one space. U+0000 and
 * lone surrogates are removed, because CSS cannot express them.
 */
export function toCssString(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `"${line.replace(UNSAFE, escapeCharacter)}"`;
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0 || code >= 0xd800) return '';
  // The space ends the escape and is not part of the text.
  return `\\${code.toString(16)} `;
}
