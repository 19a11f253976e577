/** A single file as output, the standard input, and style sheets of one build. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handpress } from './run.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handpress-output-file-'));
  await writeFile(join(folder, 'note.md'), '# Fever\n\nDrink enough.\n');
  await writeFile(join(folder, 'other.md'), '# Cough\n\nRest.\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = (name: string): Promise<string> => readFile(join(folder, name), 'latin1');
const run = (line: string, text?: string) =>
  handpress(line.split(' '), {
    cwd: folder,
    ...(text !== undefined && { onStart: (child) => void child.stdin?.end(text) }),
  });

describe('-o with the name of a file', () => {
  test('makes this file and nothing beside it', async () => {
    const { code, stdout, stderr } = await run('build note.md -o fever.epub');
    expect([code, stdout]).toEqual([0, 'fever.epub\n']);
    expect(stderr).toContain('made fever.epub\n');
    expect((await readdir(folder)).toSorted()).toEqual(['fever.epub', 'note.md', 'other.md']);
  });

  test('makes one PDF, and in the edition that is asked for', async () => {
    expect((await run('note.md -o fever.pdf')).stdout).toBe('fever.pdf\n');
    expect(await read('fever.pdf')).toMatch(/^%PDF/);
    expect((await run('note.md -o deep/fever.pdf --edition a5')).stdout).toBe('deep/fever.pdf\n');
    expect(await read('deep/fever.pdf')).not.toBe(await read('fever.pdf'));
  });

  test('replaces what it wrote, keeps it if nothing has changed, and names it in the JSON', async () => {
    await run('build other.md -o cough.epub');
    const before = await read('cough.epub');
    await writeFile(join(folder, 'other.md'), '# Cough\n\nRest a lot.\n');
    expect((await run('build other.md -o cough.epub')).stderr).toContain('made cough.epub');
    expect(await read('cough.epub')).not.toBe(before);
    const { stdout, stderr } = await run('build other.md -o cough.epub --format json');
    expect(stderr).toContain('kept cough.epub');
    expect(JSON.parse(stdout).files).toMatchObject([{ path: 'cough.epub', edition: 'epub' }]);
  });

  test('replaces no file that it did not write, nor one that was changed since', async () => {
    await writeFile(join(folder, 'mine.pdf'), 'of another program');
    const { code, stdout, stderr } = await run('build note.md -o mine.pdf');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('`mine.pdf` is not a file that Handpress wrote.');
    expect(await read('mine.pdf')).toBe('of another program');
    await run('build note.md -o annotated.epub');
    await writeFile(join(folder, 'annotated.epub'), 'with notes');
    expect((await run('build note.md -o annotated.epub')).stderr).toContain(
      'was changed after Handpress wrote it',
    );
    expect(await read('annotated.epub')).toBe('with notes');
  });

  test.each([
    ['build note.md other.md -o both.epub', '`both.epub` is one file, but 2 would be made.'],
    ['build note.md -o x.pdf --proof', '`--proof` needs a folder for the pictures; it has the file `x.pdf`.'],
    ['build note.md -o x.pdf --epub', '`--epub` needs a name in `.epub`; it has the file `x.pdf`.'],
    ['build note.md -o x.pdf --edition epub', 'None of the publications has the edition `epub`.'],
  ])('%s', async (line, expected) => {
    const { code, stdout, stderr } = await run(line);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(expected);
  });
});

describe('the standard input', () => {
  test('is a text in the current folder', async () => {
    const { code, stdout } = await run('build - --epub', '# From elsewhere\n\nWords.\n');
    expect([code, stdout]).toEqual([0, 'document/document.epub\n']);
    expect(await read('dist/document/document.epub')).toContain('mimetype');
  });

  test('makes a named file, and its problems have places', async () => {
    expect((await run('- -o named.epub', '# A\n\nWords.\n')).stdout).toBe('named.epub\n');
    const { code, stderr } = await run('check -', '# A\n\n![](nothing.png)\n');
    expect(code).toBe(0);
    expect(stderr).toContain('document.md:3:1  warning  image-missing');
  });

  test('may be empty', async () => {
    const { code, stderr } = await run('build -', '');
    expect(code).toBe(1);
    expect(stderr).toContain('document.md:1:1  error  chapter-empty');
  });
});

describe('--css', () => {
  test('adds a style sheet, whose addresses are relative to it', async () => {
    await writeFile(join(folder, 'wide.css'), 'p { letter-spacing: 2px; }');
    await run('build note.md -o plain.epub');
    await run('build note.md -o wide.epub --css wide.css');
    expect((await read('wide.epub')).length).toBeGreaterThan((await read('plain.epub')).length);
    await writeFile(join(folder, 'wide.css'), 'p { background: url(nothing.png); }');
    const { stderr } = await run('build note.md -o wide.epub --css wide.css');
    expect(stderr).toContain('wide.css:1:17  error  style-address-refused');
  });

  test.each([
    ['nothing.css', 'There is no `nothing.css`'],
    ['../outside.css', '`--css` needs a `.css` file in the project; it has `../outside.css`.'],
    ['note.md', '`--css` needs a `.css` file in the project; it has `note.md`.'],
  ])('%s', async (name, expected) => {
    const { code, stderr } = await run(`build note.md --epub --css ${name}`);
    expect(code).toBe(2);
    expect(stderr).toContain(expected);
  });
});
