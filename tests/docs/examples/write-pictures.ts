/** Writes the pictures of the examples in docs/writing.md: `npm run docs-pictures`. Only those that have changed are written. */
import '../../support/no-canvas.ts';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePng } from '../../../src/proof/bitmap.ts';
import { takePictures } from './example-pictures.ts';
import { isSamePicture, PICTURES } from './picture-files.ts';

await mkdir(PICTURES, { recursive: true });
for (const [name, picture] of (await takePictures()).pictures) {
  const path = join(PICTURES, `${name}.png`);
  const now = await readFile(path).catch(() => undefined);
  if (now !== undefined && isSamePicture(now, picture)) continue;
  await writeFile(path, encodePng(picture));
  console.log(path);
}
