/** Writes the citations of a book, and puts its list of sources at the end, into each chapter, or where the author wants it. */
import type { Element, Root } from 'hast';
import type { Section } from '../../core/model/book.ts';
import type { Terms } from '../../core/model/design.ts';
import type { Publication } from '../../core/model/publication.ts';
import { termAttributes } from '../../core/term-language.ts';
import { findAuthorPlace } from '../author-places.ts';
import { collectIds, ID_SEPARATOR } from '../ids.ts';
import type { Bibliography } from './bibliography.ts';
import { numberCitations } from './citations.ts';
import {
  buildSourceList,
  buildSourcesSection,
  chooseListIds,
  type SourceEntries,
  type SourceListIds,
} from './sources.ts';
import type { CitationStyler } from './styled-citations.ts';

/** What a book cites with. */
export interface Citing {
  readonly publication: Publication;
  readonly terms: Terms;
  readonly bibliography: Bibliography;
  /** Absent: citations are numbers in the Vancouver style. */
  readonly styler?: CitationStyler;
}

/** A chapter whose tree is changed. */
export type CitingChapter = Pick<Section, 'id' | 'body'>;

/** Id of the element that has the list in it, as in pandoc and Quarto. */
const PLACE_ID = 'refs';

/**
 * Writes the citations of a book in place, with one list of sources.
 * @param uncited keys that are listed, too
 * @returns the section of the list; `undefined` if it is empty, or if a chapter has a place for it
 */
export async function citeInBook(
  citing: Citing,
  chapters: readonly CitingChapter[],
  uncited: readonly string[],
): Promise<Section | undefined> {
  const ids = chooseListIds(citing.publication);
  const bodies = chapters.map(({ body }) => body);
  const entries = await citeSources(citing, bodies, uncited, ids);
  if (fillPlace(bodies, entries, ids)) return undefined;
  return buildSourcesSection(entries, ids, citing.terms);
}

/** Writes the citations of each chapter in place, with a list of sources at its end. @param uncited listed in the last one */
export async function citeInChapters(
  citing: Citing,
  chapters: readonly CitingChapter[],
  uncited: readonly string[],
): Promise<void> {
  for (const [index, { id, body }] of chapters.entries()) {
    const ids = chooseChapterIds(id, body);
    const others = index === chapters.length - 1 ? uncited : [];
    const entries = await citeSources(citing, [body], others, ids);
    if (entries.entries.length === 0 || fillPlace([body], entries, ids)) continue;
    body.children.push(buildChapterList(entries, ids, citing.terms));
  }
}

async function citeSources(
  { publication, terms, bibliography, styler }: Citing,
  bodies: readonly Root[],
  uncited: readonly string[],
  ids: SourceListIds,
): Promise<SourceEntries> {
  if (styler !== undefined) return styler.cite(bodies, uncited, ids, terms);
  const cited = numberCitations(bodies, publication.references, ids, terms);
  const keys = [...new Set([...cited, ...uncited])];
  const words = keys.length === 0 ? new Map<string, never>() : await bibliography.formatEntries(keys);
  return { isNumbered: true, entries: keys.map((key) => ({ key, content: words.get(key) ?? [] })) };
}

function chooseChapterIds(id: string, body: Root): SourceListIds {
  const taken = new Set(collectIds(body));
  let list = `${id}${ID_SEPARATOR}sources`;
  while (taken.has(list)) list += '-list';
  let item = `${id}${ID_SEPARATOR}ref-`;
  while ([...taken].some((other) => other.startsWith(item))) item += 'list-';
  return { list, item };
}

/** Puts the list into the place that an author has made for it. @returns whether there is one */
function fillPlace(bodies: readonly Root[], entries: SourceEntries, ids: SourceListIds): boolean {
  const place = entries.entries.length === 0 ? undefined : findAuthorPlace(bodies, PLACE_ID);
  place?.children.push(buildSourceList(entries, ids));
  return place !== undefined;
}

function buildChapterList(entries: SourceEntries, ids: SourceListIds, terms: Terms): Element {
  const heading: Element = {
    type: 'element',
    tagName: 'h2',
    properties: { id: ids.list, ...termAttributes(terms, 'sources') },
    children: [{ type: 'text', value: terms.sources ?? 'Sources' }],
  };
  return {
    type: 'element',
    tagName: 'section',
    properties: { className: ['references'], role: 'doc-bibliography', ariaLabelledBy: [ids.list] },
    children: [heading, buildSourceList(entries, ids)],
  };
}
