/** Counts what foliate-js finds in an e-book. */

import { openBook, SCREEN_SIZE, serveBook } from '../../src/proof/reading-system.ts';
import type { ScreenBrowser } from '../../src/runtime/browser/browser.ts';
import { bookProblems } from './complaints.ts';
import type { Counts } from './package-counts.ts';

/** Milliseconds. */
const LIMIT = 120_000;

export interface FoliateCounts extends Counts {
  /** Links of the contents, landmarks and page list that lead nowhere. */
  readonly lost: readonly string[];
  /** Errors, and requests for files outside of the e-book. */
  readonly complaints: readonly string[];
}

interface Entry {
  readonly href: string;
  readonly subitems?: readonly Entry[] | null;
}
interface BookOfFoliate {
  readonly sections: readonly { createDocument(): Promise<object> }[];
  readonly toc?: readonly Entry[] | null;
  readonly landmarks?: readonly Entry[] | null;
  readonly pageList?: readonly Entry[] | null;
  resolveHref(href: string): { index: number; anchor(document: object): unknown } | null;
}
interface World {
  readonly document: { querySelector(name: 'foliate-view'): { readonly book: BookOfFoliate } };
}

export async function countWithFoliate(browser: ScreenBrowser, epub: Uint8Array): Promise<FoliateCounts> {
  const screen = await browser.openScreen(serveBook(epub), SCREEN_SIZE);
  try {
    await openBook(screen);
    const told = await screen.evaluate(
      LIMIT,
      async () => {
        const { book } = (globalThis as unknown as World).document.querySelector('foliate-view');
        const flat = (entries: readonly Entry[] | null | undefined): string[] =>
          (entries ?? []).flatMap(({ href, subitems }) => [href, ...flat(subitems)]);
        const [contents, landmarks, pages] = [book.toc, book.landmarks, book.pageList].map(flat);
        const documents = await Promise.all(book.sections.map((section) => section.createDocument()));
        const isLost = (href: string): boolean => {
          const found = book.resolveHref(href);
          const document = found && documents[found.index];
          if (!document) return true;
          // Without a fragment its anchor is 0, the beginning.
          const anchor = found.anchor(document);
          return href.includes('#') ? !anchor : anchor === null;
        };
        const all = [...(contents ?? []), ...(landmarks ?? []), ...(pages ?? [])];
        return {
          spine: book.sections.length,
          contents: contents?.length ?? 0,
          landmarks: landmarks?.length ?? 0,
          pageList: pages?.length ?? 0,
          lost: all.filter(isLost),
        };
      },
      undefined,
    );
    return { ...told, complaints: bookProblems(screen.errors()) };
  } finally {
    await screen.close();
  }
}
