/** Selects the parts of fonts that a text needs, and finds the characters that no font has. */
import { type FontFamily, SIGN_FAMILIES } from '../../runtime/fonts/families.ts';
import { type FontContext, type FontSubset, findFontPackage } from '../../runtime/fonts/packages.ts';
import { findScriptFont, orderScriptFonts, type ScriptFont } from '../../runtime/fonts/scripts.ts';
import { coverClusters, isPrinted, type SelectedFont, type SelectedPart } from './clusters.ts';
import type { FontStacks } from './font-stacks.ts';
import type { FontUse, LanguageRun } from './text-runs.ts';
import { UsedText } from './used-text.ts';

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
  /** Code points of letters with marks that no one file has, although each is in some file. */
  readonly scattered: ReadonlySet<number>;
}

/** Returns the key of a gap. */
export const gapKey = ({ language, use }: Pick<LanguageRun, 'language' | 'use'>, character: string): string =>
  `${language} ${use} ${character}`;

/** What has been found so far. */
interface Findings {
  readonly parts: Map<FontSubset, SelectedFont>;
  readonly gaps: Map<string, Gap>;
  readonly scattered: Set<number>;
  /** Families that are not reading fonts. */
  readonly used: Set<FontFamily>;
}

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
  const findings: Findings = { parts: new Map(), gaps: new Map(), scattered: new Set(), used: new Set() };
  const orders = new Map<string, readonly ScriptFont[]>();
  for (const [language, texts] of groupByLanguage(runs)) {
    const order = orderScriptFonts(language, publication, listAllCharacters(texts));
    orders.set(language, order);
    const certain = [language, publication].flatMap((tag) => findScriptFont(tag) ?? []);
    const search = { order, certain, places };
    await selectForCharacters({ language, texts }, stacks, search, findings);
    await selectForClusters({ language, texts }, stacks, search, findings);
  }
  orders.set('', orders.get(publication) ?? orderScriptFonts(publication, publication, ''));
  const { used, ...found } = findings;
  const usedOf = (order: readonly ScriptFont[]): readonly FontFamily[] =>
    [...order.map(({ family }) => family), ...SIGN_FAMILIES].filter((family) => used.has(family));
  return { ...found, scripts: new Map([...orders].map(([language, order]) => [language, usedOf(order)])) };
}

/** The texts in one language. */
interface LanguageTexts {
  readonly language: string;
  readonly texts: TextByUse;
}

async function selectForCharacters(
  { language, texts }: LanguageTexts,
  stacks: FontStacks,
  search: FontSearch,
  { parts, gaps, used }: Findings,
): Promise<void> {
  for (const [use, character, families] of eachRequest(texts, stacks)) {
    const found = await findPart(character, families, search);
    if (found.kind === 'gap') gaps.set(gapKey({ language, use }, character), found.gap);
    else parts.set(found.part, found);
    if (found.kind === 'script') used.add(found.family);
  }
}

/** Selects a font for each cluster; the marks of one that no font has as a whole are gaps. */
async function selectForClusters(
  { language, texts }: LanguageTexts,
  stacks: FontStacks,
  { order, places }: FontSearch,
  { parts, gaps, scattered, used }: Findings,
): Promise<void> {
  for (const use of USES) {
    const text = texts[use]?.joinClusters() ?? '';
    if (text === '') continue;
    const families = [
      ...stacks[use].flatMap((stack) => stack.families),
      ...order.map(({ family }) => family),
    ];
    const cover = await coverClusters(text, [...parts.keys()], families, places);
    for (const found of cover.parts) {
      parts.set(found.part, found);
      used.add(found.family);
    }
    for (const code of cover.scattered.flat()) scattered.add(code);
    for (const character of cover.scattered.flatMap(
      ([, ...marks]) => String.fromCodePoint(...marks).match(/./gsu) ?? [],
    )) {
      const key = gapKey({ language, use }, character);
      gaps.set(key, gaps.get(key) ?? { character });
    }
  }
}

/** Yields each character once for each stack. */
function* eachRequest(
  texts: TextByUse,
  stacks: FontStacks,
): Generator<[FontUse, string, readonly FontFamily[]]> {
  for (const use of USES) {
    for (const character of texts[use]?.listComposed() ?? []) {
      if (isPrinted(character)) for (const { families } of stacks[use]) yield [use, character, families];
    }
  }
}

const USES = ['text', 'code', 'math', 'serif', 'arial'] as const satisfies readonly FontUse[];

type TextByUse = Partial<Record<FontUse, UsedText>>;

function groupByLanguage(runs: readonly LanguageRun[]): ReadonlyMap<string, TextByUse> {
  const texts = new Map<string, TextByUse>();
  for (const { language, use, text } of runs) {
    let known = texts.get(language);
    if (known === undefined) {
      known = {};
      texts.set(language, known);
    }
    known[use] ??= new UsedText();
    known[use].add(text);
  }
  return texts;
}

/** Returns all characters of a text; which scripts they are of does not depend on their order. */
const listAllCharacters = (texts: TextByUse): string =>
  Object.values(texts)
    .flatMap(({ characters }) => characters)
    .join('');

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
