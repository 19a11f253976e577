/** Writes the pictures of the examples in docs/writing.md: `npm run docs-pictures`. Only those that have changed are written. */
import '../../support/no-canvas.ts';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePng } from '../../../src/proof/bitmap.ts';
import { takePictures } from './example-pictures.ts';
import { isSamePicture, PICTURES } from './picture-files.ts';
import { takeWholePictures } from './whole-examples.ts';

await mkdir(PICTURES, { recursive: true });
const taken = [await takePictures(), await takeWholePictures()].flatMap(({ pictures }) => [...pictures]);
for (const [name, picture] of taken) {
  const path = join(PICTURES, `${name}.png`);
  const now = await readFile(path).catch(() => undefined);
  if (now !== undefined && isSamePicture(now, picture)) continue;
  await writeFile(path, encodePng(picture));
  console.log(path);
}
