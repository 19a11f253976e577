/** Reports the characters that no font can show, and the package that has them. */
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Book, Section } from '../../core/model/book.ts';
import type { Publication } from '../../core/model/publication.ts';
import type { SourceFile, SourceLocation } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';
import { formatCodePoint } from '../../lib/opentype/stand-ins.ts';
import { findScriptFont, type ScriptFont } from '../../runtime/fonts/scripts.ts';
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

/** Largest number of stand-ins in a publication; more make its text unreadable. */
const MAX_STAND_INS = 20;

/**
 * Reports at the first occurrence, once a chapter, `glyph-missing` for each character. If the publication has more than
 * {@link MAX_STAND_INS} such letters, or letters of its own language, it reports `font-missing` for each script whose
 * package is not installed, and `letters-missing` for all other characters together.
 */
export function reportMissingGlyphs(
  { publication }: Book,
  { texts, gaps }: MissingGlyphs,
  report: Report,
): void {
  if (gaps.size === 0) return;
  const metadata = collectMetadataText(publication);
  const { language: usual } = publication.metadata;
  const parts = [
    ...texts.map(({ section: { language = usual }, runs }) => ({ language, runs })),
    { language: usual, runs: metadata },
  ];
  const reportAll = isReadable(parts, gaps) ? reportStandIns : reportUnreadable;
  const met = new Set<string>();
  for (const { section, runs } of texts) {
    const source = findSource(publication, section.id);
    const missing = findMissing(runs, gaps, source);
    for (const { character } of missing) met.add(character);
    reportAll(missing, report);
  }
  const inWords = findMissing(metadata, gaps, findMetadataSource(publication));
  reportAll(
    inWords.filter(({ character }) => !met.has(character)),
    report,
  );
}

/** Runs of a text in one language, with phrases in others. */
interface TextPart {
  readonly language: string;
  readonly runs: readonly LanguageRun[];
}

/** Whether a text can be read with stand-ins in it. */
function isReadable(parts: readonly TextPart[], gaps: ReadonlyMap<string, Gap>): boolean {
  let count = 0;
  for (const { language, runs } of parts) {
    const own = findScriptFont(language);
    for (const { wanted } of eachGap(runs, gaps)) {
      count += 1;
      if (count > MAX_STAND_INS || (own !== undefined && wanted === own)) return false;
    }
  }
  return true;
}

function* eachGap(runs: readonly LanguageRun[], gaps: ReadonlyMap<string, Gap>): Generator<Gap> {
  for (const run of runs) {
    for (const character of run.text.normalize('NFC')) {
      const gap = gaps.get(gapKey(run, character));
      if (gap !== undefined) yield gap;
    }
  }
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

/** Returns the source of a section. Those of a single file, whose headings make chapters, have the same one. */
const findSource = ({ form, chapters }: Publication, section: string): SourceFile | undefined =>
  (form === 'file' ? chapters[0] : chapters.find(({ id }) => id === section))?.source;

/** Returns the source of the metadata. The text of `publication.yaml` is not kept, so its first line is reported. */
function findMetadataSource({ form, languageLocation, chapters }: Publication): SourceFile | undefined {
  return form === 'folder' ? { path: languageLocation.file, text: '' } : chapters[0]?.source;
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

/** Reports characters in whose place a stand-in is printed. */
function reportStandIns(missing: readonly MissingCharacter[], report: Report): void {
  for (const { character, place, wanted } of missing) {
    const codePoint = formatCodePoint(character.codePointAt(0) ?? 0);
    const font = wanted && { script: wanted.name, package: `@fontsource/${wanted.family.slug}` };
    report(diagnostic('glyph-missing', { character, codePoint, ...(font && { font }) }, place));
  }
}

/** Reports characters that are too many for stand-ins. */
function reportUnreadable(missing: readonly MissingCharacter[], report: Report): void {
  for (const [{ name, family }, found] of groupByFont(missing)) {
    const facts = { script: name, package: `@fontsource/${family.slug}`, letters: found.map(characterOf) };
    report(diagnostic('font-missing', facts, found[0]?.place));
  }
  const others = missing.filter(({ wanted }) => wanted === undefined);
  const [first] = others;
  if (first) report(diagnostic('letters-missing', { letters: others.map(characterOf) }, first.place));
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
