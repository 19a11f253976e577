/** Selects the parts of fonts that a text needs, and finds the characters that no font has. */
import { EMOJI, type FontFamily, SIGN_FAMILIES } from '../../runtime/fonts/families.ts';
import {
  type FontContext,
  type FontPackage,
  type FontSubset,
  findFontPackage,
} from '../../runtime/fonts/packages.ts';
import { findScriptFont, orderScriptFonts, type ScriptFont } from '../../runtime/fonts/scripts.ts';
import type { FontStacks } from './font-stacks.ts';
import type { FontUse, LanguageRun } from './text-runs.ts';

/** A character that no font of a stack has. */
export interface Gap {
  readonly character: string;
  /** The script font that has it but is not installed. */
  readonly wanted?: ScriptFont;
}

/** The fonts for a text. */
export interface FontSelection {
  readonly parts: ReadonlyMap<FontSubset, SelectedFont>;
  /**
   * Script fonts in use, and the font for signs, in the order of their stack. By language; `''` is for languages that
   * are not in the map.
   */
  readonly scripts: ReadonlyMap<string, readonly FontFamily[]>;
  /** By {@link gapKey}. */
  readonly gaps: ReadonlyMap<string, Gap>;
}

/** A family and the package that holds it. */
interface SelectedFont {
  readonly family: FontFamily;
  readonly from: FontPackage;
}

/** Returns the key of a gap. */
export const gapKey = ({ language, use }: Pick<LanguageRun, 'language' | 'use'>, character: string): string =>
  `${language} ${use} ${character}`;

/**
 * Selects the fonts for a text.
 * @param publication language of the publication, BCP 47
 */
export async function selectFonts(
  runs: readonly LanguageRun[],
  publication: string,
  stacks: FontStacks,
  places: FontContext,
): Promise<FontSelection> {
  const parts = new Map<FontSubset, SelectedFont>();
  const gaps = new Map<string, Gap>();
  const used = new Set<FontFamily>();
  const orders = new Map<string, readonly ScriptFont[]>();
  for (const [language, texts] of groupByLanguage(runs)) {
    const order = orderScriptFonts(language, publication, Object.values(texts).join(''));
    orders.set(language, order);
    const certain = [language, publication].flatMap((tag) => findScriptFont(tag) ?? []);
    for (const [use, character, families] of eachRequest(texts, stacks)) {
      const found = await findPart(character, families, { order, certain, places });
      if (found.kind === 'gap') gaps.set(gapKey({ language, use }, character), found.gap);
      else parts.set(found.part, found);
      if (found.kind === 'script') used.add(found.family);
    }
    for (const found of await findSequenceParts(Object.values(texts), places)) {
      parts.set(found.part, found);
      used.add(EMOJI);
    }
  }
  orders.set('', orders.get(publication) ?? orderScriptFonts(publication, publication, ''));
  const usedOf = (order: readonly ScriptFont[]): readonly FontFamily[] =>
    [...order.map(({ family }) => family), ...SIGN_FAMILIES].filter((family) => used.has(family));
  return { parts, gaps, scripts: new Map([...orders].map(([language, order]) => [language, usedOf(order)])) };
}

/** Yields each character once for each stack; normalized to NFC, as the browser composes text. */
function* eachRequest(
  texts: TextByUse,
  stacks: FontStacks,
): Generator<[FontUse, string, readonly FontFamily[]]> {
  for (const use of USES) {
    for (const character of listCharacters(texts[use]?.normalize('NFC') ?? '')) {
      if (isPrinted(character)) for (const { families } of stacks[use]) yield [use, character, families];
    }
  }
}

/** Size of the Basic Multilingual Plane, which has nearly all characters. */
const BMP_SIZE = 0x10000;

/** Returns each character once, in order. A book has half a million, so a `Set` alone would be too slow. */
function listCharacters(text: string): readonly string[] {
  const known = new Uint8Array(BMP_SIZE);
  const rare = new Set<number>();
  const characters: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    const isRare = code >= BMP_SIZE;
    if (isRare) at += 1;
    if (isRare ? rare.has(code) : known[code] === 1) continue;
    if (isRare) rare.add(code);
    else known[code] = 1;
    characters.push(String.fromCodePoint(code));
  }
  return characters;
}

const USES = ['text', 'code', 'math', 'serif', 'arial'] as const satisfies readonly FontUse[];

type TextByUse = Partial<Record<FontUse, string>>;

function groupByLanguage(runs: readonly LanguageRun[]): ReadonlyMap<string, TextByUse> {
  const texts = new Map<string, Record<FontUse, string[]>>();
  for (const { language, use, text } of runs) {
    const known = texts.get(language) ?? { text: [], code: [], math: [], serif: [], arial: [] };
    texts.set(language, known);
    known[use].push(text);
  }
  const joined = (known: Record<FontUse, string[]>): TextByUse =>
    Object.fromEntries(USES.map((use) => [use, known[use].join('')]));
  return new Map([...texts].map(([language, known]) => [language, joined(known)]));
}

/** Where to look for a character. */
interface FontSearch {
  /** Script fonts in order of preference. */
  readonly order: readonly ScriptFont[];
  /** Fonts of the text's and the publication's language; they are also used for signs without a script. */
  readonly certain: readonly ScriptFont[];
  readonly places: FontContext;
}

/** A part of a reading font, a part of a script font or of the font for signs, or no font. */
type SearchResult =
  | ({ readonly kind: 'reading' | 'script' } & SelectedPart)
  | { readonly kind: 'gap'; readonly gap: Gap };

async function findPart(
  character: string,
  families: readonly FontFamily[],
  search: FontSearch,
): Promise<SearchResult> {
  for (const family of families) {
    const found = await findPartInFamily(family, character, search.places);
    if (isPart(found)) return { kind: 'reading', ...found };
  }
  const found = await findScriptPart(character, search);
  if (found.kind !== 'gap' || found.gap.wanted !== undefined) return found;
  for (const family of SIGN_FAMILIES) {
    const sign = await findPartInFamily(family, character, search.places);
    if (isPart(sign)) return { kind: 'script', ...sign };
  }
  return found;
}

/** Matches emoji of several characters: with a joiner, a skin tone, a variation selector or a keycap, or a flag. */
const EMOJI_SEQUENCE =
  /\p{RI}{2}|(?!\p{RI})\p{Emoji}(?:\p{EMod}|\uFE0F?\u20E3|\uFE0F|[\u{E0020}-\u{E007F}]+)?(?:\u200D\p{Emoji}(?:\p{EMod}|\uFE0F)?)*/gu;

/**
 * Finds the parts of the emoji font that have whole sequences, because the browser draws a sequence as one sign only if
 * one file has all its characters.
 */
async function findSequenceParts(
  texts: readonly string[],
  places: FontContext,
): Promise<readonly SelectedPart[]> {
  const sequences = new Set(texts.flatMap((text) => text.match(EMOJI_SEQUENCE) ?? []));
  const from = await findFontPackage(EMOJI.slug, places);
  const found: SelectedPart[] = [];
  for (const sequence of from === undefined ? [] : sequences) {
    const codes = [...sequence].map((character) => character.codePointAt(0) ?? 0);
    if (codes.length < 2) continue;
    const part = await findWholePart(from?.subsets ?? [], codes);
    if (part !== undefined && from !== undefined) found.push({ part, family: EMOJI, from });
  }
  return found;
}

async function findWholePart(
  subsets: readonly FontSubset[],
  codes: readonly number[],
): Promise<FontSubset | undefined> {
  for (const part of subsets) {
    const has = await Promise.all(codes.map((code) => part.declares(code) && part.has(code)));
    if (has.every(Boolean)) return part;
  }
  return undefined;
}

/**
 * Finds a character in the script fonts. The forms of Han depend on the language: if the language determines the font,
 * no other font replaces it when it is not installed; otherwise any installed font is used.
 */
async function findScriptPart(
  character: string,
  { order, certain, places }: FontSearch,
): Promise<SearchResult> {
  const [own] = certain;
  let wanted: ScriptFont | undefined;
  for (const font of order) {
    if (!certain.includes(font) && !font.usableCharacters.test(character)) continue;
    const found = await findPartInFamily(font.family, character, places);
    if (isPart(found)) return { kind: 'script', ...found };
    const asks =
      font.ownCharacters.test(character) || (font === own && font.usableCharacters.test(character));
    if (found !== 'absent' || !asks) continue;
    wanted ??= font;
    if (font === own) break;
  }
  return { kind: 'gap', gap: { character, ...(wanted && { wanted }) } };
}

type SelectedPart = SelectedFont & { readonly part: FontSubset };

const isPart = (found: SelectedPart | 'absent' | undefined): found is SelectedPart =>
  found !== undefined && found !== 'absent';

/** Finds a character in a family. @returns `absent` if the package is not installed, `undefined` if it has no such glyph */
async function findPartInFamily(
  family: FontFamily,
  character: string,
  places: FontContext,
): Promise<SelectedPart | 'absent' | undefined> {
  const from = await findFontPackage(family.slug, places);
  if (from === undefined) return 'absent';
  const code = character.codePointAt(0) ?? 0;
  for (const part of from.subsets) {
    if (part.declares(code) && (await part.has(code))) return { part, family, from };
  }
  return undefined;
}

/**
 * Whether a character needs a glyph. White space, joiners and variation selectors do not; control characters and unassigned
 * ones do, because the browser draws a box for them.
 */
export const isPrinted = (character: string): boolean =>
  !/[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cs}]/u.test(character);
