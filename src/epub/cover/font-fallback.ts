/** Chooses the font for each character of a line. */

import type { Style } from '../../lib/raster/svg-shapes.ts';
import type { TextRun, Typeface } from '../../lib/raster/text-run.ts';
import { splitGraphemes } from '../../lib/text/graphemes.ts';
import {
  BUILT_IN_FAMILIES,
  type FontFamily,
  SANS,
  SERIF,
  SIGN_FAMILIES,
} from '../../runtime/fonts/families.ts';
import { findFamily } from '../../runtime/fonts/family-by-name.ts';
import { type FontContext, type FontSubset, findFontPackage } from '../../runtime/fonts/packages.ts';
import { orderScriptFonts } from '../../runtime/fonts/scripts.ts';

/** A line's runs of characters in one font each. */
export interface FontRuns {
  readonly runs: readonly TextRun[];
  /** Graphemes that no font contains. */
  readonly missingGlyphs: readonly string[];
}

/** Invisible characters, which a font need not contain. */
const INVISIBLE = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;

/**
 * Chooses fonts by grapheme, so that a letter and its marks stay together. Spaces and punctuation use the
 * font of the preceding grapheme if it contains them.
 */
export async function chooseFonts(text: string, style: Style, context: FontContext): Promise<FontRuns> {
  const weight = Number(style['font-weight'] ?? 400) >= 600 ? 700 : 400;
  const families = await listFamilies(text, style, context);
  const missingGlyphs = new Set<string>();
  const runs: TextRun[] = [];
  let before: Candidate | undefined;
  let start = 0;
  for (const segment of splitGraphemes(text)) {
    const codes = [...segment.replace(INVISIBLE, '')].map((character) => character.codePointAt(0) ?? 0);
    const stays =
      before !== undefined && !/\p{L}/u.test(segment) && (await hasAllGlyphs(before.subset, codes));
    const candidate = stays ? before : await findCandidate(codes, families, weight, context);
    if (candidate === undefined) missingGlyphs.add(segment);
    else appendRun(runs, { start, end: start + segment.length, typeface: candidate.typeface });
    before = candidate;
    start += segment.length;
  }
  return { runs, missingGlyphs: [...missingGlyphs] };
}

async function listFamilies(
  text: string,
  style: Style,
  context: FontContext,
): Promise<readonly FontFamily[]> {
  const asked = (style['font-family'] ?? '').split(',')[0]?.replaceAll(/['"]/g, '').trim() ?? '';
  const named = await findFamily(asked, context);
  const arimo = BUILT_IN_FAMILIES.get('Arimo');
  const language = style['xml:lang'] ?? '';
  const scripts = orderScriptFonts(language, language, text).map(({ family }) => family);
  const ours = [SANS, ...(arimo ? [arimo] : []), SERIF];
  return [...new Set([named.kind === 'found' ? named.family : SANS, ...ours, ...scripts, ...SIGN_FAMILIES])];
}

interface Candidate {
  readonly subset: FontSubset;
  readonly typeface: Typeface;
}

async function findCandidate(
  codes: readonly number[],
  families: readonly FontFamily[],
  weight: 400 | 700,
  context: FontContext,
): Promise<Candidate | undefined> {
  for (const { slug } of families) {
    const found = await findFontPackage(slug, context);
    const upright = found?.faces.filter(({ style }) => style === 'normal') ?? [];
    const face = upright.find(({ cssWeight }) => cssWeight === weight) ?? upright[0];
    if (found === undefined || face === undefined) continue;
    for (const subset of found.subsets) {
      if (!(await hasAllGlyphs(subset, codes))) continue;
      return {
        subset,
        typeface: { name: `${slug} ${subset.name} ${face.weight}`, file: () => subset.readFont(face) },
      };
    }
  }
  return undefined;
}

async function hasAllGlyphs(subset: FontSubset, codes: readonly number[]): Promise<boolean> {
  for (const code of codes) if (!subset.declares(code) || !(await subset.has(code))) return false;
  return true;
}

function appendRun(runs: TextRun[], next: TextRun): void {
  const last = runs.at(-1);
  if (last?.typeface.name !== next.typeface.name || last.end !== next.start) runs.push(next);
  else runs[runs.length - 1] = { ...last, end: next.end };
}
