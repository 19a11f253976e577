/** Which font sets which letters of a line. */

import type { Look } from '../../lib/raster/svg-shapes.ts';
import type { Stretch, Typeface } from '../../lib/raster/text-run.ts';
import { graphemesOf } from '../../lib/text/graphemes.ts';
import { type Family, KNOWN_FAMILIES, SANS, SERIF } from '../../runtime/fonts/families.ts';
import { familyNamed } from '../../runtime/fonts/family-by-name.ts';
import { type FontPart, type FontPlaces, findPackage } from '../../runtime/fonts/packages.ts';
import { scriptOrder } from '../../runtime/fonts/scripts.ts';

export interface Lettered {
  readonly stretches: readonly Stretch[];
  /** What no font has. */
  readonly lacking: readonly string[];
}

/** What is not seen itself: a font need not have it. */
const UNSEEN = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;

/** A letter and its marks stay together; spaces and points stand in the font of what is before them, if it has them. */
export async function letteredIn(text: string, look: Look, places: FontPlaces): Promise<Lettered> {
  const weight = Number(look['font-weight'] ?? 400) >= 600 ? 700 : 400;
  const families = await familiesFor(text, look, places);
  const lacking = new Set<string>();
  const stretches: Stretch[] = [];
  let before: Candidate | undefined;
  let start = 0;
  for (const segment of graphemesOf(text)) {
    const codes = [...segment.replace(UNSEEN, '')].map((character) => character.codePointAt(0) ?? 0);
    const stays = before !== undefined && !/\p{L}/u.test(segment) && (await hasAll(before.part, codes));
    const candidate = stays ? before : await firstWith(codes, families, weight, places);
    if (candidate === undefined) lacking.add(segment);
    else append(stretches, { start, end: start + segment.length, typeface: candidate.typeface });
    before = candidate;
    start += segment.length;
  }
  return { stretches, lacking: [...lacking] };
}

async function familiesFor(text: string, look: Look, places: FontPlaces): Promise<readonly Family[]> {
  const asked = (look['font-family'] ?? '').split(',')[0]?.replaceAll(/['"]/g, '').trim() ?? '';
  const named = await familyNamed(asked, places);
  const arimo = KNOWN_FAMILIES.get('Arimo');
  const language = look['xml:lang'] ?? '';
  const scripts = scriptOrder(language, language, text).map(({ family }) => family);
  const ours = [SANS, ...(arimo ? [arimo] : []), SERIF];
  return [...new Set(['family' in named ? named.family : SANS, ...ours, ...scripts])];
}

interface Candidate {
  readonly part: FontPart;
  readonly typeface: Typeface;
}

async function firstWith(
  codes: readonly number[],
  families: readonly Family[],
  weight: 400 | 700,
  places: FontPlaces,
): Promise<Candidate | undefined> {
  for (const { slug } of families) {
    const found = await findPackage(slug, places);
    const upright = found?.faces.filter(({ style }) => style === 'normal') ?? [];
    const face = upright.find(({ stands }) => stands === weight) ?? upright[0];
    if (found === undefined || face === undefined) continue;
    for (const part of found.parts) {
      if (!(await hasAll(part, codes))) continue;
      return { part, typeface: { name: `${slug} ${part.name} ${face.weight}`, file: () => part.file(face) } };
    }
  }
  return undefined;
}

async function hasAll(part: FontPart, codes: readonly number[]): Promise<boolean> {
  for (const code of codes) if (!part.claims(code) || !(await part.has(code))) return false;
  return true;
}

function append(stretches: Stretch[], next: Stretch): void {
  const last = stretches.at(-1);
  if (last?.typeface.name !== next.typeface.name || last.end !== next.start) stretches.push(next);
  else stretches[stretches.length - 1] = { ...last, end: next.end };
}
