/** Tells authors which characters the fonts cannot show, and which package would have them. */
import { posix } from 'node:path';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Book, Section } from '../../core/model/book.ts';
import type { Publication } from '../../core/model/publication.ts';
import type { Place, Source } from '../../core/source-location.ts';
import { placeAt } from '../../core/source-location.ts';
import type { ScriptFont } from '../../runtime/fonts/scripts.ts';
import { type Gap, gapKey } from './font-selection.ts';
import type { Run } from './text-runs.ts';

/** A section and the runs of its text. */
export interface PrintedText {
  readonly section: Section;
  readonly runs: readonly Run[];
}

/** What the fonts of a document cannot show. */
export interface MissingGlyphs {
  readonly texts: readonly PrintedText[];
  /** By `gapKey`. */
  readonly gaps: ReadonlyMap<string, Gap>;
}

/** A gap and where it is first met. */
interface Missing extends Gap {
  readonly place: Place | undefined;
}

/** Without a letter or a digit a text cannot be read; without a symbol it can. */
const isText = (character: string): boolean => /[\p{L}\p{M}\p{N}]/u.test(character);

/**
 * Reports, once in a chapter and where it first stands, `font-missing` for each script whose package is not installed,
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
    const missing = missingIn(runs, gaps, source);
    for (const { character } of missing) met.add(character);
    reportMissing(missing, report);
  }
  const inWords = missingIn(wordsAbout(publication), gaps, aboutSource(publication));
  reportMissing(
    inWords.filter(({ character }) => !met.has(character)),
    report,
  );
}

/** What the publication says of itself. */
function wordsAbout({ metadata }: Publication): readonly Run[] {
  const { title, subtitle, description, publisher, rights, language } = metadata;
  const people = [...metadata.authors, ...metadata.reviewers, ...metadata.contributors].flatMap(
    ({ name, role }) => [name, role],
  );
  return [title, subtitle, description, publisher, rights, ...people].flatMap((text) =>
    text === undefined ? [] : [{ text, language, use: 'text' }],
  );
}

/** Of `publication.yaml` the text is no longer known, and so its first line stands for it. */
function aboutSource({ form, folder, chapters }: Publication): Source | undefined {
  return form === 'folder' ? { path: posix.join(folder, 'publication.yaml'), text: '' } : chapters[0]?.source;
}

function missingIn(
  runs: readonly Run[],
  gaps: ReadonlyMap<string, Gap>,
  source: Source | undefined,
): readonly Missing[] {
  const missing = new Map<string, Missing>();
  for (const run of runs) {
    for (const character of run.text.normalize('NFC')) {
      const gap = gaps.get(gapKey(run, character));
      if (gap === undefined || missing.has(character)) continue;
      missing.set(character, { ...gap, place: source && placeIn(run, character, source) });
    }
  }
  return [...missing.values()];
}

/** What the file writes as an entity is not found in it; then it is the place of the text that it is in. */
function placeIn({ node }: Run, character: string, source: Source): Place {
  const [start = 0, end = source.text.length] = [node?.position?.start.offset, node?.position?.end.offset];
  const written = source.text.slice(start, end);
  const spellings = [character, character.normalize('NFD')].map((spelling) => written.indexOf(spelling));
  return placeAt(source, start + Math.max(0, spellings.find((at) => at >= 0) ?? 0));
}

function reportMissing(missing: readonly Missing[], report: Report): void {
  for (const [{ name, family }, found] of byFont(missing)) {
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

const characterOf = ({ character }: Missing): string => character;

function byFont(missing: readonly Missing[]): ReadonlyMap<ScriptFont, readonly Missing[]> {
  const groups = new Map<ScriptFont, Missing[]>();
  for (const each of missing) {
    if (each.wanted) groups.set(each.wanted, [...(groups.get(each.wanted) ?? []), each]);
  }
  return groups;
}
