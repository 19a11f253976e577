/** Reports the characters that no font can show, and the package that has them. */
import { posix } from 'node:path';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Book, Section } from '../../core/model/book.ts';
import type { Publication } from '../../core/model/publication.ts';
import type { SourceFile, SourceLocation } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';
import type { ScriptFont } from '../../runtime/fonts/scripts.ts';
import { type Gap, gapKey } from './font-selection.ts';
import type { LanguageRun } from './text-runs.ts';

/** A section with the runs of its text. */
export interface SectionText {
  readonly section: Section;
  readonly runs: readonly LanguageRun[];
}

/** The text of a document, and the characters in it that no font has. */
export interface MissingGlyphs {
  readonly texts: readonly SectionText[];
  /** By `gapKey`. */
  readonly gaps: ReadonlyMap<string, Gap>;
}

/** A gap with the place of its first occurrence. */
interface MissingCharacter extends Gap {
  readonly place: SourceLocation | undefined;
}

/** Whether a text cannot be read without the character: a letter, mark or digit, but not a symbol. */
const isText = (character: string): boolean => /[\p{L}\p{M}\p{N}]/u.test(character);

/**
 * Reports, once a chapter and at the first occurrence, `font-missing` for each script whose package is not installed,
 * `letters-missing` for all other letters together, and `glyph-missing` for each other character.
 */
export function reportMissingGlyphs(
  { publication }: Book,
  { texts, gaps }: MissingGlyphs,
  report: Report,
): void {
  if (gaps.size === 0) return;
  const met = new Set<string>();
  for (const { section, runs } of texts) {
    const source = publication.chapters.find(({ id }) => id === section.id)?.source;
    const missing = findMissing(runs, gaps, source);
    for (const { character } of missing) met.add(character);
    reportMissing(missing, report);
  }
  const inWords = findMissing(collectMetadataText(publication), gaps, findMetadataSource(publication));
  reportMissing(
    inWords.filter(({ character }) => !met.has(character)),
    report,
  );
}

/** Returns the texts of the publication's metadata. */
function collectMetadataText({ metadata }: Publication): readonly LanguageRun[] {
  const { title, subtitle, description, publisher, rights, language } = metadata;
  const people = [...metadata.authors, ...metadata.reviewers, ...metadata.contributors].flatMap(
    ({ name, role }) => [name, role],
  );
  return [title, subtitle, description, publisher, rights, ...people].flatMap((text) =>
    text === undefined ? [] : [{ text, language, use: 'text' }],
  );
}

/** Returns the source of the metadata. The text of `publication.yaml` is not kept, so its first line is reported. */
function findMetadataSource({ form, folder, chapters }: Publication): SourceFile | undefined {
  return form === 'folder' ? { path: posix.join(folder, 'publication.yaml'), text: '' } : chapters[0]?.source;
}

function findMissing(
  runs: readonly LanguageRun[],
  gaps: ReadonlyMap<string, Gap>,
  source: SourceFile | undefined,
): readonly MissingCharacter[] {
  const missing = new Map<string, MissingCharacter>();
  for (const run of runs) {
    for (const character of run.text.normalize('NFC')) {
      const gap = gaps.get(gapKey(run, character));
      if (gap === undefined || missing.has(character)) continue;
      missing.set(character, { ...gap, place: source && locateCharacter(run, character, source) });
    }
  }
  return [...missing.values()];
}

/** Returns the place of a character; if the source writes it as an entity, the place of the text around it. */
function locateCharacter({ node }: LanguageRun, character: string, source: SourceFile): SourceLocation {
  const [start = 0, end = source.text.length] = [node?.position?.start.offset, node?.position?.end.offset];
  const written = source.text.slice(start, end);
  const spellings = [character, character.normalize('NFD')].map((spelling) => written.indexOf(spelling));
  return locationAt(source, start + Math.max(0, spellings.find((at) => at >= 0) ?? 0));
}

function reportMissing(missing: readonly MissingCharacter[], report: Report): void {
  for (const [{ name, family }, found] of groupByFont(missing)) {
    const facts = { script: name, package: `@fontsource/${family.slug}`, letters: found.map(characterOf) };
    report(diagnostic('font-missing', facts, found[0]?.place));
  }
  const others = missing.filter(({ wanted }) => wanted === undefined);
  const letters = others.filter(({ character }) => isText(character));
  const [first] = letters;
  if (first) report(diagnostic('letters-missing', { letters: letters.map(characterOf) }, first.place));
  for (const { character, place } of others.filter(({ character }) => !isText(character))) {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    report(diagnostic('glyph-missing', { character, codePoint: `U+${code}` }, place));
  }
}

const characterOf = ({ character }: MissingCharacter): string => character;

function groupByFont(
  missing: readonly MissingCharacter[],
): ReadonlyMap<ScriptFont, readonly MissingCharacter[]> {
  const groups = new Map<ScriptFont, MissingCharacter[]>();
  for (const each of missing) {
    if (each.wanted) groups.set(each.wanted, [...(groups.get(each.wanted) ?? []), each]);
  }
  return groups;
}
