/** Tests `build` with a text, and with files as bytes. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BuildOptions, build } from '../../../src/index.ts';
import { makeTemporaryUserFolder } from '../../../src/runtime/user-cache.ts';

const TEXT = '# Fever\n\nDrink enough, and rest.\n';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handpress-bytes-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const make = (options: Partial<BuildOptions>) => build({ root, editions: ['epub'], ...options });
const start = (bytes: Uint8Array | undefined): string => new TextDecoder('latin1').decode(bytes?.slice(0, 4));

describe('a text', () => {
  test('becomes files as bytes, and nothing is written', async () => {
    const { ok, files, diagnostics } = await make({ text: TEXT, editions: ['epub', 'handouts-a4'] });
    expect(ok).toBe(true);
    expect(diagnostics.filter(({ code }) => code !== 'sandbox-off')).toEqual([]);
    expect(files.map(({ path, bytes }) => [path, start(bytes)])).toEqual([
      ['document/document-a4.pdf', '%PDF'],
      ['document/document.epub', 'PK\u0003\u0004'],
    ]);
    expect(files.every(({ bytes, size }) => bytes?.length === size)).toBe(true);
    expect(readdirSync(root)).toEqual([]);
    const left = readdirSync(await makeTemporaryUserFolder()).filter((name) => name.startsWith('build-'));
    expect(left).toEqual([]);
  });

  test('gives the same bytes each time', async () => {
    const [one, other] = [await make({ text: TEXT }), await make({ text: TEXT, cache: false })];
    expect(one.files[0]?.digest).toBe(other.files[0]?.digest);
  });

  test('is written where `file` or `out` says, without bytes unless they are asked for', async () => {
    const { files } = await make({ text: TEXT, file: 'fever.epub' });
    expect(files.map(({ path, bytes }) => [path, bytes])).toEqual([['fever.epub', undefined]]);
    const again = await make({ text: TEXT, out: 'made', bytes: true });
    expect(again.files.map(({ path }) => path)).toEqual(['document/document.epub']);
    expect(
      readFileSync(join(root, 'made/document/document.epub')).equals(again.files[0]?.bytes ?? Buffer.of()),
    ).toBe(true);
  });

  test('can use images beside it, and reports its problems at their places', async () => {
    const { diagnostics } = await make({ text: '# Fever\n\n![A bed](bed.png)\n' });
    expect(diagnostics.map(({ code, place }) => [code, place?.file, place?.line])).toEqual([
      ['image-missing', 'document.md', 3],
    ]);
  });

  test('that is empty has a problem of its own', async () => {
    const { ok, diagnostics } = await make({ text: '' });
    expect(ok).toBe(false);
    expect(diagnostics.map(({ code }) => code)).toContain('chapter-empty');
  });

  test('cannot be given with other inputs', async () => {
    const { diagnostics } = await make({ text: TEXT, inputs: ['note.md'] });
    expect(diagnostics.map(({ code }) => code)).toEqual(['option-wrong']);
  });
});

test('files of inputs are returned as bytes, and nothing is written', async () => {
  writeFileSync(join(root, 'note.md'), TEXT);
  const { files } = await make({ inputs: ['note.md'], bytes: true });
  expect(files.map(({ path, bytes }) => [path, start(bytes)])).toEqual([
    ['note/note.epub', 'PK\u0003\u0004'],
  ]);
  expect(readdirSync(root)).toEqual(['note.md']);
  const written = await make({ inputs: ['note.md'] });
  expect(written.files[0]?.digest).toBe(files[0]?.digest);
});
