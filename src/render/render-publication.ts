/**
 * Renders a publication: every chapter once, with every problem reported. Books are assembled from the
 * result.
 */
import { posix } from 'node:path';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { reportFor } from '../core/diagnostics/leniency.ts';
import type { Asset } from '../core/model/asset.ts';
import type { Context } from '../core/model/context.ts';
import type { Terms } from '../core/model/design.ts';
import type { Publication } from '../core/model/publication.ts';
import { yieldToEventLoop } from '../runtime/process/event-loop.ts';
import type { RenderedPublication } from './book.ts';
import { ChapterKeys } from './cache/chapter-key.ts';
import { renderCached } from './cache/render-cached.ts';
import type { RenderedChapter, RenderState } from './chapter.ts';
import { createBibliography } from './citations/bibliography.ts';
import type { CitationStyler } from './citations/styled-citations.ts';
import { openDiagrams } from './diagrams/open-diagrams.ts';
import { mapTitlesById } from './handout-links.ts';
import { type Assets, createAssets } from './images/assets.ts';
import { createImageFinder } from './images/find-image.ts';
import { loadLogo } from './images/logo.ts';
import { type LinkTarget, resolveLinks } from './links.ts';
import { LabelFinder, resolveReferences } from './references/resolve-labels.ts';
import { punctuateMetadata } from './typography/punctuation.ts';

export { assembleBook, assembleHandout, assemblePrintedBook, type RenderedPublication } from './book.ts';

/** Renders each chapter once. Diagnostics: all those of the content. */
export async function renderPublication(
  publication: Publication,
  outer: Context,
): Promise<RenderedPublication> {
  const context = { ...outer, report: reportFor(publication.isLenient === true, outer.report) };
  const terms = await loadTerms(publication, context);
  const assets = createAssets(publication.folder, context);
  const chapterIds = publication.chapters.map(({ id }) => id);
  const counters = { figure: 0, table: 0 };
  const { plugins } = context;
  const ids = new Set(chapterIds);
  const state: RenderState = { publication, terms, counters, ids, ...(plugins && { plugins }) };
  const keys = new ChapterKeys(state, chapterIds);
  const chapters: RenderedChapter[] = [];
  const diagrams = openDiagrams({
    ...{ folder: publication.folder, assets, context },
    isLarge: publication.hasLargeDiagrams === true,
  });
  // In sequence, because figures and tables are numbered through the publication.
  for (const chapter of publication.chapters) {
    context.signal.throwIfAborted();
    const findImage = createImageFinder(chapter.source, publication, assets, context, diagrams.draw);
    const content = await renderCached({ chapter, state, findImage, context }, keys);
    chapters.push({ chapter, ...content });
    await yieldToEventLoop();
  }
  await diagrams.close();
  linkChapters(publication, chapters, context);
  await checkIndexMarks(chapters, context.report);
  await linkSolutions(chapters, context.report);
  await linkGlossary(publication, chapters, context.report);
  const cover = await loadCover(publication, assets);
  await assets.finishChecks();
  const logo = await loadLogo(publication, outer);
  const punctuated = { ...publication, metadata: punctuateMetadata(publication.metadata) };
  const titles = mapTitlesById(chapters);
  const bibliography = createBibliography(publication.references, publication.metadata.language);
  const styler = await openStyler(publication, chapters, context.report);
  return {
    ...{ publication: punctuated, terms, chapters, titles, assets, bibliography },
    ...(styler && { styler }),
    ...(cover && { cover }),
    ...(logo && { logo }),
  };
}

/** Checks the marks of the index. Loads what does this only where there are any. */
async function checkIndexMarks(
  chapters: readonly RenderedChapter[],
  report: Context['report'],
): Promise<void> {
  if (!chapters.some(({ hasIndexMarks }) => hasIndexMarks)) return;
  const { checkIndex } = await import('./book-index/check-index.ts');
  checkIndex(
    chapters.map(({ body, chapter: { source } }) => ({ body, source })),
    report,
  );
}

/** Finds the exercises of solutions. Loads what does this only where there are any. */
async function linkSolutions(chapters: readonly RenderedChapter[], report: Context['report']): Promise<void> {
  if (!chapters.some(({ hasSolutions }) => hasSolutions)) return;
  const { findExercises } = await import('./solutions/find-exercises.ts');
  findExercises(
    chapters.map(({ body, anchors, chapter: { source } }) => ({ body, anchors, source })),
    report,
  );
}

/** Links the terms of the glossary. Loads what does this only where there is one, or a link to one. */
async function linkGlossary(
  publication: Publication,
  chapters: readonly RenderedChapter[],
  report: Context['report'],
): Promise<void> {
  if (!chapters.some(({ hasGlossary, hasTermLinks }) => hasGlossary || hasTermLinks)) return;
  const { linkTerms } = await import('./glossary/link-terms.ts');
  const { metadata, headingChapters, linksFirstUse } = publication;
  const texts = chapters.map(({ body, chapter: { source, metadata: own } }) => {
    return { body, source, language: own.language ?? metadata.language };
  });
  const level = headingChapters?.isBook ? headingChapters.level : undefined;
  linkTerms(texts, { linksFirstUse: linksFirstUse === true, chapterLevel: level }, report);
}

/** Opens the style of citations, if there are any. Diagnostic: `citation-style-broken`. */
async function openStyler(
  publication: Publication,
  chapters: readonly RenderedChapter[],
  report: Context['report'],
): Promise<CitationStyler | undefined> {
  const { citationStyle, uncited } = publication;
  const isCiting = uncited !== undefined || chapters.some(({ features }) => features.has('citation'));
  if (citationStyle === undefined || !isCiting) return undefined;
  const { createStyler } = await import('./citations/styled-citations.ts');
  try {
    return await createStyler(publication);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report(diagnostic('citation-style-broken', { style: citationStyle.name, reason }, citationStyle.place));
    return undefined;
  }
}

async function loadTerms(
  { metadata, languageLocation }: Publication,
  { design, report }: Context,
): Promise<Terms> {
  const terms = await design.readTerms(metadata.language);
  const [primary = ''] = metadata.language.split('-');
  if (terms.language !== primary) {
    report(diagnostic('terms-missing', { language: primary }, languageLocation));
  }
  if (metadata.clinical && terms.termsReview === 'none') {
    report(diagnostic('terms-unreviewed', { language: metadata.language }, languageLocation));
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
    if (chapter.isPartPage) continue;
    const path = posix.relative(publication.folder, chapter.source.path);
    targets.set(path.normalize(), { id: chapter.id, path: path.normalize(), anchors });
  }
  const labels = new LabelFinder(chapters);
  const isNamed = (id: string): boolean => labels.isNamed(id);
  const receivers = { report: context.report, site: publication.site, isNamed };
  for (const { chapter, body, hasReferences, anchors, writtenIds } of chapters) {
    const place = { anchors, writtenIds, source: chapter.source };
    if (hasReferences) resolveReferences(body, place, labels, context.report);
    if (chapter.isPartPage) continue;
    const target = targets.get(posix.relative(publication.folder, chapter.source.path).normalize());
    if (target) resolveLinks(body, { ...target, source: chapter.source }, targets, receivers);
  }
}

function loadCover(publication: Publication, assets: Assets): Promise<Asset | undefined> | undefined {
  const { metadata, folder, languageLocation } = publication;
  if (metadata.cover === undefined) return undefined;
  const place = { ...languageLocation, line: 1, column: 1 };
  return assets.find(posix.relative(folder, metadata.cover), '.', place);
}
