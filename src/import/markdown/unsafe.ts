/** Lists the characters that are markup in Handpress, though not in CommonMark, and so are escaped in a text that has none. */
import type { Options } from 'remark-stringify';

const phrasing = 'phrasing' as const;

/** The patterns, for `remark-stringify`. */
export const UNSAFE: NonNullable<Options['unsafe']> = [
  // Raised and marked words, comments, formulas.
  { character: '^', inConstruct: phrasing },
  { character: '=', before: '=', inConstruct: phrasing },
  { character: '%', before: '%', inConstruct: phrasing },
  { character: '$', after: '[^\\s\\d]', inConstruct: phrasing },
  // Attributes, templates and shortcodes.
  { character: '{', inConstruct: phrasing },
  // Boxes, definitions, admonitions and line blocks begin a line.
  { atBreak: true, character: ':' },
  { atBreak: true, character: '!', after: '!' },
  { atBreak: true, character: '?', after: '\\?' },
  { atBreak: true, character: '|' },
  { atBreak: true, character: '%' },
  // Numbered examples, and names of emoji.
  { atBreak: true, character: '(', after: '@' },
  { character: ':', before: '[\\s:]', after: '[a-z+]', inConstruct: phrasing },
  { atBreak: true, character: '\\' },
  // Code of MDX. cspell:ignore mport xport
  { atBreak: true, character: 'i', after: 'mport\\s.*["\']' },
  { atBreak: true, character: 'e', after: 'xport\\s' },
];
