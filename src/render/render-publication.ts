/** Publication → Rendered: every chapter once, every problem reported. Books are put together from it. */
import { posix } from 'node:path';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Asset } from '../core/model/asset.ts';
import type { Context } from '../core/model/context.ts';
import type { Terms } from '../core/model/design.ts';
import type { Publication } from '../core/model/publication.ts';
import { giveTurn } from '../runtime/process/turn.ts';
import type { Rendered } from './book.ts';
import { type RenderedChapter, renderChapter, type Workshop } from './chapter.ts';
import { openBibliography } from './citations/bibliography.ts';
import { titlesById } from './handout-links.ts';
import { type Assets, openAssets } from './images/assets.ts';
import { type LinkTarget, resolveLinks } from './links.ts';
import { punctuateMetadata } from './typography/punctuation.ts';

export { handoutBook, type Rendered, wholeBook } from './book.ts';

/** Renders each chapter once. Diagnostics: all of the content's. */
export async function renderPublication(publication: Publication, context: Context): Promise<Rendered> {
  const terms = await termsFor(publication, context);
  const assets = openAssets(publication.folder, context);
  const ids = new Set(publication.chapters.map(({ id }) => id));
  const workshop: Workshop = { publication, terms, assets, counters: { figure: 0, table: 0 }, ids };
  const chapters: RenderedChapter[] = [];
  // One after the other: figures and tables are counted through the publication.
  for (const chapter of publication.chapters) {
    context.signal.throwIfAborted();
    chapters.push(await renderChapter(chapter, workshop, context));
    await giveTurn();
  }
  linkChapters(publication, chapters, context);
  const cover = await coverOf(publication, assets);
  await assets.finish();
  const set = { ...publication, metadata: punctuateMetadata(publication.metadata) };
  const titles = titlesById(chapters);
  const bibliography = openBibliography(publication.references, publication.metadata.language);
  return { publication: set, terms, chapters, titles, assets, bibliography, ...(cover && { cover }) };
}

async function termsFor(
  { metadata, languagePlace }: Publication,
  { design, report }: Context,
): Promise<Terms> {
  const terms = await design.terms(metadata.language);
  const [primary = ''] = metadata.language.split('-');
  if (terms.language !== primary) {
    report(diagnostic('terms-missing', { language: primary }, languagePlace));
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
    targets.set(path.normalize(), { id: chapter.id, path: path.normalize(), anchors });
  }
  for (const { chapter, body } of chapters) {
    const target = targets.get(posix.relative(publication.folder, chapter.source.path).normalize());
    if (target) resolveLinks(body, { ...target, source: chapter.source }, targets, context.report);
  }
}

function coverOf(publication: Publication, assets: Assets): Promise<Asset | undefined> | undefined {
  const { metadata, folder, form, chapters } = publication;
  if (metadata.cover === undefined) return undefined;
  const chapter = chapters[0]?.source.path ?? folder;
  const file = form === 'folder' ? posix.join(folder, 'publication.yaml') : chapter;
  return assets.find(posix.relative(folder, metadata.cover), '.', { file, line: 1, column: 1 });
}
