/** Characters that XML has no way to write. */

// XML 1.0, section 2.2, Char: allowed nowhere, not even escaped.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** Replaces what XML 1.0 forbids; half a surrogate pair is forbidden, too. */
export const writable = (text: string, stead = ''): string => text.replace(NOT_XML, stead);
