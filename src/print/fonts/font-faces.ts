/**
 * Builds the embedded fonts of a document: static files of Fontsource with real bold and italic faces, because
 * Chromium writes variable and synthesized fonts as Type 3, three to nine times as large. Only the parts of fonts that
 * the text needs are embedded.
 */

import type { Typefaces } from '../../core/model/edition.ts';
import { readPostScriptName } from '../../lib/opentype/sfnt.ts';
import {
  buildLastResortFont,
  buildStandInFont,
  LAST_RESORT_NAME,
  STAND_IN_NAME,
} from '../../lib/opentype/stand-ins.ts';
import { toCssString } from '../../lib/text/css-escape.ts';
import {
  BUILT_IN_FAMILIES,
  type FontFamily,
  MONO,
  SANS,
  SIGN_FAMILIES,
} from '../../runtime/fonts/families.ts';
import { findFamily } from '../../runtime/fonts/family-by-name.ts';
import {
  type FontContext,
  type FontFace,
  type FontSubset,
  findFontPackage,
} from '../../runtime/fonts/packages.ts';
import { SCRIPT_FONTS } from '../../runtime/fonts/scripts.ts';
import { type FontSelection, type Gap, selectFonts } from './font-selection.ts';
import {
  buildFontStacks,
  buildFontVariables,
  type FontStacks,
  LAST_FAMILIES,
  listTypefaces,
} from './font-stacks.ts';
import type { LanguageRun } from './text-runs.ts';
import type { FontOwner } from './used-fonts.ts';

/** The fonts of a document. */
export interface DocumentFonts {
  /** The `@font-face` rules, and the custom properties `--text`, `--headings`, `--mono` and so on that name them. */
  readonly css: string;
  /** Names of the families of the running text, code and formulas. */
  readonly typefaces: readonly string[];
  /** By `gapKey`. */
  readonly gaps: ReadonlyMap<string, Gap>;
  /** Whether a font in a PDF, by its PostScript name, is one of these. */
  readonly isOwn: FontOwner;
}

/**
 * Selects and embeds the fonts for a text.
 * @param runs all text that is printed
 * @param language of the publication, BCP 47
 * @param faces names that {@link findFamily} resolves; unknown names were rejected when the settings were read
 */
export async function buildDocumentFonts(
  runs: readonly LanguageRun[],
  language: string,
  faces: Typefaces,
  places: FontContext,
): Promise<DocumentFonts> {
  const stacks = await findStacks(faces, places);
  const needs = await selectFonts(runs, language, stacks, places);
  const uses = new Set(runs.map(({ use }) => use));
  return {
    css: [
      await buildFontFaces(needs),
      await buildLastFaces(needs, places),
      ...buildStackRules(stacks, needs),
    ].join('\n'),
    typefaces: listTypefaces(stacks, uses),
    gaps: needs.gaps,
    isOwn: (name) => isSelected(name, needs),
  };
}

/** Families that drawings can have without the page. */
const OUR_FAMILIES: readonly FontFamily[] = [
  ...BUILT_IN_FAMILIES.values(),
  ...SIGN_FAMILIES,
  ...SCRIPT_FONTS.map(({ family }) => family),
];

const simplify = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const OUR_NAMES: readonly string[] = OUR_FAMILIES.map(({ name }) => simplify(name));

const MADE_FONTS: readonly string[] = [STAND_IN_NAME, LAST_RESORT_NAME];

/** Whether a PostScript name is of a selected font. It nearly always begins with the family; else the fonts are read. */
async function isSelected(name: string, { parts }: FontSelection): Promise<boolean> {
  const simple = simplify(name);
  const isOf = (family: string): boolean => simple.startsWith(family);
  if (MADE_FONTS.includes(name) || OUR_NAMES.some(isOf)) return true;
  if ([...parts.values()].some(({ family }) => isOf(simplify(family.name)))) return true;
  for (const [part, { from }] of parts) {
    for (const face of from.faces) {
      if (readPostScriptName(await part.readFont(face)) === name) return true;
    }
  }
  return false;
}

/** Finds the characters of a text that no font has, by `gapKey`. Takes what {@link buildDocumentFonts} takes. */
export async function findGaps(
  runs: readonly LanguageRun[],
  language: string,
  faces: Typefaces,
  places: FontContext,
): Promise<ReadonlyMap<string, Gap>> {
  return (await selectFonts(runs, language, await findStacks(faces, places), places)).gaps;
}

async function findStacks(faces: Typefaces, places: FontContext): Promise<FontStacks> {
  const [text, headings] = await Promise.all([
    findReadingFamily(faces.text, places),
    findReadingFamily(faces.headings, places),
  ]);
  return buildFontStacks({ text, headings });
}

async function findReadingFamily(name: string, places: FontContext): Promise<FontFamily> {
  const known = BUILT_IN_FAMILIES.get(name);
  if (known !== undefined) return known;
  const named = await findFamily(name, places);
  return named.kind === 'found' ? named.family : SANS;
}

/** Builds the rules of the fonts that end the stacks. */
async function buildLastFaces({ gaps, scattered }: FontSelection, places: FontContext): Promise<string> {
  const codes = [...[...gaps.values()].map(({ character }) => character.codePointAt(0) ?? 0), ...scattered];
  const source = await readDigitFont(places);
  const known = codes.length === 0 ? usualFaces.get(source) : undefined;
  if (known !== undefined) return known;
  const { standIn, lastResort } = LAST_FAMILIES;
  const faces = [
    buildMadeFace(standIn, buildStandInFont(source, codes)),
    buildMadeFace(lastResort, buildLastResortFont()),
  ].join('\n');
  if (codes.length === 0) usualFaces.set(source, faces);
  return faces;
}

/** The rules of most documents, where every character has a font, by the font of the digits. */
const usualFaces = new WeakMap<Uint8Array, string>();

function buildMadeFace(family: string, font: Uint8Array): string {
  const data = Buffer.from(font).toString('base64');
  return `@font-face{font-family:${toCssString(family)};src:url(data:font/ttf;base64,${data}) format("truetype")}`;
}

/** Reads the font whose digits the stand-ins have. */
async function readDigitFont(places: FontContext): Promise<Uint8Array> {
  const found = await findFontPackage(MONO.slug, places);
  const face = found?.faces.find(({ cssWeight, style }) => cssWeight === 400 && style === 'normal');
  const part = found?.subsets.find((subset) => subset.declares(0x41));
  if (face === undefined || part === undefined) throw new Error(`the font ${MONO.name} is not installed`);
  return part.readFont(face);
}

async function buildFontFaces({ parts }: FontSelection): Promise<string> {
  const rules = [...parts].flatMap(([part, { family, from }]) =>
    from.faces.map((face) => buildFontFace(part, family, face)),
  );
  return (await Promise.all(rules)).join('\n');
}

async function buildFontFace(part: FontSubset, { name, scale }: FontFamily, face: FontFace): Promise<string> {
  const [data, unicodeRange] = await Promise.all([part.readBase64(face), part.computeUnicodeRange()]);
  const descriptors = [
    `font-family:${toCssString(name)}`,
    `font-weight:${face.cssWeight}`,
    `font-style:${face.style}`,
    `src:url(data:font/woff2;base64,${data}) format("woff2")`,
    ...(scale === undefined ? [] : [`size-adjust:${scale}%`]),
    `unicode-range:${unicodeRange}`,
  ];
  return `@font-face{${descriptors.join(';')}}`;
}

/**
 * Builds the rules that set the font stacks. A language whose stack has another order gets its own rule, with a
 * specificity of zero, so that code keeps its font.
 */
function buildStackRules(stacks: FontStacks, { scripts }: FontSelection): readonly string[] {
  const usual = buildFontVariables(stacks, scripts.get('') ?? []);
  const sets = new Map(
    [...scripts].map(([language, families]) => [language, buildFontVariables(stacks, families)]),
  );
  if (new Set(sets.values()).size === 1) return [`:root{${usual}}`];
  const others = [...sets].flatMap(([language, own]) => {
    if (language === '') return [];
    // A phrase may have a tag with a private-use subtag (`he-x-…`); with the default stack it needs no rule.
    const marked = own === usual ? '' : `,[lang^=${toCssString(`${language}-x-`)}]`;
    const within = `:is([lang=${toCssString(language)}]${marked})`;
    const headings = ':is(h1,h2,h3,h4,h5,h6,table,.box-title,.contents)';
    return [
      `:where(${within}){${own};font-family:var(--text)}`,
      `:where(${headings} ${within},:is(h1,h2,h3,h4,h5,h6,table)${within}){font-family:var(--headings)}`,
    ];
  });
  return [`:root{${usual}}`, ...others];
}
