/** The proof press: finished files in, pictures of their pages out, for people who look. */
import pLimit from 'p-limit';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Context } from '../core/model/context.ts';
import type { Edition } from '../core/model/edition.ts';
import type { Metadata } from '../core/model/metadata.ts';
import type { Facing } from './arrange.ts';
import { contactSheets } from './contact-sheet.ts';
import type { PageReader } from './page-reader.ts';

/** An edition of which every file was made. */
export interface ToBeProofed {
  readonly edition: Edition;
  readonly artifacts: readonly Artifact[];
  /** How the publication is read. */
  readonly direction: Metadata['direction'];
}

export interface ProofPress {
  /**
   * The proofs of an edition: `x.pdf` or `x.epub` gets `x.proof.png`, and where its pages do not fit on one sheet,
   * `x.proof-2.png` and so on. Reports `proof-failed`; a proof that fails costs nothing else.
   * Rejects only with the signal's reason, once that is aborted.
   */
  pull(made: ToBeProofed): Promise<readonly Artifact[]>;
  close(): Promise<void>;
}

/** What pictures are made with, by the type of the file. */
export interface Readers {
  readonly 'application/pdf': () => Promise<PageReader>;
  readonly 'application/epub+zip': () => Promise<PageReader>;
}

/** How e-books are shown. */
export interface ProofOptions {
  /** Path of the browser; absent: the first that is found. */
  readonly browser?: string;
  /** Shows the browser's own messages. */
  readonly debug?: boolean;
}

/** Loaded late: an e-book needs no PDFium, and where it cannot be loaded, only the proofs are missing. */
const readersOf = (context: Context, { debug = false, ...browser }: ProofOptions): Readers => ({
  'application/pdf': async () => (await import('./pdf-pages.ts')).openReader(),
  'application/epub+zip': async () =>
    (await import('./epub-pages.ts')).openScreenReader({ debug, ...browser }, context),
});

/**
 * PDFium and the browser are started for the first proof that needs them. One document at a time: the pixels of many are
 * a lot.
 */
export function openProofPress(
  context: Context,
  options: ProofOptions = {},
  readers: Readers = readersOf(context, options),
): ProofPress {
  const one = pLimit(1);
  const open = new Map<string, Promise<PageReader>>();
  const close = async (mediaType: string): Promise<void> => {
    const reader = open.get(mediaType);
    open.delete(mediaType);
    // One that could not be started has been reported by whoever needed it.
    await (await reader?.catch(() => undefined))?.close();
  };
  const pullOne = async (artifact: Artifact, facing: Facing): Promise<readonly Artifact[]> => {
    const { mediaType, path } = artifact;
    context.signal.throwIfAborted();
    if (mediaType === 'image/png') return [];
    try {
      const reader = open.get(mediaType) ?? readers[mediaType]();
      open.set(mediaType, reader);
      return await proofsOf(artifact, facing, await reader, context.signal);
    } catch (error) {
      context.signal.throwIfAborted();
      const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
      context.report(diagnostic('proof-failed', { path, reason }));
      // WebAssembly that has run out of memory does not work again, nor does a browser that hangs.
      await close(mediaType).catch(() => undefined);
      return [];
    }
  };
  return {
    pull: async ({ edition, artifacts, direction }) => {
      const facing = facingOf(edition, direction);
      return (await Promise.all(artifacts.map((artifact) => one(pullOne, artifact, facing)))).flat();
    },
    close: async () => void (await Promise.all([...open.keys()].map(close))),
  };
}

/** Pages face each other in a book, but not in a handout, nor on a screen, nor the sides of sheets to be folded. */
function facingOf(edition: Edition, direction: Metadata['direction']): Facing {
  return edition.family === 'book' && edition.imposition === undefined ? direction : 'none';
}

async function proofsOf(
  { path, edition, bytes, pageLabels }: Artifact,
  facing: Facing,
  reader: PageReader,
  signal: AbortSignal,
): Promise<readonly Artifact[]> {
  const pages = await reader.open(bytes);
  try {
    const labels = pages.labels ?? pageLabels ?? [];
    const sheets = await contactSheets(pages, { facing, labels }, signal);
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
