/** Publication → Book: finished content, in which whatever a writer needs to know later is recorded once. */
import { posix } from 'node:path';
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import { diagnostic } from '../catalogue.ts';
import type {
  Asset,
  Book,
  Chapter,
  Context,
  Heading,
  NavigationNode,
  Publication,
  Section,
  Terms,
} from '../model.ts';
import { type Assets, openAssets } from './assets.ts';
import { type RenderedChapter, renderChapter, type Workshop } from './chapter.ts';
import { numberCitations, sourcesSection } from './citations.ts';
import { type LinkTarget, resolveLinks } from './links.ts';

/** A publication of which every chapter is rendered and every problem is reported. */
export interface Rendered {
  readonly publication: Publication;
  readonly terms: Terms;
  readonly chapters: readonly RenderedChapter[];
  readonly assets: Assets;
  readonly cover?: Asset;
}

/** Renders each chapter once. Diagnostics: all of the content's. */
export async function renderPublication(publication: Publication, context: Context): Promise<Rendered> {
  const terms = await termsFor(publication, context);
  const assets = openAssets(publication.folder, context);
  const workshop: Workshop = { publication, terms, assets, counters: { figure: 0, table: 0 } };
  const chapters: RenderedChapter[] = [];
  // One after the other: figures and tables are counted through the publication.
  for (const chapter of publication.chapters) {
    context.signal.throwIfAborted();
    chapters.push(await renderChapter(chapter, workshop, context));
  }
  linkChapters(publication, chapters, context);
  const cover = await coverOf(publication, assets, context);
  return { publication, terms, chapters, assets, ...(cover && { cover }) };
}

async function termsFor({ metadata, chapters }: Publication, { design, report }: Context): Promise<Terms> {
  const terms = await design.terms(metadata.language);
  const [primary = ''] = metadata.language.split('-');
  if (terms.language !== primary && chapters[0]) {
    const place = { file: chapters[0].source.path, line: 1, column: 1 };
    report(diagnostic('terms-missing', { language: primary }, place));
  }
  return terms;
}

function linkChapters(
  publication: Publication,
  chapters: readonly RenderedChapter[],
  context: Context,
): void {
  const targets = new Map<string, LinkTarget>();
  for (const { chapter, anchors } of chapters) {
    const path = posix.relative(publication.folder, chapter.source.path);
    targets.set(path, { id: chapter.id, path, anchors });
  }
  for (const { chapter, body } of chapters) {
    const target = targets.get(posix.relative(publication.folder, chapter.source.path));
    if (target) resolveLinks(body, { ...target, source: chapter.source }, targets, context.report);
  }
}

async function coverOf({ metadata, folder, chapters }: Publication, assets: Assets, _: Context) {
  if (metadata.cover === undefined) return undefined;
  const file = chapters[0]?.source.path ?? folder;
  return assets.find(posix.relative(folder, metadata.cover), '.', { file, line: 1, column: 1 });
}

/** The whole publication as one book. */
export function wholeBook(rendered: Rendered): Promise<Book> {
  return assemble(rendered, rendered.chapters, 'publication');
}

/** One chapter alone: links to others become words, sources are numbered from 1. */
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
  const bodies = chosen.map(({ body }) => structuredClone(body));
  if (scope === 'chapter') wordsForLinks(bodies, rendered, chosen);
  const cited = numberCitations(bodies, publication.references);
  const sourcesId = freeId('sources', publication);
  const { references, metadata } = publication;
  const sources = await sourcesSection(cited, references, sourcesId, terms, metadata.language);
  const chapters = chosen.map((chapter, index) => sectionOf(chapter, bodies[index] as Root));
  const sections = sources ? [...chapters, sources] : chapters;
  const draftMark = draftMarkOf(publication, terms);
  return {
    publication,
    scope,
    sections,
    navigation: sections.flatMap(({ headings }) => nest(headings)),
    assets: usedAssets(bodies, rendered.assets),
    anchors: anchorsOf(sections),
    terms,
    ...(draftMark !== undefined && { draftMark }),
    ...(cover && { cover }),
  };
}

function sectionOf({ chapter, headings, features }: RenderedChapter, body: Root): Section {
  const title = headings.find(({ level }) => level === 1)?.text ?? chapter.metadata.title;
  const { language } = chapter.metadata;
  return { id: chapter.id, kind: 'chapter', title, body, headings, features, ...(language && { language }) };
}

function freeId(wanted: string, { chapters }: Publication): string {
  return chapters.some(({ id }) => id === wanted)
    ? freeId(`${wanted}-list`, { chapters } as Publication)
    : wanted;
}

/** In a chapter printed alone, a link to another chapter names that chapter in words. */
function wordsForLinks(
  bodies: readonly Root[],
  rendered: Rendered,
  chosen: readonly RenderedChapter[],
): void {
  const own = new Set(chosen.flatMap(({ body }) => idsOf(body)));
  const titles = new Map<string, string>();
  for (const { body, headings, chapter } of rendered.chapters) {
    const title = headings.find(({ level }) => level === 1)?.text ?? chapter.metadata.title;
    for (const id of idsOf(body)) titles.set(id, title);
  }
  for (const body of bodies) {
    visit(body, 'element', (link) => {
      const id = String(link.properties.href ?? '').replace(/^#/, '');
      const title = link.tagName === 'a' && !own.has(id) ? titles.get(id) : undefined;
      if (title !== undefined) makeWords(link, title, rendered.terms);
    });
  }
}

function makeWords(link: Element, title: string, terms: Terms): void {
  const cite: Element = {
    type: 'element',
    tagName: 'cite',
    properties: {},
    children: [{ type: 'text', value: title }],
  };
  const same = textOf(link).trim().toLowerCase() === title.toLowerCase();
  link.tagName = same ? 'cite' : 'span';
  link.properties = { className: ['elsewhere'] };
  if (same) return;
  link.children.push({ type: 'text', value: ` (${terms.elsewhere ?? 'see'} ` }, cite, {
    type: 'text',
    value: ')',
  });
}

function idsOf(tree: Root): readonly string[] {
  const ids: string[] = [];
  visit(tree, 'element', ({ properties }) => {
    if (properties.id !== undefined) ids.push(String(properties.id));
  });
  return ids;
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

/** Headings down to level three, each below the one it belongs to. */
function nest(headings: readonly Heading[]): readonly NavigationNode[] {
  const roots: NavigationNode[] = [];
  const open: { level: number; children: NavigationNode[] }[] = [{ level: 0, children: roots }];
  for (const { id, level, text } of headings) {
    if (level > 3) continue;
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
    const children: NavigationNode[] = [];
    open.at(-1)?.children.push({ id, title: text, children });
    open.push({ level, children });
  }
  return roots;
}

/** Health information says what it lacks; anything else that is a draft says only that. */
function draftMarkOf({ metadata }: Publication, terms: Terms): string | undefined {
  if (metadata.status !== 'draft') return undefined;
  return metadata.clinical && metadata.reviewers.length === 0 ? terms.draftClinical : terms.draft;
}
