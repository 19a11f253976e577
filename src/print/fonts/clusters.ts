/** Finds fonts for clusters: several characters that a browser sets in one font or, if there is none, in a font of the system. */
import { type FontFamily, SIGN_FAMILIES } from '../../runtime/fonts/families.ts';
import {
  type FontContext,
  type FontPackage,
  type FontSubset,
  findFontPackage,
} from '../../runtime/fonts/packages.ts';

/** A family and the package that holds it. */
export interface SelectedFont {
  readonly family: FontFamily;
  readonly from: FontPackage;
}

/** A part of a font that a text needs. */
export type SelectedPart = SelectedFont & { readonly part: FontSubset };

/**
 * Whether a character needs a glyph. White space, joiners and variation selectors do not; control characters and unassigned
 * ones do, because the browser draws a box for them.
 */
export const isPrinted = (character: string): boolean =>
  !/[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cs}]/u.test(character);

/**
 * Matches what a browser sets in one font: emoji with a joiner, a skin tone, a variation selector or a keycap, flags, and
 * letters with marks.
 */
const CLUSTER =
  /\p{RI}{2}|(?!\p{RI})\p{Emoji}(?:\p{EMod}|\uFE0F?\u20E3|\uFE0F|[\u{E0020}-\u{E007F}]+|(?=\u200D))(?:\u200D\p{Emoji}(?:\p{EMod}|\uFE0F)?)*|\P{M}[\p{M}\p{EMod}]+/gu;

/** What {@link coverClusters} finds. */
interface ClusterCover {
  readonly parts: readonly SelectedPart[];
  /** The code points of each cluster that no file has as a whole. */
  readonly scattered: readonly (readonly number[])[];
}

/**
 * Finds a font file for each cluster of a text that no selected file has as a whole.
 * @param families in order of preference
 */
export async function coverClusters(
  text: string,
  selected: readonly FontSubset[],
  families: readonly FontFamily[],
  places: FontContext,
): Promise<ClusterCover> {
  const parts: SelectedPart[] = [];
  const scattered: (readonly number[])[] = [];
  for (const codes of listClusters(text)) {
    const known = [...selected, ...parts.map(({ part }) => part)];
    if ((await findWholePart(known, codes)) !== undefined) continue;
    const part = await findWholePartOf([...families, ...SIGN_FAMILIES], codes, places);
    if (part === undefined) scattered.push(codes);
    else parts.push(part);
  }
  return { parts, scattered };
}

/** Returns the code points of each cluster once; what is never printed is left out. */
export function listClusters(text: string): readonly (readonly number[])[] {
  const clusters = new Set(text.normalize('NFC').match(CLUSTER) ?? []);
  return [...clusters].flatMap((cluster) => {
    const shown = [...cluster].filter(
      (character) => isPrinted(character) || /\p{White_Space}/u.test(character),
    );
    const codes = shown.map((character) => character.codePointAt(0) ?? 0);
    return codes.length < 2 ? [] : [codes];
  });
}

async function findWholePartOf(
  families: readonly FontFamily[],
  codes: readonly number[],
  places: FontContext,
): Promise<SelectedPart | undefined> {
  for (const family of new Set(families)) {
    const from = await findFontPackage(family.slug, places);
    const part = from && (await findWholePart(from.subsets, codes));
    if (from !== undefined && part !== undefined) return { part, family, from };
  }
  return undefined;
}

async function findWholePart(
  subsets: readonly FontSubset[],
  codes: readonly number[],
): Promise<FontSubset | undefined> {
  for (const part of subsets) {
    if (!codes.every((code) => part.declares(code))) continue;
    const has = await Promise.all(codes.map((code) => part.has(code)));
    if (has.every(Boolean)) return part;
  }
  return undefined;
}
