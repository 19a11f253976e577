/**
 * The fonts of a document, embedded: static TrueType files of Fontsource, real bold and italic ones. Chromium writes
 * variable and synthesised fonts as Type 3, three to nine times the size. Only what the text needs is put in.
 */

import type { Typefaces } from '../../core/model/edition.ts';
import { cssString } from '../../lib/text/css-escape.ts';
import { type Family, KNOWN_FAMILIES, SANS } from '../../runtime/fonts/families.ts';
import { familyNamed } from '../../runtime/fonts/family-by-name.ts';
import type { Face, FontPart, FontPlaces } from '../../runtime/fonts/packages.ts';
import { type FontNeeds, fontNeeds, type Gap } from './font-selection.ts';
import { type FontStacks, fontStacks, typefaces, variables } from './font-stacks.ts';
import type { Run } from './text-runs.ts';

export interface DocumentFonts {
  /** The fonts, and the custom properties `--text`, `--headings`, `--mono` and `--math` that name them. */
  readonly css: string;
  /** Names of the families that the page is read in. */
  readonly typefaces: readonly string[];
  /** By `gapKey`. */
  readonly gaps: ReadonlyMap<string, Gap>;
}

/**
 * @param runs everything that is printed
 * @param language of the publication, BCP 47
 * @param faces names that {@link familyNamed} knows; what it does not know was an error when it was read
 */
export async function documentFonts(
  runs: readonly Run[],
  language: string,
  faces: Typefaces,
  places: FontPlaces,
): Promise<DocumentFonts> {
  const [text, headings] = await Promise.all([
    readingFace(faces.text, places),
    readingFace(faces.headings, places),
  ]);
  const stacks = fontStacks({ text, headings });
  const needs = await fontNeeds(runs, language, stacks, places);
  const uses = new Set(runs.map(({ use }) => use));
  return {
    css: [await fontFaces(needs), ...stackRules(stacks, needs)].join('\n'),
    typefaces: typefaces(stacks, uses),
    gaps: needs.gaps,
  };
}

async function readingFace(name: string, places: FontPlaces): Promise<Family> {
  const known = KNOWN_FAMILIES.get(name);
  if (known !== undefined) return known;
  const named = await familyNamed(name, places);
  return 'family' in named ? named.family : SANS;
}

async function fontFaces({ parts }: FontNeeds): Promise<string> {
  const rules = [...parts].flatMap(([part, { family, from }]) =>
    from.faces.map((face) => fontFace(part, family, face)),
  );
  return (await Promise.all(rules)).join('\n');
}

async function fontFace(part: FontPart, { name, scale }: Family, face: Face): Promise<string> {
  const [data, unicodeRange] = await Promise.all([part.data(face), part.unicodeRange()]);
  const descriptors = [
    `font-family:${cssString(name)}`,
    `font-weight:${face.stands}`,
    `font-style:${face.style}`,
    `src:url(data:font/woff2;base64,${data}) format("woff2")`,
    ...(scale === undefined ? [] : [`size-adjust:${scale}%`]),
    `unicode-range:${unicodeRange}`,
  ];
  return `@font-face{${descriptors.join(';')}}`;
}

/**
 * Prose takes its fonts anew where its language changes their order; a specificity of zero leaves code its
 * own.
 */
function stackRules(stacks: FontStacks, { scripts }: FontNeeds): readonly string[] {
  const usual = variables(stacks, scripts.get('') ?? []);
  const sets = new Map([...scripts].map(([language, families]) => [language, variables(stacks, families)]));
  if (new Set(sets.values()).size === 1) return [`:root{${usual}}`];
  const others = [...sets].flatMap(([language, own]) => {
    if (language === '') return [];
    // A phrase may bear a tag with a private part (`he-x-…`); those of the usual stack need no other.
    const marked = own === usual ? '' : `,[lang^=${cssString(`${language}-x-`)}]`;
    const within = `:is([lang=${cssString(language)}]${marked})`;
    const headings = ':is(h1,h2,h3,h4,h5,h6,table,.box-title,.contents)';
    return [
      `:where(${within}){${own};font-family:var(--text)}`,
      `:where(${headings} ${within},:is(h1,h2,h3,h4,h5,h6,table)${within}){font-family:var(--headings)}`,
    ];
  });
  return [`:root{${usual}}`, ...others];
}
