/** A real disk that is full, read-only, or written to by two builds at once: no published file is lost. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { handpress } from '../cli/run.ts';
import { digestsIn } from '../pipeline/incremental/project.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handpress-disk-'));
  await writeFile(join(folder, 'one.md'), '# One\n\nDrink enough.\n');
  await writeFile(join(folder, 'two.md'), '# Two\n\nRest.\n');
  await mkdir(join(folder, 'dist'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const out = (): string => join(folder, 'dist');
const build = (...args: string[]) => handpress(['build', ...args, '--edition', 'epub'], { cwd: folder });

/** Parses a manifest, which fails if the file is not complete. */
const manifestIds = async (): Promise<readonly string[]> => {
  const manifest: { publications: { id: string }[] } = JSON.parse(
    await readFile(join(out(), 'manifest.json'), 'utf8'),
  );
  return manifest.publications.map(({ id }) => id);
};

/** @param options of tmpfs */
async function mounted(options: string, work: () => Promise<void>): Promise<void> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', out()]);
  try {
    await work();
  } finally {
    execFileSync('umount', [out()]);
  }
}

describe.skipIf(!canMount())('a disk (skipped without mount permission)', () => {
  test('that fills up during a write is reported, and former files stay unchanged', async () => {
    await mounted('size=100k', async () => {
      expect((await build('one.md')).code).toBe(0);
      const before = await digestsIn(out());
      execFileSync('sh', ['-c', 'head -c 1000000 /dev/zero > filler || true'], {
        cwd: out(),
        stdio: 'ignore',
      });
      await writeFile(join(folder, 'one.md'), '# One\n\nDrink more.\n');
      const { code, stderr } = await build('one.md');
      expect(stderr).toContain('the disk is full');
      expect(code).toBe(3);
      await rm(join(out(), 'filler'));
      expect(await digestsIn(out())).toEqual(before);
    });
  });

  test('that is read-only is reported', async () => {
    await mounted('ro', async () => {
      const { code, stderr } = await build('one.md');
      expect(stderr).toContain('permission is denied');
      expect(code).toBe(3);
      expect(await readdir(out())).toEqual([]);
    });
  });

  test('that fills up while one of two publications is written has a correct manifest', async () => {
    await mounted('size=90k', async () => {
      const { code } = await build('one.md', 'two.md');
      const files = (await readdir(out(), { recursive: true })).filter((path) => path.endsWith('.epub'));
      expect(files.map((path) => path.split('/')[0]).sort()).toEqual([...(await manifestIds())].sort());
      expect(code).toBe(files.length === 2 ? 0 : 3);
    });
  });
});

test('two builds into one folder leave complete files and a complete manifest', async () => {
  const all = await Promise.all([build('one.md'), build('two.md'), build('one.md', 'two.md')]);
  expect(all.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect([...(await manifestIds())].sort()).toEqual(['one', 'two']);
  const left = await readdir(out(), { recursive: true });
  expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  const together = await digestsIn(out());
  await rm(out(), { recursive: true });
  await build('one.md', 'two.md', '--no-cache');
  const { 'manifest.json': _, ...files } = await digestsIn(out());
  expect(together).toMatchObject(files);
  await build('one.md', 'two.md');
  expect(await manifestIds()).toEqual(['one', 'two']);
});

/** Whether file systems can be mounted here, which requires root. */
function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
