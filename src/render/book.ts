/** Rendered chapters → a Book: all of them, or one alone. Here citations get their numbers and links their ends. */
import type { Root } from 'hast';
import type { Asset } from '../core/model/asset.ts';
import type { Book, Section } from '../core/model/book.ts';
import type { Terms } from '../core/model/design.ts';
import type { Chapter, Publication } from '../core/model/publication.ts';
import { cloneTree } from '../lib/html/clone.ts';
import { visit } from '../lib/html/visit.ts';
import { renumberCaptions } from './blocks/captions.ts';
import { numberNotesThrough } from './blocks/footnotes.ts';
import type { RenderedChapter } from './chapter.ts';
import type { Bibliography } from './citations/bibliography.ts';
import { numberCitations } from './citations/citations.ts';
import { listIds, sourcesSection } from './citations/sources.ts';
import { wordsForLinks } from './handout-links.ts';
import { idsOf } from './ids.ts';
import type { Assets } from './images/assets.ts';
import { navigationOf } from './navigation.ts';

/** A publication of which every chapter is rendered and every problem is reported. */
export interface Rendered {
  readonly publication: Publication;
  readonly terms: Terms;
  readonly chapters: readonly RenderedChapter[];
  /** The title of the chapter that an id stands in. */
  readonly titles: ReadonlyMap<string, string>;
  readonly assets: Assets;
  readonly bibliography: Bibliography;
  readonly cover?: Asset;
}

/** The whole publication as one book. */
export function wholeBook(rendered: Rendered): Promise<Book> {
  return assemble(rendered, rendered.chapters, 'publication');
}

/** One chapter alone: links to others become words, sources and notes are numbered from 1. */
export function handoutBook(rendered: Rendered, chapter: Chapter): Promise<Book> {
  const chosen = rendered.chapters.filter((other) => other.chapter === chapter);
  return assemble(rendered, chosen, 'chapter');
}

async function assemble(
  rendered: Rendered,
  chosen: readonly RenderedChapter[],
  scope: Book['scope'],
): Promise<Book> {
  const { publication, terms, cover } = rendered;
  const bodies = chosen.map(({ body }) => cloneTree(body));
  if (scope === 'chapter') {
    for (const body of bodies) {
      wordsForLinks(body, rendered.titles, terms);
      renumberCaptions(body, terms);
    }
  } else numberNotesThrough(bodies);
  const ids = listIds(publication);
  const cited = numberCitations(bodies, publication.references, ids);
  const sources = await sourcesSection(cited, rendered.bibliography, ids, terms);
  const chapters = chosen.map((chapter, index) => sectionOf(chapter, bodies[index] as Root));
  const sections = sources ? [...chapters, sources] : chapters;
  const draftMark = draftMarkOf(publication, terms);
  return {
    publication,
    scope,
    sections,
    navigation: navigationOf(sections, publication.metadata.contentsDepth),
    assets: usedAssets(bodies, rendered.assets),
    anchors: anchorsOf(sections),
    terms,
    ...(draftMark !== undefined && { draftMark }),
    ...(cover && { cover }),
  };
}

function sectionOf({ chapter, headings, features }: RenderedChapter, body: Root): Section {
  const heading = headings.find(({ level }) => level === 1)?.text;
  // One without words is reported; a document without a title would be invalid.
  const title = heading || chapter.metadata.title.replace(/\p{Control}/gu, '').trim() || chapter.id;
  const { language, part } = chapter.metadata;
  const section: Section = { id: chapter.id, kind: 'chapter', title, body, headings, features };
  return { ...section, ...(language && { language }), ...(part && { part }) };
}

function anchorsOf(sections: readonly Section[]): ReadonlyMap<string, string> {
  return new Map(sections.flatMap(({ id, body }) => idsOf(body).map((anchor) => [anchor, id] as const)));
}

function usedAssets(bodies: readonly Root[], { found }: Assets): ReadonlyMap<string, Asset> {
  const used = new Map<string, Asset>();
  for (const body of bodies) {
    visit(body, 'element', ({ tagName, properties }) => {
      const asset = tagName === 'img' ? found.get(String(properties.src)) : undefined;
      if (asset) used.set(asset.path, asset);
    });
  }
  return used;
}

/** Health information says what it lacks; anything else that is a draft says only that. */
function draftMarkOf({ metadata }: Publication, terms: Terms): string | undefined {
  if (metadata.status !== 'draft') return undefined;
  return metadata.clinical && metadata.reviewers.length === 0 ? terms.draftClinical : terms.draft;
}
