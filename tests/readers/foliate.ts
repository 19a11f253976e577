/** foliate-js asked what it finds in an e-book. */

import { openBook, readingFiles, SCREEN } from '../../src/proof/reading-system.ts';
import type { ScreenBrowser } from '../../src/runtime/browser/browser.ts';
import { complaintsOfBook } from './complaints.ts';
import type { Counts } from './said.ts';

/** Milliseconds. */
const LIMIT = 120_000;

export interface Heard extends Counts {
  /** Links of the contents, landmarks and page list that lead nowhere. */
  readonly lost: readonly string[];
  /** What went wrong on the way, and what was asked for outside. */
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

export async function askFoliate(browser: ScreenBrowser, epub: Uint8Array): Promise<Heard> {
  const screen = await browser.openScreen(readingFiles(epub), SCREEN);
  try {
    await openBook(screen);
    const told = await screen.run(
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
    return { ...told, complaints: complaintsOfBook(screen.complaints()) };
  } finally {
    await screen.close();
  }
}
