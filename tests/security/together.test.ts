/** Tests parallel builds into one folder: every file is complete, and the manifest lists them all. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { handpress } from '../cli/run.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handpress-together-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const ids = (): readonly string[] => {
  const manifest: { publications: { id: string }[] } = JSON.parse(
    readFileSync(join(root, 'dist/manifest.json'), 'utf8'),
  );
  return manifest.publications.map(({ id }) => id);
};

const build = (what: string) => handpress(['build', what, '--edition', 'epub'], { cwd: root });

test('six parallel builds of one publication each lose no entry', async () => {
  const names = Array.from({ length: 6 }, (_, index) => `p${index}`);
  for (const name of names) writeFileSync(join(root, `${name}.md`), `# ${name}\n\nText.\n`);
  const all = await Promise.all(names.map((name) => build(`${name}.md`)));
  expect(all.map(({ code }) => code)).toEqual(names.map(() => 0));
  expect(ids()).toEqual(names);
  const left = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => /\.(?:tmp|lock)$/.test(name))).toEqual([]);
});

test('six parallel builds of the same publications with different texts leave no file in the way', async () => {
  const names = ['one', 'two', 'three'];
  const write = (text: string) => {
    for (const name of names) writeFileSync(join(root, `${name}.md`), `# ${name}\n\n${text}\n`);
  };
  write('First.');
  const all = Array.from({ length: 6 }, async (_, index) => {
    const inputs = index % 2 === 0 ? names : names.toReversed();
    const running = handpress(['build', ...inputs.map((name) => `${name}.md`), '--edition', 'epub'], {
      cwd: root,
    });
    write(`Text ${index}.`);
    return running;
  });
  const ended = await Promise.all(all);
  expect(ended.map(({ code, stderr }) => (code === 0 ? '' : stderr))).toEqual(all.map(() => ''));
  expect(ids()).toEqual(names.toSorted());
  write('Last.');
  expect(
    (await handpress(['build', ...names.map((name) => `${name}.md`), '--edition', 'epub'], { cwd: root }))
      .code,
  ).toBe(0);
  const left = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => /(?:^|\/)\./.test(name))).toEqual([]);
});

test('ignores the lock of a killed build', async () => {
  writeFileSync(join(root, 'p.md'), '# P\n\nText.\n');
  mkdirSync(join(root, 'dist'));
  const { hostname } = await import('node:os');
  // No process has this id: it exceeds the largest id of Linux.
  writeFileSync(join(root, 'dist/.manifest.json.lock'), `99999999 ${hostname()}`);
  const started = performance.now();
  expect((await build('p.md')).code).toBe(0);
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(ids()).toEqual(['p']);
});

test('waits for the lock of a running build', async () => {
  writeFileSync(join(root, 'p.md'), '# P\n\nText.\n');
  mkdirSync(join(root, 'dist'));
  const { hostname } = await import('node:os');
  const lock = join(root, 'dist/.manifest.json.lock');
  writeFileSync(lock, `${process.pid} ${hostname()}`);
  const building = build('p.md');
  await new Promise((resolve) => {
    setTimeout(resolve, 4_000);
  });
  expect(readdirSync(join(root, 'dist')).sort()).toEqual(['.manifest.json.lock']);
  rmSync(lock);
  expect((await building).code).toBe(0);
});
