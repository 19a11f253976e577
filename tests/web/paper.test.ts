/** A web page that a reader prints has all its words, and the draft mark. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { expect, test } from 'vitest';
import { containsWords } from '../../src/core/draft-statement.ts';
import { collectPages } from '../../src/lib/pdf/page-tree.ts';
import { PdfFile } from '../../src/lib/pdf/pdf-file.ts';
import { readVisibleLines } from '../../src/print/printed/visible-text.ts';
import { findBrowser } from '../../src/runtime/browser/find-browser.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { makePages } from './made-pages.ts';

const WIDE = Array.from({ length: 14 }, (_, column) => `Measurement${column}`);
const TEXT = [
  '# Rest\n\nLie down in a dark room.',
  `| ${WIDE.join(' | ')} |\n|${'---|'.repeat(14)}\n| ${WIDE.map((_, column) => `cell${column}`).join(' | ')} |`,
  '<details><summary>More</summary>\n\nWhat is closed on the screen.\n\n</details>',
].join('\n\n');

async function printPage(html: string): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'web-paper-'));
  const { executable, environment } = await findBrowser(undefined, nodeHost);
  const browser = await puppeteer.launch({
    ...{ executablePath: executable, headless: 'shell', args: ['--no-sandbox', '--disable-gpu'] },
    ...(environment && { env: environment }),
  });
  try {
    await writeFile(join(folder, 'page.html'), html);
    const page = await browser.newPage();
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await page.goto(pathToFileURL(join(folder, 'page.html')).href);
    const file = PdfFile.read(await page.pdf({ format: 'a4' }));
    return collectPages(file).flatMap((one) => readVisibleLines(file, one));
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

test('prints everything that is written, also what scrolls or is closed, and the draft mark, without backgrounds', async () => {
  const files = { 'p/publication.yaml': 'title: P\nlanguage: en\nclinical: true\n', 'p/a.md': TEXT };
  const lines = await printPage((await makePages(files, 'file')).get('p.html') ?? '');
  const words = [
    'Draft: not clinically reviewed',
    'Lie down in a dark room.',
    'What is closed on the screen.',
  ];
  expect(words.filter((one) => !containsWords(lines, one))).toEqual([]);
  expect(lines.join('').replace(/[^a-z0-9]/g, '')).toContain('cell0cell1');
  expect(lines.join('')).toContain('13');
});
