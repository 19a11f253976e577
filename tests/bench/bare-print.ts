/**
 * Prints with Puppeteer alone, in a process of its own: the floor of the benchmarks. `node bare-print.ts <tabs> <folder>` prints each `.html`
 * of the folder to a `.pdf` beside it, in that many tabs.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { launch } from 'puppeteer-core';

const [tabs = '1', folder = '.'] = process.argv.slice(2);
// The benchmark has found the browser, so that the floor does not have to.
const { executable, environment, sandboxed } = JSON.parse(process.env.BENCH_BROWSER ?? '{}');

const browser = await launch({
  executablePath: executable,
  env: { ...process.env, ...environment },
  headless: 'shell',
  pipe: true,
  args: sandboxed ? [] : ['--no-sandbox'],
});
const names = (await readdir(folder)).filter((name) => name.endsWith('.html')).sort();
await Promise.all(Array.from({ length: Number(tabs) }, printSome));
await browser.close();

async function printSome(): Promise<void> {
  const page = await browser.newPage();
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    await page.setContent(await readFile(join(folder, name), 'utf8'), { waitUntil: 'load' });
    const bytes = await page.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      tagged: true,
      outline: true,
    });
    await writeFile(join(folder, name.replace(/html$/, 'pdf')), bytes);
  }
}
