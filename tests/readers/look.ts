/**
 * Makes contact sheets of an e-book in epub.js and, where it is installed, in MuPDF: `node tests/readers/look.ts <x.epub> <folder>`.
 * `handpress build --proof` makes one with foliate-js.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { pixelsToPoints } from '../../src/proof/arrange.ts';
import { decodePng } from '../../src/proof/bitmap.ts';
import { renderContactSheets } from '../../src/proof/contact-sheet.ts';
import { SCREEN_SIZE } from '../../src/proof/reading-system.ts';
import { launchBrowser } from '../../src/runtime/browser/browser.ts';
import { findBrowser } from '../../src/runtime/browser/find-browser.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { openEpubjs } from './epubjs.ts';
import { isInstalled, paintByMupdf } from './installed.ts';

const { signal } = new AbortController();
const [epub, folder] = process.argv.slice(2);
if (epub === undefined || folder === undefined) {
  console.error('Usage: node tests/readers/look.ts <x.epub> <folder>');
  process.exitCode = 2;
} else {
  await write('epubjs', await inEpubjs(await readFile(epub)));
  if (await isInstalled('mutool', '-v')) await write('mupdf', await inMupdf(epub));
  else console.log('MuPDF: not run (no mutool)');
}

async function write(reader: string, pngs: readonly Uint8Array[]): Promise<void> {
  const pages = {
    sizes: pngs.map(() => pixelsToPoints(SCREEN_SIZE)),
    render: async (page: number) => decodePng(pngs[page - 1] ?? new Uint8Array(), SCREEN_SIZE),
    close: () => undefined,
  };
  const sheets = await renderContactSheets(pages, { facing: 'none', labels: [] }, signal);
  for (const [index, sheet] of sheets.entries()) {
    const path = join(folder ?? '', `${basename(epub ?? '', '.epub')}.${reader}-${index + 1}.png`);
    await writeFile(path, sheet);
    console.log(path);
  }
}

/** The first screen of each document. */
async function inEpubjs(bytes: Uint8Array): Promise<readonly Uint8Array[]> {
  const browser = await launchBrowser(await findBrowser(undefined, nodeHost), { debug: false, signal });
  try {
    const { heard, show, picture } = await openEpubjs(browser, bytes);
    const pngs: Uint8Array[] = [];
    for (let index = 0; index < heard.spine; index += 1) {
      await show(index);
      pngs.push(await picture());
    }
    return pngs;
  } finally {
    await browser.close();
  }
}

async function inMupdf(path: string): Promise<readonly Uint8Array[]> {
  const work = await mkdtemp(join(tmpdir(), 'handpress-look-'));
  try {
    return await Promise.all((await paintByMupdf(path, work)).map((file) => readFile(file)));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
