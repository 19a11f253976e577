/** A cover in CMYK: the e-book for older readers has it in RGB. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convertIndexedToRgb, decode } from 'fast-png';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build } from '../../../src/index.ts';
import { jpeg } from '../../support/pictures.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handpress-cmyk-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('converts a CMYK cover, and warns of it only in the other e-book', async () => {
  mkdirSync(join(root, 'content/b'), { recursive: true });
  writeFileSync(join(root, 'content/b/a.md'), '# A\n\nWords.\n');
  writeFileSync(
    join(root, 'content/b/publication.yaml'),
    'title: B\npublisher: C\ncover: c.jpg\neditions: [epub, epub-compatible]\n',
  );
  const red = [200, 0, 0] as const;
  writeFileSync(
    join(root, 'content/b/c.jpg'),
    jpeg(
      [
        [red, red],
        [red, red],
      ],
      { cmyk: true },
    ),
  );
  const kindsIn = async (edition: string) => {
    const { diagnostics } = await build({ root, editions: [edition], cache: false });
    return diagnostics.flatMap(({ code, message }) =>
      code === 'cover-unfit' ? [/CMYK|pixels/.exec(message)?.[0]] : [],
    );
  };
  expect(await kindsIn('epub')).toEqual(['CMYK', 'pixels']);
  expect(await kindsIn('epub-compatible')).toEqual(['pixels']);
  const archive = unzipSync(readFileSync(join(root, 'dist/b/b-compatible.epub')));
  const image = decode(archive['OEBPS/images/cover.png'] ?? new Uint8Array());
  const pixels = image.palette === undefined ? image.data : convertIndexedToRgb(image);
  expect(pixels[0]).toBeGreaterThan(150);
  expect(pixels[1]).toBeLessThan(90);
}, 60_000);
