/** Checks the marks of the index in all chapters of a publication. */
import type { Element, Root } from 'hast';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import { locationOf, type SourceFile } from '../../core/source-location.ts';
import type { IndexEntry } from '../../core/tree/index-mark.ts';
import { visit } from '../../lib/html/visit.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { rangeKey } from './collect-entries.ts';
import { isIndexMark, readIndexEntries } from './mark.ts';

export interface IndexedChapter {
  readonly body: Root;
  readonly source: SourceFile;
}

interface PlacedEntry {
  readonly entry: IndexEntry;
  readonly element: Element;
  readonly source: SourceFile;
}

/**
 * Reports ranges with one end, and references to entries that no index has.
 * Diagnostics: `index-range-open`, `index-range-unopened`, `index-entry-missing`.
 */
export function checkIndex(chapters: readonly IndexedChapter[], report: Report): void {
  const all = chapters.flatMap(({ body, source }) => listEntries(body, source));
  checkRanges(all, report);
  checkReferences(all, report);
}

function listEntries(body: Root, source: SourceFile): readonly PlacedEntry[] {
  const found: PlacedEntry[] = [];
  visit(body, 'element', (element) => {
    if (!isIndexMark(element)) return;
    for (const entry of readIndexEntries(element)) found.push({ entry, element, source });
  });
  return found;
}

const nameEntry = (terms: readonly string[]): string => terms.join('!');

/** An entry begins with a capital where a sentence does. */
const foldEntry = (terms: readonly string[]): string => nameEntry(terms).toLowerCase();

const textsOf = ({ terms }: IndexEntry): readonly string[] => terms.map(({ text }) => text);

function checkRanges(all: readonly PlacedEntry[], report: Report): void {
  const open = new Map<string, PlacedEntry>();
  for (const placed of all) {
    const { entry, element, source } = placed;
    const key = rangeKey(entry);
    if (entry.kind === 'start') {
      const before = open.get(key);
      if (before !== undefined) reportOpen(before, report);
      open.set(key, placed);
    }
    if (entry.kind === 'end' && !open.delete(key)) {
      report(
        diagnostic('index-range-unopened', { entry: nameEntry(textsOf(entry)) }, locationOf(source, element)),
      );
    }
  }
  for (const placed of open.values()) reportOpen(placed, report);
}

const reportOpen = ({ entry, element, source }: PlacedEntry, report: Report): void =>
  report(diagnostic('index-range-open', { entry: nameEntry(textsOf(entry)) }, locationOf(source, element)));

function checkReferences(all: readonly PlacedEntry[], report: Report): void {
  const known = new Map<string, true>();
  for (const { entry } of all) {
    const texts = textsOf(entry);
    for (const [at] of texts.entries()) known.set(foldEntry(texts.slice(0, at + 1)), true);
  }
  for (const { entry, element, source } of all) {
    const target = entry.target && nameEntry(entry.target);
    if (target === undefined || known.has(target.toLowerCase())) continue;
    const facts = { target, ...suggestName(target, known) };
    report(diagnostic('index-entry-missing', facts, locationOf(source, element)));
  }
}
