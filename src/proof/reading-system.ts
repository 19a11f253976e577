/** Opens an e-book in foliate-js in a browser, from memory. Contains all scripts that run in the page. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Screen, ScreenFile, ScreenFiles, ScreenSize } from '../runtime/browser/screen.ts';
import { FEATURES, type Feature, type ScreenTarget } from './choose-screens.ts';

/** The screen of a small phone in portrait mode, in CSS pixels. */
export const SCREEN_SIZE: ScreenSize = { width: 390, height: 700 };

/** Time limits to open a book and to go to a position in it, in milliseconds. */
const [OPEN_LIMIT, GO_LIMIT] = [120_000, 30_000];

/**
 * The page that shows the book. Documents of the book (`blob:`) inherit its content security policy: their
 * scripts do not run and external resources are not loaded, as the documentation of foliate-js requires.
 */
const PAGE = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>Proof</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; connect-src 'self';
  style-src 'unsafe-inline' blob:; img-src blob: data:; font-src blob: data:; frame-src blob:"/>
<style>html, body { margin: 0; height: 100% } foliate-view { display: block; height: 100% }</style>
<script type="module" src="/foliate-js/view.js"></script></head><body></body></html>`;

/** The path of a module of foliate-js, as its modules import each other. */
const MODULE = /^\/foliate-js\/((?:[a-z0-9-]+\/)*[a-z0-9-]+\.js)$/;

/** Returns the files that the page can load: itself, the modules of foliate-js, and the book. */
export function serveBook(book: Uint8Array): ScreenFiles {
  const folder = dirname(createRequire(import.meta.url).resolve('foliate-js/view.js'));
  return async (path): Promise<ScreenFile | undefined> => {
    if (path === '/') return { bytes: new TextEncoder().encode(PAGE), mediaType: 'text/html' };
    if (path === '/book.epub') return { bytes: book, mediaType: 'application/epub+zip' };
    const module = MODULE.exec(path)?.[1];
    return module === undefined
      ? undefined
      : { bytes: await readFile(join(folder, module)), mediaType: 'text/javascript' };
  };
}

/** The browser APIs that the scripts below use. TypeScript's `dom` library would declare them for all files. */
declare const document: {
  createElement(name: 'foliate-view'): View;
  querySelector(name: 'foliate-view'): View;
  readonly body: { append(view: View): void };
};
declare const customElements: { whenDefined(name: string): Promise<unknown> };
declare const requestAnimationFrame: (then: () => void) => void;
interface BookDocument {
  querySelector(selector: string): object | null;
  querySelectorAll(selector: string): Iterable<{ decode?(): Promise<void> }>;
  readonly fonts: { readonly ready: Promise<unknown> };
}
interface View {
  open(address: string): Promise<void>;
  readonly book: {
    readonly sections: readonly { createDocument(): Promise<BookDocument> }[];
  };
  readonly renderer: {
    readonly page: number;
    readonly pages: number;
    goTo(target: { index: number; anchor?: (document: BookDocument) => object | number }): Promise<void>;
    next(): Promise<void>;
    getContents(): readonly { readonly doc: BookDocument }[];
  };
}

/** Opens the book and returns the number of documents in its spine. Rejects with the error of foliate-js. */
export const openBook = (screen: Screen): Promise<number> =>
  screen.evaluate(
    OPEN_LIMIT,
    async () => {
      await customElements.whenDefined('foliate-view');
      const view = document.createElement('foliate-view');
      document.body.append(view);
      await view.open('/book.epub');
      return view.book.sections.length;
    },
    undefined,
  );

/** Returns the features of the first documents of the spine. @param most number of documents */
export const findFeatures = (screen: Screen, most: number): Promise<readonly (readonly Feature[])[]> =>
  screen.evaluate(
    OPEN_LIMIT,
    async ({ most, kinds }) => {
      const { sections } = document.querySelector('foliate-view').book;
      const surveyed: Feature[][] = [];
      for (const section of sections.slice(0, most)) {
        const document = await section.createDocument();
        const there = kinds.filter(([, selector]) => document.querySelector(selector) !== null);
        surveyed.push(there.map(([kind]) => kind));
      }
      return surveyed;
    },
    { most, kinds: Object.entries(FEATURES) as (readonly [Feature, string])[] },
  );

/** The position of a screen: the document in the spine and the screen in it, both from 1. */
export interface ScreenPosition {
  readonly document: number;
  readonly screen: number;
}

/** Goes to a screen and waits until it is complete. Returns `undefined` if the document has fewer screens. */
export const goTo = (screen: Screen, shot: ScreenTarget): Promise<ScreenPosition | undefined> =>
  screen.evaluate(
    GO_LIMIT,
    async ({ index, turns, selector }) => {
      const { renderer } = document.querySelector('foliate-view');
      const go = () =>
        renderer.goTo({
          index,
          anchor: (document) => (selector && document.querySelector(selector)) || 0,
        });
      await go();
      for (const { doc } of renderer.getContents()) {
        await doc.fonts.ready;
        for (const image of doc.querySelectorAll('img')) await image.decode?.().catch(() => undefined);
      }
      // Fonts and images that loaded late can have moved the content.
      await go();
      // The renderer adds an empty page at both ends.
      if (turns > 0 && turns >= renderer.pages - 2) return undefined;
      for (let turn = 0; turn < turns; turn += 1) await renderer.next();
      for (let frame = 0; frame < 2; frame += 1)
        await new Promise<void>((resolve) => requestAnimationFrame(resolve));
      return { document: index + 1, screen: renderer.page };
    },
    { index: shot.index, turns: shot.turns ?? 0, selector: shot.selector ?? '' },
  );
