/** Runs reading systems that may be installed as programs: MuPDF and calibre. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** MuPDF's own JavaScript. */
const COUNT = `
function count(entries) {
  var found = 0;
  if (entries) entries.forEach(function (entry) { found += 1 + count(entry.down); });
  return found;
}
var book = Document.openDocument ? Document.openDocument(scriptArgs[0]) : new Document(scriptArgs[0]);
print(JSON.stringify({ pages: book.countPages(), contents: count(book.loadOutline()) }));
`;

/** Whether the program is there and starts. */
export const isInstalled = (program: string, version: string): Promise<boolean> =>
  run(program, [version]).then(
    () => true,
    // It may print its version and fail all the same.
    (error: { code?: unknown }) => typeof error.code === 'number',
  );

/** @param folder for its script @returns what `mutool` counts; it knows neither landmarks nor a page list */
export async function countWithMupdf(
  epub: string,
  folder: string,
): Promise<{ readonly pages: number; readonly contents: number }> {
  const script = join(folder, 'count.js');
  await writeFile(script, COUNT);
  const { stdout } = await run('mutool', ['run', script, epub]);
  return JSON.parse(stdout);
}

/** Paints every page as PNG. @param folder empty @returns their paths, in order */
export async function paintByMupdf(epub: string, folder: string): Promise<readonly string[]> {
  const size = ['-W', '390', '-H', '700', '-S', '13', '-r', '72', '-c', 'rgb'];
  await run('mutool', ['draw', ...size, '-o', join(folder, '%d.png'), epub]);
  const { stdout } = await run('mutool', ['draw', ...size, '-F', 'trace', '-o', '-', epub], {
    maxBuffer: 1 << 28,
  });
  const pages = stdout.match(/<page /g)?.length ?? 0;
  return Array.from({ length: pages }, (_, index) => join(folder, `${index + 1}.png`));
}

/** Converts an e-book for Kindle. */
export async function convertByCalibre(epub: string, folder: string): Promise<Uint8Array> {
  const azw3 = join(folder, 'converted.azw3');
  await run('ebook-convert', [epub, azw3], { maxBuffer: 1 << 28 });
  return readFile(azw3);
}
