/** Replaces control characters, so that the content of a file cannot inject terminal sequences or invalid XML. */

/** Control characters, characters that XML forbids (XML 1.0, section 2.2), and controls of text direction. Not line ends. */
const UNSAFE = /[^\P{Cc}\n]|[\p{Bidi_Control}\p{Surrogate}\uFFFE\uFFFF]/gu;

/** Replaces each unsafe character by U+FFFD. Line ends stay. */
export const replaceControlCharacters = (text: string): string => text.replace(UNSAFE, '\uFFFD');
