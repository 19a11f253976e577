/** Covers are painted and archives deflated by a worker thread once there are many; their bytes are those of this thread. */
import { availableParallelism } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { CoverPainter } from '../../src/epub/cover/rasterize.ts';
import { type PackageFiles, pack } from '../../src/epub/package/zip.ts';
import { TaskThread } from '../../src/runtime/threads/task-thread.ts';
import { context } from './packed.ts';

/** More than are made here before a thread is started. */
const MANY = 10;

const run = vi.spyOn(TaskThread.prototype, 'run');
afterEach(() => run.mockClear());

/** Makes the same file again and again. @returns the distinct files, as text */
async function makeMany(make: () => Promise<Uint8Array>): Promise<readonly string[]> {
  const made = new Set<string>();
  for (let index = 0; index < MANY; index += 1) made.add(Buffer.from(await make()).toString('base64'));
  expect(run).toHaveBeenCalledTimes(availableParallelism() > 1 ? 2 : 0);
  return [...made];
}

test('a thread paints the same cover', async () => {
  const ring = '<circle cx="60" cy="60" r="44" fill="#eef4f5" stroke="#0b4f5c" stroke-width="9"/>';
  const words = '<text x="10" y="80" font-size="30" fill="#0b4f5c">Fever</text>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 160">${ring}${words}</svg>`;
  const files = await makeMany(async () => {
    const painted = await new CoverPainter().paint(svg, 320, context);
    return painted.kind === 'painted' ? painted.png : new Uint8Array();
  });
  expect(files).toHaveLength(1);
  expect(files[0]?.length).toBeGreaterThan(1000);
});

test('a thread packs the same texts and stored files', async () => {
  const files: PackageFiles = {
    ...{ title: 'Fever', packageDocument: '<package/>', ncx: '<ncx/>', navigation: '<html/>' },
    style: 'p { margin: 0 }',
    pages: ['Fever 漢字 \u{1F600} ', 'Cold é ', ''].map((text, index) => ({
      file: `page-${index}.xhtml`,
      xhtml: text.repeat(500),
    })),
    resources: [{ file: 'images/a.jpg', bytes: Uint8Array.of(1, 2, 3) }],
    modified: new Date('2026-03-29T02:30:08Z'),
  };
  expect(await makeMany(() => pack(files))).toHaveLength(1);
});

test('a picture whose drawing is not understood is reported as before', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><ellipse/></svg>';
  expect(await new CoverPainter().paint(svg, 320, context)).toMatchObject({ kind: 'unsupported' });
});
