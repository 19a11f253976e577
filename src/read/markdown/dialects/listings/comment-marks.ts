/** The ends of comments in code, of any language, for marks that are comments. */

/** The start of a comment, if there is one. */
export const COMMENT_START = String.raw`(?:\/\/+|\/\*+|<!--|\{\/\*|#+|--|%+|;+|'|"|REM\b)?[ \t]*`;
/** The end of a comment, and of the line. */
export const COMMENT_END = String.raw`[ \t]*(?:\*\/\}?|-->)?[ \t]*$`;
