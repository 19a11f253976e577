/** Creates proofs: pictures of the pages of finished files, for visual checks by people. */

import pLimit from 'p-limit';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Context } from '../core/model/context.ts';
import type { Edition } from '../core/model/edition.ts';
import type { Metadata } from '../core/model/metadata.ts';
import { messageOf } from '../lib/text/error-message.ts';
import type { Facing } from './arrange.ts';
import { renderContactSheets } from './contact-sheet.ts';
import type { PageReader } from './page-reader.ts';

/** An edition whose files are all built. */
export interface ProofInput {
  readonly edition: Edition;
  readonly artifacts: readonly Artifact[];
  /** The reading direction of the publication. */
  readonly direction: Metadata['direction'];
}

export interface ProofPress {
  /**
   * Creates the proofs of an edition: `x.proof.png` for `x.pdf` or `x.epub`, and `x.proof-2.png` and so on if
   * its pages do not fit on one sheet. Reports `proof-failed`; a failed proof does not affect the others.
   * Rejects only with the signal's reason, if it is aborted.
   */
  createProofs(made: ProofInput): Promise<readonly Artifact[]>;
  close(): Promise<void>;
}

/** Starts the page reader for each media type. */
export interface ReaderFactories {
  readonly 'application/pdf': () => Promise<PageReader>;
  readonly 'application/epub+zip': () => Promise<PageReader>;
}

/** Options for the proofs of e-books. */
export interface ProofOptions {
  /** Path of the browser. The default is the first one found. */
  readonly browser?: string;
  /** Whether to show the browser's own messages. */
  readonly debug?: boolean;
}

/** Loads the readers on demand: e-books need no PDFium, and if it cannot be loaded, only the proofs fail. */
const createReaderFactories = (
  context: Context,
  { debug = false, ...browser }: ProofOptions,
): ReaderFactories => ({
  'application/pdf': async () => (await import('./pdf-pages.ts')).openPdfReader(),
  'application/epub+zip': async () =>
    (await import('./epub-pages.ts')).openEpubReader({ debug, ...browser }, context),
});

/**
 * Opens a proof press. PDFium and the browser start with the first proof that needs them. Documents are
 * processed one at a time, because their pixels need much memory.
 */
export function openProofPress(
  context: Context,
  options: ProofOptions = {},
  readers: ReaderFactories = createReaderFactories(context, options),
): ProofPress {
  const one = pLimit(1);
  const open = new Map<string, Promise<PageReader>>();
  const close = async (mediaType: string): Promise<void> => {
    const reader = open.get(mediaType);
    open.delete(mediaType);
    // `createProofs` has reported a reader that did not start.
    await (await reader?.catch(() => undefined))?.close();
  };
  const pullOne = async (artifact: Artifact, facing: Facing): Promise<readonly Artifact[]> => {
    const { mediaType, path } = artifact;
    context.signal.throwIfAborted();
    if (mediaType !== 'application/pdf' && mediaType !== 'application/epub+zip') return [];
    try {
      const reader = open.get(mediaType) ?? readers[mediaType]();
      open.set(mediaType, reader);
      return await renderProofs(artifact, facing, await reader, context.signal);
    } catch (error) {
      context.signal.throwIfAborted();
      const reason = messageOf(error).replace(/\.$/, '');
      context.report(diagnostic('proof-failed', { path, reason }));
      // After this, WebAssembly that is out of memory or a browser that does not respond would fail again.
      await close(mediaType).catch(() => undefined);
      return [];
    }
  };
  return {
    createProofs: async ({ edition, artifacts, direction }) => {
      const facing = chooseFacing(edition, direction);
      return (await Promise.all(artifacts.map((artifact) => one(pullOne, artifact, facing)))).flat();
    },
    close: async () => void (await Promise.all([...open.keys()].map(close))),
  };
}

/**
 * Returns the facing: pages face each other in a book, but not in a handout, on a screen or on imposed
 * sheets.
 */
function chooseFacing(edition: Edition, direction: Metadata['direction']): Facing {
  return edition.family === 'book' && edition.imposition === undefined ? direction : 'none';
}

async function renderProofs(
  { path, edition, bytes, pageLabels }: Artifact,
  facing: Facing,
  reader: PageReader,
  signal: AbortSignal,
): Promise<readonly Artifact[]> {
  const pages = await reader.open(bytes);
  try {
    const labels = pages.labels ?? pageLabels ?? [];
    const sheets = await renderContactSheets(pages, { facing, labels }, signal);
    return sheets.map((sheet, index) => ({
      path: path.replace(/\.(?:pdf|epub)$/, `.proof${index === 0 ? '' : `-${index + 1}`}.png`),
      edition,
      mediaType: 'image/png',
      bytes: sheet,
    }));
  } finally {
    pages.close();
  }
}
