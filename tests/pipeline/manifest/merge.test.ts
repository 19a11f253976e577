/** Merging the parts of a divided build: the bytes of one machine, or a refusal that writes nothing. */
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { build, type Manifest, mergeManifests } from '../../../src/index.ts';

const COUNT = 3;
const PARTS = Array.from({ length: COUNT }, (_, at) => `part-${at + 1}`);
let made = '';
let root = '';

beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'handpress-parts-'));
  const editions = ['epub'];
  for (const name of ['Fever', 'Cold', 'Cough', 'Rash']) {
    await write(made, `content/${name.toLowerCase()}.md`, `# ${name}\n\nRest.\n`);
  }
  for (const [at, out] of PARTS.entries()) {
    await build({ root: made, out, editions, shard: { index: at + 1, count: COUNT }, cache: false });
  }
  await build({ root: made, out: 'whole', editions, cache: false });
});
afterAll(() => rm(made, { recursive: true, force: true }));

beforeEach(async () => {
  root = await mkdtemp(join(made, 'case-'));
  for (const part of PARTS) await cp(join(made, part), join(root, part), { recursive: true });
});

async function write(folder: string, path: string, text: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** Returns every file below a folder with its bytes; none if there is no folder. */
async function contentOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map((path) => readFile(path, 'latin1')));
  return Object.fromEntries(files.map((path, at) => [path.slice(folder.length + 1), texts[at] ?? '']));
}

const merge = (parts: readonly string[] = PARTS, out = 'out') => mergeManifests({ root, parts, out });

async function edit(part: string, change: (text: string) => string): Promise<void> {
  const path = join(root, part, 'manifest.json');
  await writeFile(path, change(await readFile(path, 'utf8')));
}

const manifestOf = async (part: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(root, part, 'manifest.json'), 'utf8'));

describe('merging', () => {
  test('writes the same bytes as one machine, in any order of the parts', async () => {
    const result = await merge([...PARTS].reverse());
    expect(result.diagnostics).toEqual([]);
    const whole = await contentOf(join(made, 'whole'));
    expect(Object.keys(whole)).toHaveLength(5);
    expect(await contentOf(join(root, 'out'))).toEqual(whole);
    expect(result.files.map(({ path }) => path)).toEqual(
      Object.keys(whole)
        .filter((path) => path !== 'manifest.json')
        .sort(),
    );
  });

  test('merges into the folder of a part, and accepts a part twice', async () => {
    await cp(join(root, 'part-1'), join(root, 'again'), { recursive: true });
    expect((await merge([...PARTS, 'again'], 'part-1')).diagnostics).toEqual([]);
    expect(await contentOf(join(root, 'part-1'))).toEqual(await contentOf(join(made, 'whole')));
  });

  test('merges into a former build: keeps other publications, and removes files that an edition no longer has', async () => {
    await cp(join(made, 'whole'), join(root, 'out'), { recursive: true });
    const { handpress, publications } = await manifestOf('out');
    const former = (path: string) => ({
      path,
      edition: 'epub',
      mediaType: 'x',
      digest: createHash('sha256').update('old').digest('hex'),
      size: 3,
    });
    const [cold, ...others] = publications.map((publication) =>
      publication.id === 'cold'
        ? { ...publication, files: [...publication.files, former('cold/old.epub')] }
        : publication,
    );
    const stays = {
      id: 'zoster',
      title: 'Z',
      language: 'en',
      status: 'draft',
      files: [former('zoster/z.epub')],
    };
    const all = JSON.stringify({ handpress, publications: [cold, ...others, stays] });
    await writeFile(join(root, 'out/manifest.json'), all);
    await write(root, 'out/cold/old.epub', 'old');
    expect((await merge()).diagnostics).toEqual([]);
    expect((await manifestOf('out')).publications).toEqual([...publications, stays]);
    expect(Object.keys(await contentOf(join(root, 'out/cold')))).toEqual(['cold.epub']);
  });

  test('merges parts that had nothing to do', async () => {
    for (const index of [1, 2]) {
      const out = join(root, `one-${index}`);
      const result = await build({
        root: made,
        out,
        inputs: ['fever'],
        editions: ['epub'],
        shard: { index, count: 2 },
      });
      expect(result.diagnostics.map(({ code }) => code)).toEqual(index === 2 ? ['shard-empty'] : []);
    }
    const result = await merge(['one-1', 'one-2']);
    expect([result.ok, result.files.map(({ path }) => path)]).toEqual([true, ['fever/fever.epub']]);
  });
});

describe('merging is refused', () => {
  /** Expects these codes and that nothing is written. */
  async function expectRefusal(codes: readonly string[], parts?: readonly string[]) {
    const before = await contentOf(root);
    const { ok, files, diagnostics } = await merge(parts);
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
    expect([ok, files]).toEqual([false, []]);
    expect(await contentOf(root)).toEqual(before);
    return diagnostics;
  }

  test('refuses a missing part and a folder that is no part', async () => {
    await expectRefusal(['part-missing'], [...PARTS, 'nowhere']);
    await cp(join(made, 'whole'), join(root, 'whole'), { recursive: true });
    await expectRefusal(['part-whole'], ['part-1', 'part-2', 'whole']);
  });

  test('refuses an incomplete set of parts', async () => {
    const [problem] = await expectRefusal(['parts-incomplete'], ['part-2']);
    expect(problem?.message).toBe('Parts are missing: 1/3, 3/3.');
  });

  test('refuses parts of two versions, of two numbers, and of two divisions', async () => {
    await edit('part-2', (text) => text.replace(/"handpress": ".*?"/, '"handpress": "0.0.1"'));
    await expectRefusal(['parts-differ']);
    await cp(join(made, 'part-2'), join(root, 'part-2'), { recursive: true });
    await edit('part-2', (text) => text.replace('"2/3"', '"2/4"'));
    await expectRefusal(['parts-differ']);
    await rm(join(root, 'part-2'), { recursive: true });
    const shard = { index: 2, count: COUNT };
    await build({
      root: made,
      out: join(root, 'part-2'),
      inputs: ['fever', 'cold'],
      editions: ['epub'],
      shard,
    });
    const [problem] = await expectRefusal(['parts-differ']);
    expect(problem?.message).toContain('divided differently');
  });

  test('refuses one part twice with different content', async () => {
    await cp(join(root, 'part-1'), join(root, 'again'), { recursive: true });
    await edit('again', (text) => text.replace(/"title": ".*?"/, '"title": "Another"'));
    await expectRefusal(['part-twice'], [...PARTS, 'again']);
  });

  test('refuses two publications with one id in different parts', async () => {
    const { publications } = await manifestOf('part-1');
    const id = publications[0]?.id ?? '';
    await edit('part-2', (text) => text.replace(/"id": ".*?"/, `"id": "${id.toUpperCase()}"`));
    await expectRefusal(['publication-id-duplicate']);
  });

  test('refuses one file in two parts', async () => {
    const path = (await manifestOf('part-1')).publications[0]?.files[0]?.path ?? '';
    await edit('part-2', (text) => text.replace(/"path": ".*?"/, `"path": "${path}"`));
    await expectRefusal(['part-path-twice']);
  });

  test('refuses a file that was changed in any byte, is missing, or is a link out of the folder', async () => {
    const path = (await manifestOf('part-1')).publications[0]?.files[0]?.path ?? '';
    const file = join(root, 'part-1', path);
    const bytes = await readFile(file);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await writeFile(file, bytes);
    await expectRefusal(['part-file-wrong']);
    await rename(file, join(root, 'elsewhere'));
    await expectRefusal(['part-file-wrong']);
    await cp(join(made, 'part-1', path), join(root, 'elsewhere'));
    await symlink(join(root, 'elsewhere'), file);
    const [problem] = await expectRefusal(['part-file-wrong']);
    expect(problem?.message).toContain('is a link out of its part');
  });

  const digest = /"digest": "([0-9a-f]{64})"/;
  test.each<[what: string, line: number, change: (text: string) => string]>([
    ['no JSON', 1, () => 'no JSON'],
    ['nothing', 1, () => ''],
    ['a list', 1, () => '[]'],
    ['JSON that breaks off', 7, (text) => text.split('\n').slice(0, 7).join('\n')],
    ['a path that leads out', 13, (text) => text.replace(/"path": ".*?"/, '"path": "../../etc/passwd"')],
    ['an absolute path', 13, (text) => text.replace(/"path": ".*?"/, '"path": "/etc/passwd"')],
    ['a path with a backslash', 13, (text) => text.replace(/"path": ".*?"/, String.raw`"path": "..\\x"`)],
    ['a path of another disk', 13, (text) => text.replace(/"path": ".*?"/, '"path": "C:x"')],
    ['the manifest itself', 13, (text) => text.replace(/"path": ".*?"/, '"path": "manifest.json"')],
    ['no digest', 16, (text) => text.replace(digest, '"digest": "abc"')],
    ['a size that is none', 17, (text) => text.replace(/"size": \d+/, '"size": -1')],
    ['a size as text', 17, (text) => text.replace(/"size": \d+/, '"size": "5"')],
    ['a missing key', 12, (text) => text.replace(/"edition": ".*?",/, '')],
    ['a key that no build writes', 1, (text) => text.replace('{', '{"extra": 1,')],
    ['a part that there is not', 3, (text) => text.replace('"1/3"', '"4/3"')],
  ])('a manifest edited by hand: %s', async (_, line, change) => {
    await edit('part-1', change);
    const [problem] = await expectRefusal(['part-broken']);
    expect(problem?.place).toMatchObject({ file: 'part-1/manifest.json' });
    expect(problem?.place?.line, problem?.message).toBe(line);
  });

  test('reports an output folder that cannot be written', async () => {
    await writeFile(join(root, 'file'), 'a file');
    const { ok, diagnostics } = await merge(PARTS, 'file/out');
    expect([ok, diagnostics.map(({ code }) => code)]).toEqual([false, ['output-unwritable']]);
  });
});
