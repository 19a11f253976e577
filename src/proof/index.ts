/** The proof press: finished PDFs in, pictures of their pages out, for people who look. */
import pLimit from 'p-limit';
import { diagnostic } from '../catalogue.ts';
import type { Artifact, Context, Edition, Metadata } from '../model.ts';
import type { Facing } from './arrange.ts';
import { contactSheets } from './contact-sheet.ts';
import type { PdfReader } from './pages.ts';

/** An edition of which every file was made. */
export interface ToBeProofed {
  readonly edition: Edition;
  readonly artifacts: readonly Artifact[];
  /** How the publication is read. */
  readonly direction: Metadata['direction'];
}

export interface ProofPress {
  /**
   * The proofs of an edition: `x.pdf` gets `x.proof.png`, and where its pages do not fit on one sheet,
   * `x.proof-2.png` and so on. Reports `proof-none` and `proof-failed`; a proof that fails costs nothing else.
   * Rejects only with the signal's reason, once that is aborted.
   */
  pull(made: ToBeProofed): Promise<readonly Artifact[]>;
  close(): Promise<void>;
}

/** Loaded late: an e-book needs no PDFium, and where it cannot be loaded, only the proofs are missing. */
const openReader = async (): Promise<PdfReader> => (await import('./pages.ts')).openReader();

/** PDFium is started for the first proof. One document at a time: the pixels of many are a lot. */
export function openProofPress(context: Context, start: () => Promise<PdfReader> = openReader): ProofPress {
  const one = pLimit(1);
  let reader: Promise<PdfReader> | undefined;
  const close = async (): Promise<void> => {
    const open = reader;
    reader = undefined;
    // One that could not be started has been reported by whoever needed it.
    (await open?.catch(() => undefined))?.close();
  };
  const pullOne = async (artifact: Artifact, facing: Facing): Promise<readonly Artifact[]> => {
    context.signal.throwIfAborted();
    try {
      reader ??= start();
      return await proofsOf(artifact, facing, await reader, context.signal);
    } catch (error) {
      context.signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      context.report(diagnostic('proof-failed', { path: artifact.path, reason }));
      // WebAssembly that has run out of memory does not work again.
      await close().catch(() => undefined);
      return [];
    }
  };
  return {
    pull: async ({ edition, artifacts, direction }) => {
      if (edition.family === 'epub') {
        context.report(diagnostic('proof-none', {}));
        return [];
      }
      const facing = facingOf(edition, direction);
      return (await Promise.all(artifacts.map((artifact) => one(pullOne, artifact, facing)))).flat();
    },
    close,
  };
}

/** Pages face each other in a book, but not in a handout, nor the sides of sheets that are to be folded. */
function facingOf(edition: Exclude<Edition, { family: 'epub' }>, direction: Metadata['direction']): Facing {
  return edition.family === 'book' && edition.imposition === undefined ? direction : 'none';
}

async function proofsOf(
  { path, edition, bytes, pageLabels: labels = [] }: Artifact,
  facing: Facing,
  reader: PdfReader,
  signal: AbortSignal,
): Promise<readonly Artifact[]> {
  const pages = await reader.open(bytes);
  try {
    const sheets = await contactSheets(pages, { facing, labels }, signal);
    return sheets.map((sheet, index) => ({
      path: path.replace(/\.pdf$/, `.proof${index === 0 ? '' : `-${index + 1}`}.png`),
      edition,
      mediaType: 'image/png',
      bytes: sheet,
    }));
  } finally {
    pages.close();
  }
}
