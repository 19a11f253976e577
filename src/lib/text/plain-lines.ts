/** Normalizes line endings. */

/** Replaces CR and CR LF by LF (XML 1.0, 2.11). */
export const normalizeLineEndings = (text: string): string => text.replace(/\r\n?/g, '\n');
