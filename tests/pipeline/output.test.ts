/** The output folder: a build replaces and removes only files that Handpress wrote and that no one has changed since. */
import { createHash, randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Host } from '../../src/core/host.ts';
import { type BuildOptions, type Manifest, mergeManifests } from '../../src/index.ts';
import { KnownFiles } from '../../src/pipeline/manifest/known-files.ts';
import { PortablePaths } from '../../src/runtime/cache/host-queries.ts';
import { RecordingSession } from '../../src/runtime/cache/recording-host.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { guardedHost } from '../support/context.ts';
import { openProject, type Project } from './incremental/project.ts';

const EPUB = 'dist/note/note.epub';
const note = (text: string): string => `---\neditions: [epub]\n---\n\n# Note\n\n${text}\n`;

let project: Project;
beforeEach(async () => {
  project = await openProject({ 'content/note.md': note('Rest.') });
});
afterEach(() => project.remove());

const at = (path: string): string => join(project.root, path);
const text = (path: string): Promise<string> => readFile(at(path), 'utf8');
const digest = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const hiddenFiles = async (): Promise<readonly string[]> =>
  (await readdir(at('dist'), { recursive: true })).filter((name) => /(?:^|\/)\./.test(name));

async function codes(options: BuildOptions = {}): Promise<readonly string[]> {
  const { result } = await project.build(options);
  return result.diagnostics.map(({ code }) => code);
}

describe('a file that Handpress did not write', () => {
  test('is an error with its name, and stays', async () => {
    await project.write({ [EPUB]: 'a file of the ward' });
    const { result, made } = await project.build();
    expect(result).toMatchObject({ ok: false, files: [] });
    // No file is shown as made that was not written.
    expect(made).toEqual([]);
    expect(result.diagnostics[0]).toMatchObject({ code: 'output-in-way', domain: 'usage' });
    expect(result.diagnostics[0]?.message).toContain(
      '`dist/note/note.epub` is not a file that Handpress wrote.',
    );
    expect(await text(EPUB)).toBe('a file of the ward');
    expect(await hiddenFiles()).toEqual([]);
  });

  test('is accepted if it has the bytes that are to be written', async () => {
    await project.build();
    const other = await openProject({ 'content/note.md': note('Rest.'), [EPUB]: await readFile(at(EPUB)) });
    try {
      expect((await other.build()).result.diagnostics).toEqual([]);
    } finally {
      await other.remove();
    }
  });

  test('is an error if it is a folder', async () => {
    await project.write({ [`${EPUB}/inside.txt`]: 'kept' });
    expect(await codes()).toEqual(['output-in-way']);
    expect(await text(`${EPUB}/inside.txt`)).toBe('kept');
  });
});

describe('a file that was changed after Handpress wrote it', () => {
  test('is an error, after a change of the text and without one', async () => {
    await project.build();
    await project.write({ [EPUB]: 'with notes of a reader' });
    for (const words of ['Rest.', 'Drink.']) {
      await project.write({ 'content/note.md': note(words) });
      const { result } = await project.build();
      expect(result.diagnostics.map(({ code }) => code)).toEqual(['output-in-way']);
      expect(result.diagnostics[0]?.message).toContain('was changed after Handpress wrote it');
      expect(await text(EPUB)).toBe('with notes of a reader');
    }
  });

  test('is replaced after it was removed', async () => {
    await project.build();
    const before = await project.published();
    await project.write({ [EPUB]: 'with notes of a reader' });
    await cp(at(EPUB), at('mine.epub'));
    await rm(at(EPUB));
    expect(await codes()).toEqual([]);
    expect(await project.published()).toEqual(before);
  });

  test('stays with a note if its edition no longer has it', async () => {
    await project.build();
    const manifest: Manifest = JSON.parse(await text('dist/manifest.json'));
    const [first] = manifest.publications;
    const old = ['kept', 'gone'].map((name) => ({
      ...{ path: `note/${name}.epub`, edition: 'epub', mediaType: 'x', size: 3 },
      digest: digest('old'),
    }));
    const publications = [{ ...first, files: [...(first?.files ?? []), ...old] }];
    await project.write({
      'dist/manifest.json': JSON.stringify({ ...manifest, publications }),
      'dist/note/kept.epub': 'edited',
      'dist/note/gone.epub': 'old',
    });
    expect(await codes()).toEqual(['output-kept']);
    expect(await readdir(at('dist/note'))).toEqual(['kept.epub', 'note.epub']);
  });
});

describe('a `manifest.json` of another program', () => {
  test.each(['{ "name": "Ward", "start_url": "/" }', 'no JSON', '{"publications": []}'])(
    'is an error before anything is written: %s',
    async (manifest) => {
      await project.write({ 'dist/manifest.json': manifest });
      const { result } = await project.build();
      expect(result.diagnostics.map(({ code }) => code)).toEqual(['manifest-foreign']);
      expect(await text('dist/manifest.json')).toBe(manifest);
      expect(await readdir(at('dist'))).toEqual(['manifest.json']);
    },
  );

  test('is an error after a build, too, although nothing else has changed', async () => {
    await project.build();
    await project.build();
    await project.write({ 'dist/manifest.json': '{ "name": "Ward" }' });
    expect(await codes()).toEqual(['manifest-foreign']);
    expect(await text('dist/manifest.json')).toBe('{ "name": "Ward" }');
  });
});

describe('a file that this build has read', () => {
  test('is never replaced, even if the manifest names it with its digest', async () => {
    await project.write({ 'dist/note/a.png': 'a picture' });
    const known = (inputs: readonly string[]) => {
      const isInput = async (path: string) => inputs.includes(path);
      const files = new KnownFiles({
        ...{ out: at('dist'), host: nodeHost, isInput },
        listRecorded: async () => [],
      });
      files.learn([{ path: 'note/a.png', digest: digest('a picture') }]);
      return files;
    };
    expect(await known([]).inspect('note/a.png', digest('other'))).toBe('ours');
    const read = known([realpathSync(at('dist/note/a.png'))]);
    expect(await read.inspect('note/a.png', digest('other'))).toBe('input');
    expect(await read.inspect('note/a.png')).toBe('input');
  });

  test('is known by its place without links, and from cached results', async () => {
    await symlink(at('content/note.md'), at('linked.md'));
    const session = new RecordingSession(guardedHost(project.root), new PortablePaths(project.root));
    const real = realpathSync(at('content/note.md'));
    expect(await session.hasRead(real)).toBe(false);
    await session.openHost().read(at('linked.md'));
    expect(await session.hasRead(real)).toBe(true);
    await project.write({ 'content/other.md': 'Other.', 'content/third.md': 'Third.' });
    session.noteDependencies([
      ['read ./content/other.md', 'digest'],
      ['kind ./content/third.md', 'file'],
    ]);
    expect(await session.hasRead(realpathSync(at('content/other.md')))).toBe(true);
    expect(await session.hasRead(realpathSync(at('content/third.md')))).toBe(false);
  });
});

describe('a killed build', () => {
  const OWNER = `99999999 ${hostname()}`;
  const record = async (bytes: string, owner = OWNER): Promise<string> => {
    const path = `dist/.manifest.json.${randomUUID()}.files`;
    const files = [{ path: 'note/note.epub', digest: digest(bytes) }];
    await project.write({ [path]: JSON.stringify({ owner, files }) });
    return path;
  };

  test('leaves files that the next build replaces, and temporary files that it removes', async () => {
    await record('of the killed build');
    await project.write({
      [EPUB]: 'of the killed build',
      [`dist/note/.note.epub.${randomUUID()}.tmp`]: 'half',
      [`dist/.manifest.json.${randomUUID()}.tmp`]: '{',
      'dist/note/.mine.tmp': 'not ours',
    });
    expect(await codes()).toEqual([]);
    expect((await readFile(at(EPUB))).subarray(0, 2).toString()).toBe('PK');
    expect(await hiddenFiles()).toEqual(['note/.mine.tmp']);
  });

  test('is remembered until each of its files was built again', async () => {
    const path = await record('of the killed build');
    await project.write({
      [EPUB]: 'of the killed build',
      'content/other.md': note('Other.'),
    });
    await project.build({ inputs: ['content/other.md'] });
    expect(await text(path)).toContain('note/note.epub');
    expect(await codes()).toEqual([]);
    expect(await hiddenFiles()).toEqual([]);
  });

  test('gives no right over files that were changed afterward', async () => {
    await record('of the killed build');
    await project.write({ [EPUB]: 'changed' });
    expect(await codes()).toEqual(['output-in-way']);
    expect(await text(EPUB)).toBe('changed');
  });

  test('does not lose the temporary files of a running build', async () => {
    await record('of a running build', `${process.pid} ${hostname()}`);
    const temporary = `dist/note/.note.epub.${randomUUID()}.tmp`;
    await project.write({ [temporary]: 'half' });
    expect(await codes()).toEqual([]);
    expect(await text(temporary)).toBe('half');
  });

  test('has recorded its files before the first of them gets its name', async () => {
    const seen: (readonly string[])[] = [];
    const host: Host = {
      ...nodeHost,
      write: async (files) => {
        if ([...files.keys()].some((path) => path.endsWith('.epub'))) seen.push(await readdir(at('dist')));
        return nodeHost.write(files);
      },
    };
    await mkdir(at('dist'));
    await project.build({ host });
    expect(seen).toEqual([
      [expect.stringMatching(/^\.manifest\.json\.[0-9a-f-]{36}\.files$/), '.manifest.json.lock'],
    ]);
    expect(await hiddenFiles()).toEqual([]);
  });
});

describe('parts of a divided build', () => {
  const part = (index: number): BuildOptions => ({ shard: { index, count: 2 }, cache: false });

  test('in one folder do not make the files of other parts strangers', async () => {
    await project.write({ 'content/other.md': note('Other.') });
    await project.build(part(1));
    await project.build(part(2));
    await project.write({ 'content/note.md': note('Drink.'), 'content/other.md': note('Others.') });
    expect(await codes()).toEqual([]);
    expect(await hiddenFiles()).toEqual([]);
  });

  test('are not merged over files of the user, and nothing is written', async () => {
    await project.write({ 'content/other.md': note('Other.'), 'whole/note/note.epub': 'a file of the ward' });
    for (const index of [1, 2]) await project.build({ ...part(index), out: `part-${index}` });
    const parts = ['part-1', 'part-2'];
    const result = await mergeManifests({ root: project.root, parts, out: 'whole' });
    expect(result.diagnostics.map(({ code }) => code)).toEqual(['output-in-way']);
    expect(await text('whole/note/note.epub')).toBe('a file of the ward');
    expect(await readdir(at('whole'))).toEqual(['note']);
    await writeFile(at('whole/manifest.json'), '{}');
    const foreign = await mergeManifests({ root: project.root, parts, out: 'whole' });
    expect(foreign.diagnostics.map(({ code }) => code)).toEqual(['manifest-foreign']);
  });
});

describe('editions that no publication has', () => {
  const editions = ['epub', 'book-a5'];

  test('are a warning where others are made, in each build', async () => {
    for (const run of [1, 2]) {
      const { result } = await project.build({ editions });
      expect(result.ok, `build ${run}`).toBe(true);
      expect(result.diagnostics).toMatchObject([{ code: 'edition-none', severity: 'warning' }]);
      expect(result.diagnostics[0]?.message).toContain('the edition `book-a5`');
    }
  });

  test('are an error where nothing is made', async () => {
    const { result } = await project.build({ editions: ['book-a5'] });
    expect(result.diagnostics).toMatchObject([{ code: 'edition-none', severity: 'error' }]);
  });
});
