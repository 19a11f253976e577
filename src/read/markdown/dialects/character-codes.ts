/** Names the codes that micromark has for spaces and line ends. */
import type { Code } from '../micromark-types.ts';

const SPACE = ' '.charCodeAt(0);

/** Codes of micromark: -2 is a tab, -1 the columns that it takes, below them are line ends. */
export const isSpace = (code: Code): boolean => code === SPACE || code === -1 || code === -2;
export const isLineEnd = (code: Code): boolean => code === null || code < -2;
