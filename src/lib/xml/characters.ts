/** Replaces characters that XML cannot contain. */

// XML 1.0, section 2.2, Char: not allowed anywhere, not even escaped.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for control characters
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** Replaces the characters that XML 1.0 forbids, which includes lone surrogates. */
export const replaceInvalidXml = (text: string, replacement = ''): string =>
  text.replace(NOT_XML, replacement);
