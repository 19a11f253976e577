/** Renders pages of a PDF with PDFium in WebAssembly, which needs no system library. */
import { setImmediate as turn } from 'node:timers/promises';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { Size } from './arrange.ts';
import type { DocumentPages, PageReader } from './page-reader.ts';

type PdfDocument = Awaited<ReturnType<PDFiumLibrary['loadDocument']>>;

export async function openPdfReader(): Promise<PageReader> {
  const library = await PDFiumLibrary.init();
  return {
    open: async (bytes) => {
      const document = await library.loadDocument(bytes);
      try {
        return toDocumentPages(document, await readSizes(document));
      } catch (error) {
        document.destroy();
        throw error;
      }
    },
    close: async () => library.destroy(),
  };
}

function toDocumentPages(document: PdfDocument, sizes: readonly Size[]): DocumentPages {
  return {
    sizes,
    render: async (page, { width, height }) => {
      // Rendering is synchronous; this lets signals be handled in between.
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
    // PDFium frees a page only after rendering it, in any size.
    await page.render({ width: 1, height: 1 });
  }
  if (sizes.length === 0) throw new Error('it has no pages');
  return sizes;
}
