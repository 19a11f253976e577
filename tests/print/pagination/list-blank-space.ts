/** Lists the pages of built files that are blank for the most part: `npm run blank-space [folder] [percent]`. */
import '../../support/no-canvas.ts';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { openPdfReader } from '../../../src/proof/pdf-pages.ts';
import { editionOfPath, measureBlankSpace } from '../../support/blank-space.ts';

const [folder = 'dist', least = '50'] = process.argv.slice(2);
const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.pdf')).sort();
const reader = await openPdfReader();
for (const path of paths) {
  const pages = await measureBlankSpace(await readFile(join(folder, path)), editionOfPath(path), reader);
  const listed = pages
    .filter(({ blank }) => blank * 100 >= Number(least))
    .map(
      ({ page, blank, ending }) =>
        `  page ${page}: ${Math.round(blank * 100)} %${ending ? ` (${ending})` : ''}`,
    );
  console.log([`${path}: ${pages.length} pages`, ...listed].join('\n'));
}
await reader.close();
