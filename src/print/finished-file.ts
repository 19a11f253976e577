/** Turns a finished file into an artifact: reports what is wrong with its pages and, for a booklet, imposes them on sheets. */
import type { Report } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import type { ReadText } from '../core/model/printed-text.ts';
import { checkDraftMarks } from './draft-check.ts';
import { checkFigureType } from './figure-check.ts';
import { type FontOwner, findFontFaults } from './fonts/used-fonts.ts';
import type { FigureType } from './printed/figure-type.ts';
import { claimsStandards } from './tagging/catalog/metadata.ts';

/** A finished file, and what is known of its pages. */
export interface FinishedFile {
  readonly bytes: Uint8Array;
  /** Whether it comes from the cache. */
  readonly fromCache: boolean;
  /** Number of its pages. */
  readonly pages: number;
  /** First page of each font by its name, from 1. */
  readonly fonts: ReadonlyMap<string, number>;
  /** The type in its figures; empty for a book without drawings. */
  readonly figures: readonly FigureType[];
  /** Reads its text; absent: it must be read from the bytes, or is not needed. */
  readonly readText?: ReadText | undefined;
}

/** Where a file is published, and what is checked. */
export interface FileRequest {
  /** Relative to the output folder. */
  readonly path: string;
  /** Whether a font is one of the document; absent: the fonts are not checked. */
  readonly isOwnFont?: FontOwner;
}

/** Reports `draft-mark-missing`, `figure-text-small`, `font-foreign`, `glyph-boxed` and `standard-unclaimed`. */
export async function toArtifact(
  finished: FinishedFile,
  book: Book,
  edition: PaperEdition,
  { path, isOwnFont }: FileRequest,
  { report }: Pick<Context, 'report'>,
): Promise<Artifact> {
  const { bytes, fromCache, pages, readText } = finished;
  if (isOwnFont) await reportFonts(finished.fonts, path, isOwnFont, report);
  checkFigureType(finished.figures, book, edition, report);
  checkDraftMarks(bytes, book, path, report);
  if (!claimsStandards(bytes)) report(diagnostic('standard-unclaimed', { path }));
  const artifact = {
    ...({ path, edition: edition.id, mediaType: 'application/pdf', pages, fromCache } as const),
    ...(readText && { readText }),
  };
  if (edition.imposition === undefined) return { ...artifact, bytes };
  const { impose } = await import('./imposition/impose.ts');
  const { direction } = book.publication.metadata;
  const imposed = await impose(bytes, edition.page, edition.imposition, direction);
  return { ...artifact, bytes: imposed.bytes, pageLabels: imposed.labels, unimposed: bytes };
}

/** Reports fonts of the system, and boxes that a template or a style prints in place of a character. */
async function reportFonts(
  fonts: FinishedFile['fonts'],
  path: string,
  isOwn: FontOwner,
  report: Report,
): Promise<void> {
  for (const { kind, name, page } of await findFontFaults(fonts, isOwn)) {
    if (kind === 'box') report(diagnostic('glyph-boxed', { path, page }));
    else report(diagnostic('font-foreign', { path, name, page }));
  }
}
