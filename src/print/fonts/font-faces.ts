/**
 * Builds the embedded fonts of a document: static files of Fontsource with real bold and italic faces, because
 * Chromium writes variable and synthesized fonts as Type 3, three to nine times as large. Only the parts of fonts that
 * the text needs are embedded.
 */

import type { Typefaces } from '../../core/model/edition.ts';
import { toCssString } from '../../lib/text/css-escape.ts';
import { BUILT_IN_FAMILIES, type FontFamily, SANS } from '../../runtime/fonts/families.ts';
import { findFamily } from '../../runtime/fonts/family-by-name.ts';
import type { FontContext, FontFace, FontSubset } from '../../runtime/fonts/packages.ts';
import { type FontSelection, type Gap, selectFonts } from './font-selection.ts';
import { buildFontStacks, buildFontVariables, type FontStacks, listTypefaces } from './font-stacks.ts';
import type { LanguageRun } from './text-runs.ts';

/** The fonts of a document. */
export interface DocumentFonts {
  /** The `@font-face` rules, and the custom properties `--text`, `--headings`, `--mono` and `--math` that name them. */
  readonly css: string;
  /** Names of the families of the running text, code and formulas. */
  readonly typefaces: readonly string[];
  /** By `gapKey`. */
  readonly gaps: ReadonlyMap<string, Gap>;
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
  const [text, headings] = await Promise.all([
    findReadingFamily(faces.text, places),
    findReadingFamily(faces.headings, places),
  ]);
  const stacks = buildFontStacks({ text, headings });
  const needs = await selectFonts(runs, language, stacks, places);
  const uses = new Set(runs.map(({ use }) => use));
  return {
    css: [await buildFontFaces(needs), ...buildStackRules(stacks, needs)].join('\n'),
    typefaces: listTypefaces(stacks, uses),
    gaps: needs.gaps,
  };
}

async function findReadingFamily(name: string, places: FontContext): Promise<FontFamily> {
  const known = BUILT_IN_FAMILIES.get(name);
  if (known !== undefined) return known;
  const named = await findFamily(name, places);
  return named.kind === 'found' ? named.family : SANS;
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
