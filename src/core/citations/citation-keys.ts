/** Defines the keys of citations, and separates them from the labels of references by number. */
import { isLabel } from '../tree/number-reference.ts';

/**
 * A key: a letter, digit or _ first and last, single punctuation characters between; or any characters but spaces in
 * braces. A text in which it is looked for has U+0000 in place of what the author escaped.
 */
const PLAIN_KEY = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_:.#$%&+?<>~/-]*[\p{L}\p{N}\p{M}_])?`;
const BRACED_KEY = String.raw`\{[^{}\s\0]{1,200}\}`;

/** The source of a pattern for a key with its sign: `@key`, `-@key`, `@{key}`. */
export const KEY_PATTERN = `-?@(?:${BRACED_KEY}|${PLAIN_KEY})`;

/** The source of a pattern for what can be before the sign. After a letter, it is one of an address: `me@x.org`. */
export const BEFORE_KEY = String.raw`(?<![^\s([{"'“‘«„—–])`;

/** Returns the key of `@key`, `-@key` or `@{key}`. */
export const readKey = (written: string): string =>
  written.replace(/^-?@/, '').replace(/^\{(?<inside>.*)\}$/, '$<inside>');

/**
 * Returns whether a key is the label of something with a number: https://quarto.org/docs/authoring/cross-references.html,
 * https://lierdakil.github.io/pandoc-crossref/. Citations leave such keys as text.
 */
export const isLabelKey = (key: string): boolean => isLabel(key.charAt(0).toLowerCase() + key.slice(1));
