/**
 * Reads MiniSearch (https://lucaong.github.io/minisearch/), which finds words in the browser, as a script for pages: with its
 * license, and without its comments, which are half of it.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A comment on lines of its own, as the compiler of MiniSearch writes those that document it. */
const DOC_COMMENT = /^[ \t]*\/\*\*(?:[^*]|\*(?!\/))*\*\/\n/gm;
const LINE_COMMENT = /^[ \t]*\/\/.*\n?/gm;

/** Returns the script. It defines `MiniSearch` in the page. */
export async function readSearchLibrary(): Promise<string> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('minisearch')), '..', '..');
  const [code, license] = await Promise.all(
    ['dist/umd/index.js', 'LICENSE.txt'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  if (code === undefined || license === undefined) throw new Error('MiniSearch is incomplete');
  const notice = `/*!\nMiniSearch, https://github.com/lucaong/minisearch\n\n${license.trim()}\n*/\n`;
  return notice + code.replace(DOC_COMMENT, '').replace(LINE_COMMENT, '');
}
