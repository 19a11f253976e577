/** Which parts of which fonts a text needs, and what none of them has. */
import { type Family, MATH } from '../../runtime/fonts/families.ts';
import {
  type FontPackage,
  type FontPart,
  type FontPlaces,
  findPackage,
} from '../../runtime/fonts/packages.ts';
import { type ScriptFont, scriptFontOf, scriptOrder } from '../../runtime/fonts/scripts.ts';
import type { FontStacks } from './font-stacks.ts';
import type { Run, Use } from './text-runs.ts';

/** A character that no font of a stack has. */
export interface Gap {
  readonly character: string;
  /** The script font that would have it, were it installed. */
  readonly wanted?: ScriptFont;
}

export interface FontNeeds {
  readonly parts: ReadonlyMap<FontPart, Need>;
  /**
   * Script fonts that are used, and the one for signs, in the order of their stack: by language, `''` for those not
   * in the map.
   */
  readonly scripts: ReadonlyMap<string, readonly Family[]>;
  /** By {@link gapKey}. */
  readonly gaps: ReadonlyMap<string, Gap>;
}

interface Need {
  readonly family: Family;
  readonly from: FontPackage;
}

export const gapKey = ({ language, use }: Pick<Run, 'language' | 'use'>, character: string): string =>
  `${language} ${use} ${character}`;

/** @param publication its language, BCP 47 */
export async function fontNeeds(
  runs: readonly Run[],
  publication: string,
  stacks: FontStacks,
  places: FontPlaces,
): Promise<FontNeeds> {
  const parts = new Map<FontPart, Need>();
  const gaps = new Map<string, Gap>();
  const used = new Set<Family>();
  const orders = new Map<string, readonly ScriptFont[]>();
  for (const [language, texts] of byLanguage(runs)) {
    const order = scriptOrder(language, publication, Object.values(texts).join(''));
    orders.set(language, order);
    const certain = [language, publication].flatMap((tag) => scriptFontOf(tag) ?? []);
    for (const [use, character, families] of asksOf(texts, stacks)) {
      const found = await partFor(character, families, { order, certain, places });
      if ('part' in found) parts.set(found.part, found);
      else gaps.set(gapKey({ language, use }, character), found);
      if ('script' in found) used.add(found.family);
    }
  }
  orders.set('', orders.get(publication) ?? scriptOrder(publication, publication, ''));
  const usedOf = (order: readonly ScriptFont[]): readonly Family[] =>
    [...order.map(({ family }) => family), MATH].filter((family) => used.has(family));
  return { parts, gaps, scripts: new Map([...orders].map(([language, order]) => [language, usedOf(order)])) };
}

/** Each character once for each stack that it is set in, composed as the shaper composes it. */
function* asksOf(texts: Texts, stacks: FontStacks): Generator<[Use, string, readonly Family[]]> {
  for (const use of USES) {
    for (const character of charactersIn(texts[use]?.normalize('NFC') ?? '')) {
      if (isPrinted(character)) for (const { families } of stacks[use]) yield [use, character, families];
    }
  }
}

/** Of the plane in which nearly all characters are. */
const CODE_POINTS = 0x10000;

/** Each once, in the order of the text. A book has half a million, too many for a `Set` alone. */
function charactersIn(text: string): readonly string[] {
  const known = new Uint8Array(CODE_POINTS);
  const rare = new Set<number>();
  const characters: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    const isRare = code >= CODE_POINTS;
    if (isRare) at += 1;
    if (isRare ? rare.has(code) : known[code] === 1) continue;
    if (isRare) rare.add(code);
    else known[code] = 1;
    characters.push(String.fromCodePoint(code));
  }
  return characters;
}

const USES = ['text', 'code', 'math'] as const satisfies readonly Use[];

type Texts = Partial<Record<Use, string>>;

function byLanguage(runs: readonly Run[]): ReadonlyMap<string, Texts> {
  const texts = new Map<string, Record<Use, string[]>>();
  for (const { language, use, text } of runs) {
    const known = texts.get(language) ?? { text: [], code: [], math: [] };
    texts.set(language, known);
    known[use].push(text);
  }
  const joined = ({ text, code, math }: Record<Use, string[]>): Texts => ({
    text: text.join(''),
    code: code.join(''),
    math: math.join(''),
  });
  return new Map([...texts].map(([language, known]) => [language, joined(known)]));
}

interface Asked {
  readonly order: readonly ScriptFont[];
  /**
   * The fonts of the text's and of the publication's language, which are asked for signs of no script as
   * well.
   */
  readonly certain: readonly ScriptFont[];
  readonly places: FontPlaces;
}

type Found = (FoundPart & { readonly script?: true }) | Gap;

async function partFor(character: string, families: readonly Family[], asked: Asked): Promise<Found> {
  for (const family of families) {
    const found = await partIn(family, character, asked.places);
    if (isPart(found)) return found;
  }
  const found = await scriptPartFor(character, asked);
  if ('part' in found || found.wanted !== undefined) return found;
  const sign = await partIn(MATH, character, asked.places);
  return isPart(sign) ? { ...sign, script: true } : found;
}

/**
 * Han has forms by language: where the language says which, no other font stands in for one that is not installed.
 * Where it does not, any that is installed does.
 */
async function scriptPartFor(character: string, { order, certain, places }: Asked): Promise<Found> {
  const [own] = certain;
  let wanted: ScriptFont | undefined;
  for (const font of order) {
    if (!certain.includes(font) && !font.shared.test(character)) continue;
    const found = await partIn(font.family, character, places);
    if (isPart(found)) return { ...found, script: true };
    const asks = font.own.test(character) || (font === own && font.shared.test(character));
    if (found !== 'absent' || !asks) continue;
    wanted ??= font;
    if (font === own) break;
  }
  return { character, ...(wanted && { wanted }) };
}

type FoundPart = Need & { readonly part: FontPart };

const isPart = (found: FoundPart | 'absent' | undefined): found is FoundPart =>
  found !== undefined && found !== 'absent';

/** @returns `absent` where the package is not installed, `undefined` where it lacks the character */
async function partIn(
  family: Family,
  character: string,
  places: FontPlaces,
): Promise<FoundPart | 'absent' | undefined> {
  const from = await findPackage(family.slug, places);
  if (from === undefined) return 'absent';
  const code = character.codePointAt(0) ?? 0;
  for (const part of from.parts) {
    if (part.claims(code) && (await part.has(code))) return { part, family, from };
  }
  return undefined;
}

/**
 * Space, joiners and variation selectors leave no mark of their own; of the controls only those that are space: for any
 * other the browser draws a box.
 */
export function isPrinted(character: string): boolean {
  const isSign = /[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Co}]/u.test(character) || /[^\P{Cc}\s]/u.test(character);
  return isSign && !/\p{Variation_Selector}/u.test(character);
}
