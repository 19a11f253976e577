/** An e-book opened in foliate-js, in a browser, from memory. What runs in the page stands here, and nowhere else. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Screen, ScreenFile, ScreenFiles, ScreenSize } from '../runtime/browser/screen.ts';
import { KINDS, type Kind, type Shot } from './choose-screens.ts';

/** A small telephone, held upright. */
export const SCREEN: ScreenSize = { width: 390, height: 700 };

/** Milliseconds to open a book, and to go to a place in it. */
const [OPEN_LIMIT, GO_LIMIT] = [120_000, 30_000];

/**
 * The page. What it makes of the book (`blob:`) inherits the policy: no script of the book's runs, and nothing of it
 * comes from outside, as foliate-js's own documentation asks for.
 */
const PAGE = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>Proof</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; connect-src 'self';
  style-src 'unsafe-inline' blob:; img-src blob: data:; font-src blob: data:; frame-src blob:"/>
<style>html, body { margin: 0; height: 100% } foliate-view { display: block; height: 100% }</style>
<script type="module" src="/foliate-js/view.js"></script></head><body></body></html>`;

/** A file of the package, as its own modules name each other. */
const MODULE = /^\/foliate-js\/((?:[a-z0-9-]+\/)*[a-z0-9-]+\.js)$/;

/** @returns what the reading system asks for: its page, its modules, and the book, and nothing else */
export function readingFiles(book: Uint8Array): ScreenFiles {
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

/** The parts of a page's world that the scripts below use. TypeScript's own `dom` would make it everybody's. */
interface World {
  readonly document: {
    createElement(name: 'foliate-view'): View;
    querySelector(name: 'foliate-view'): View;
    readonly body: { append(view: View): void };
  };
  readonly customElements: { whenDefined(name: string): Promise<unknown> };
  requestAnimationFrame(then: () => void): void;
}
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

/** Opens the book. Rejects when foliate-js cannot, with what it said. @returns how many documents its spine has */
export const openBook = (screen: Screen): Promise<number> =>
  screen.run(
    OPEN_LIMIT,
    async () => {
      const { document, customElements } = globalThis as unknown as World;
      await customElements.whenDefined('foliate-view');
      const view = document.createElement('foliate-view');
      document.body.append(view);
      await view.open('/book.epub');
      return view.book.sections.length;
    },
    undefined,
  );

/** What of each kind is to be seen in the first documents of the spine, as many as are asked for. */
export const survey = (screen: Screen, most: number): Promise<readonly (readonly Kind[])[]> =>
  screen.run(
    OPEN_LIMIT,
    async ({ most, kinds }) => {
      const { sections } = (globalThis as unknown as World).document.querySelector('foliate-view').book;
      const surveyed: Kind[][] = [];
      for (const section of sections.slice(0, most)) {
        const document = await section.createDocument();
        const there = kinds.filter(([, selector]) => document.querySelector(selector) !== null);
        surveyed.push(there.map(([kind]) => kind));
      }
      return surveyed;
    },
    { most, kinds: Object.entries(KINDS) as (readonly [Kind, string])[] },
  );

/** Where a screen is: the document of the spine, and the screenful of it, both from 1. */
export interface Seen {
  readonly document: number;
  readonly screen: number;
}

/** Goes to a place, and waits until all of it is there. @returns nothing where the document does not go so far */
export const goTo = (screen: Screen, shot: Shot): Promise<Seen | undefined> =>
  screen.run(
    GO_LIMIT,
    async ({ index, turns, selector }) => {
      const world = globalThis as unknown as World;
      const { renderer } = world.document.querySelector('foliate-view');
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
      // Type and pictures that came late have moved everything.
      await go();
      // A page more at either end is the renderer's own.
      if (turns > 0 && turns >= renderer.pages - 2) return undefined;
      for (let turn = 0; turn < turns; turn += 1) await renderer.next();
      for (let frame = 0; frame < 2; frame += 1)
        await new Promise<void>((resolve) => world.requestAnimationFrame(resolve));
      return { document: index + 1, screen: renderer.page };
    },
    { index: shot.index, turns: shot.turns ?? 0, selector: shot.selector ?? '' },
  );
