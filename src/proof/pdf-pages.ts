/** Pages of a PDF as pixels. By PDFium, in WebAssembly: no library of the system. */
import { setImmediate as turn } from 'node:timers/promises';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { Size } from './arrange.ts';
import type { PageReader, Pages } from './page-reader.ts';

type PdfDocument = Awaited<ReturnType<PDFiumLibrary['loadDocument']>>;

export async function openReader(): Promise<PageReader> {
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
    close: async () => library.destroy(),
  };
}

function pagesOf(document: PdfDocument, sizes: readonly Size[]): Pages {
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
