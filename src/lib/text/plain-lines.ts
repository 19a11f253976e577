/** Lines that end in U+000A. */

/** XML 1.0, 2.11. */
export const withPlainLines = (text: string): string => text.replace(/\r\n?/g, '\n');
