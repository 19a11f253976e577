/** Text that goes into CSS: the strings of margin boxes and counter styles. */

// Whatever could end a string, a `<style>` element or a line; and what HTML and CSS read as another character.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAFE = /[\u0000-\u001F\u007F"'\\<>&]|\p{Surrogate}/gu;

// Scripts of JavaScript's own reckoning: it has no property for the direction of a letter.
const RIGHT_TO_LEFT =
  /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u;
const ISOLATE = { first: '\u2068', end: '\u2069' };

/**
 * A text that keeps its own direction, and with it the place of its full stop, in a line of another: Unicode UAX 9, 2.4.
 * @param direction of the line
 */
export function isolated(text: string, direction: 'ltr' | 'rtl'): string {
  const first = /\p{L}/u.exec(text)?.[0] ?? '';
  const own = RIGHT_TO_LEFT.test(first) ? 'rtl' : 'ltr';
  return first === '' || own === direction ? text : ISOLATE.first + text + ISOLATE.end;
}

/**
 * A CSS string, quotes included, that means this text wherever it stands: https://www.w3.org/TR/css-syntax-3/#serialization
 * White space becomes a plain space; U+0000 and lone surrogates, which CSS has no way to write, become nothing.
 */
export function cssString(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `"${line.replace(UNSAFE, escapeCharacter)}"`;
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0 || code >= 0xd800) return '';
  // The space ends the number and is not part of the text, whatever follows.
  return `\\${code.toString(16)} `;
}
