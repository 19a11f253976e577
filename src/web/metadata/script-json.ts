/** Writes JSON that can be in a `script` element of a page. */

/** A value of JSON. What is `undefined` is left out. */
export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json | undefined };

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, Json | undefined>>;

/**
 * Characters that end the element or begin a comment in it (HTML, 4.12.1.3), and the ends of lines of older JavaScript
 * (U+2028, U+2029).
 */
const SPECIAL = /[<>&\u2028\u2029]/g;

/** Returns the JSON of a value. No text in it can end the element that contains it. */
export const writeScriptJson = (value: JsonObject): string =>
  JSON.stringify(value).replace(
    SPECIAL,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
