/** Counts what epub.js finds in an e-book, and shows every document in it. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SCREEN_SIZE } from '../../src/proof/reading-system.ts';
import type { ScreenBrowser } from '../../src/runtime/browser/browser.ts';
import type { ScreenFiles } from '../../src/runtime/browser/screen.ts';
import type { FoliateCounts } from './foliate.ts';

/** Milliseconds. */
const LIMIT = 300_000;

const PAGE = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>epub.js</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; connect-src 'self' blob:;
  style-src 'unsafe-inline' blob:; img-src blob: data:; font-src blob: data:; frame-src 'self' blob:"/>
<script src="/jszip.js"></script><script src="/epub.js"></script></head><body style="margin: 0"></body></html>`;

const require = createRequire(import.meta.url);
const SCRIPTS: Readonly<Record<string, string>> = {
  '/epub.js': join(require.resolve('epubjs/package.json'), '../dist/epub.js'),
  // The copy that epub.js itself was made for.
  '/jszip.js': join(
    createRequire(require.resolve('epubjs/package.json')).resolve('jszip/package.json'),
    '../dist/jszip.js',
  ),
};

interface Entry {
  readonly href: string;
  readonly subitems?: readonly Entry[];
}
interface BookOfEpubjs {
  open(bytes: ArrayBuffer): Promise<void>;
  readonly ready: Promise<unknown>;
  readonly spine: { readonly length: number; get(target: string | number): { readonly href: string } | null };
  readonly navigation: { readonly toc: readonly Entry[]; readonly landmarks: readonly Entry[] };
  readonly pageList?: { readonly pageList?: readonly Entry[] };
  renderTo(
    element: object,
    options: object,
  ): {
    display(target: string): Promise<unknown>;
    getContents(): readonly { readonly document: { readonly body: { readonly textContent: string } } }[];
  };
}
interface World {
  ePub(): BookOfEpubjs;
  fetch(address: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> }>;
  readonly document: { readonly body: object };
  /** Left for the scripts that follow. */
  book: BookOfEpubjs;
  rendition: ReturnType<BookOfEpubjs['renderTo']>;
}

export interface Epubjs {
  readonly heard: FoliateCounts;
  /** Shows a document of the spine, from 0. @returns how many characters of text are in it */
  show(index: number): Promise<number>;
  /** What is shown, as PNG. */
  picture(): Promise<Uint8Array>;
  close(): Promise<void>;
}

export async function openEpubjs(browser: ScreenBrowser, epub: Uint8Array): Promise<Epubjs> {
  const screen = await browser.openScreen(filesOf(epub), SCREEN_SIZE);
  const told = await screen.evaluate(LIMIT, open, SCREEN_SIZE).catch(async (error) => {
    await screen.close();
    throw error;
  });
  return {
    heard: { ...told, complaints: screen.errors() },
    show: (index) => screen.evaluate(LIMIT, show, index),
    picture: screen.takeScreenshot,
    close: screen.close,
  };
}

/** Runs in the page. */
async function open(size: object) {
  const world = globalThis as unknown as World;
  const book = world.ePub();
  await book.open(await (await world.fetch('/book.epub')).arrayBuffer());
  await book.ready;
  Object.assign(world, { book, rendition: book.renderTo(world.document.body, size) });
  const flat = (entries: readonly Entry[] | undefined): string[] =>
    (entries ?? []).flatMap(({ href, subitems }) => [href, ...flat(subitems)]);
  const { toc, landmarks: marks } = book.navigation;
  const [contents, landmarks, pages] = [flat(toc), flat(marks), flat(book.pageList?.pageList)];
  return {
    spine: book.spine.length,
    contents: contents.length,
    landmarks: landmarks.length,
    pageList: pages.length,
    lost: [...contents, ...landmarks, ...pages].filter((href) => !book.spine.get(href)),
  };
}

/** Runs in the page. */
async function show(index: number): Promise<number> {
  const { book, rendition } = globalThis as unknown as World;
  await rendition.display(book.spine.get(index)?.href ?? '');
  return rendition.getContents()[0]?.document.body.textContent.trim().length ?? 0;
}

function filesOf(epub: Uint8Array): ScreenFiles {
  return async (path) => {
    if (path === '/') return { bytes: new TextEncoder().encode(PAGE), mediaType: 'text/html' };
    if (path === '/book.epub') return { bytes: epub, mediaType: 'application/epub+zip' };
    const script = SCRIPTS[path];
    return script === undefined ? undefined : { bytes: await readFile(script), mediaType: 'text/javascript' };
  };
}
