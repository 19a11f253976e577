/**
 * Holds the built-in terms as they are after parsing, by the digest of the text of their file. It is empty here; the bundle
 * fills it (`packaging/parsed-terms.ts`), because parsing them took 4 % of the time of a short build.
 */
import type { Terms } from '../../core/model/design.ts';

export const PARSED_TERMS: Readonly<Record<string, Terms>> = {};
