/**
 * Opens our e-books in reading systems of other people: each must count what is in the package. `look.ts` makes pictures of what they
 * show.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { launchBrowser, type ScreenBrowser } from '../../src/runtime/browser/browser.ts';
import { findBrowser } from '../../src/runtime/browser/find-browser.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { handpress } from '../cli/run.ts';
import { pack } from '../epub/packed.ts';
import { sampleBook } from '../support/sample-book.ts';
import { openEpubjs } from './epubjs.ts';
import { countWithFoliate } from './foliate.ts';
import { convertByCalibre, countWithMupdf, isInstalled } from './installed.ts';
import { countsOf } from './package-counts.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BOOKS = {
  'ketamine-and-migraine': 'content/ketamine-and-migraine',
  'migraine-diary': 'content/migraine-diary.md',
  torture: 'tests/books/torture',
} as const;

/** With those for older readers, which the diary does not have. */
const E_BOOKS: readonly (readonly [file: string, id: keyof typeof BOOKS])[] = [
  ['ketamine-and-migraine.epub', 'ketamine-and-migraine'],
  ['ketamine-and-migraine-compatible.epub', 'ketamine-and-migraine'],
  ['migraine-diary.epub', 'migraine-diary'],
  ['torture.epub', 'torture'],
  ['torture-compatible.epub', 'torture'],
];
const EDITIONS = ['--edition', 'epub', '--edition', 'epub-compatible'];

let out = '';
let browser: ScreenBrowser;

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'handpress-readers-'));
  // One after the other: each build writes the manifest.
  for (const what of Object.values(BOOKS)) {
    const editions = what === BOOKS['migraine-diary'] ? EDITIONS.slice(0, 2) : EDITIONS;
    const { code, stderr } = await handpress(['build', what, ...editions, '--out', out], { cwd: ROOT });
    expect(code, stderr).toBe(0);
  }
  const { signal } = new AbortController();
  browser = await launchBrowser(await findBrowser(undefined, nodeHost), { debug: false, signal });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await rm(out, { recursive: true, force: true });
});

/** Skips a test with “not run”, which is never a pass. */
async function needs(program: string, version: string, { skip, task }: TestContext): Promise<void> {
  if (await isInstalled(program, version)) return;
  process.stderr.write(`NOT RUN (no ${program}): ${task.name}\n`);
  skip(`not run: no ${program}`);
}

describe.each(E_BOOKS)('%s', (file, id) => {
  const path = (): string => join(out, id, file);
  const books = async () => {
    const bytes = await readFile(path());
    return { bytes, ...countsOf(bytes) };
  };

  test('its NCX lists the same entries as its contents, and neither is empty', async () => {
    const { nav, ncx } = await books();
    expect(nav.spine).toBeGreaterThan(3);
    expect(nav.contents).toBeGreaterThanOrEqual(nav.spine - 3);
    expect(nav.landmarks).toBeGreaterThan(3);
    // The diary is printed only as a handout.
    if (id !== 'migraine-diary') expect(nav.pageList).toBeGreaterThan(10);
    expect(ncx).toEqual({ spine: nav.spine, contents: nav.contents, pageList: nav.pageList });
  });

  test('foliate-js counts what is in the package, and follows every link', async () => {
    const { bytes, nav } = await books();
    expect(await countWithFoliate(browser, bytes)).toEqual({ ...nav, lost: [], complaints: [] });
  });

  test('epub.js counts what is in the package, and shows every document', async () => {
    const { bytes, nav } = await books();
    const { heard, show, close } = await openEpubjs(browser, bytes);
    expect(heard).toEqual({ ...nav, lost: [], complaints: [] });
    // The cover is a picture.
    for (let index = 1; index < nav.spine; index += 1)
      expect(await show(index), `document ${index + 1}`).toBeGreaterThan(10);
    expect(heard.complaints).toEqual([]);
    await close();
  });

  test('MuPDF counts the entries of the NCX, and at least a page for each document', async (context) => {
    await needs('mutool', '-v', context);
    const { ncx } = await books();
    const { contents, pages } = await countWithMupdf(path(), out);
    expect(contents).toBe(ncx.contents);
    expect(pages).toBeGreaterThanOrEqual(ncx.spine);
  });

  test('calibre converts it to an AZW3 with as many entries in the contents', async (context) => {
    await needs('ebook-convert', '--version', context);
    const { nav } = await books();
    const { contents, complaints } = await countWithFoliate(browser, await convertByCalibre(path(), out));
    expect({ contents, complaints }).toEqual({ contents: nav.contents, complaints: [] });
  });
});

test('the readers count a page list that was added, and find a page that is missing', async () => {
  const { bytes, entries } = await pack(sampleBook());
  const pages = [1, 2];
  const first = strFromU8(entries.get('OEBPS/toc.xhtml') ?? new Uint8Array());
  const links = pages.map(
    (page) => `<li><a href="toc.xhtml${page === 1 ? '' : '#nowhere'}">${page}</a></li>`,
  );
  const list = `<nav epub:type="page-list" hidden=""><ol>${links.join('')}</ol></nav>`;
  const changed = zipSync({
    ...Object.fromEntries(entries),
    'OEBPS/toc.xhtml': strToU8(first.replace('</body>', `${list}</body>`)),
  });
  const before = countsOf(bytes).nav;
  expect(before.pageList).toBe(0);
  const heard = await countWithFoliate(browser, changed);
  expect(heard).toEqual({ ...before, pageList: 2, lost: ['OEBPS/toc.xhtml#nowhere'], complaints: [] });
  const epubjs = await openEpubjs(browser, changed);
  expect(epubjs.heard).toEqual({ ...before, pageList: 2, lost: [], complaints: [] });
  await epubjs.close();
});
