/** Pages of a PDF as pixels. The only importer of PDFium, in WebAssembly: no library of the system. */
import { setImmediate as turn } from 'node:timers/promises';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { Size } from './arrange.ts';

export interface PdfPages {
  /** In points, page by page. */
  readonly sizes: readonly Size[];
  /**
   * @param page the first is 1
   * @param size pixels
   * @returns four bytes a pixel: red, green, blue, and one without meaning
   */
  paint(page: number, size: Size): Promise<Uint8Array>;
  close(): void;
}

export interface PdfReader {
  /** Rejects when the bytes are no PDF, or a page of it cannot be read. */
  open(bytes: Uint8Array): Promise<PdfPages>;
  close(): void;
}

type PdfDocument = Awaited<ReturnType<PDFiumLibrary['loadDocument']>>;

export async function openReader(): Promise<PdfReader> {
  const library = await PDFiumLibrary.init();
  return {
    open: async (bytes) => {
      const document = await library.loadDocument(bytes);
      try {
        return pagesOf(document, await readSizes(document));
      } catch (error) {
        document.destroy();
        throw error;
      }
    },
    close: () => library.destroy(),
  };
}

function pagesOf(document: PdfDocument, sizes: readonly Size[]): PdfPages {
  return {
    sizes,
    paint: async (page, { width, height }) => {
      // Painting does not wait for anything; a signal must be heard all the same.
      await turn();
      return (await document.getPage(page - 1).render({ width, height })).data;
    },
    close: () => document.destroy(),
  };
}

async function readSizes(document: PdfDocument): Promise<readonly Size[]> {
  const sizes: Size[] = [];
  for (const page of document.pages()) {
    const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
    if (!(width > 0 && height > 0)) throw new Error(`page ${page.number + 1} cannot be read`);
    sizes.push({ width, height });
    // A page is let go only when it has been painted, however small.
    await page.render({ width: 1, height: 1 });
  }
  if (sizes.length === 0) throw new Error('it has no pages');
  return sizes;
}
