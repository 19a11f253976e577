/** The same e-book, byte for byte: in two time zones, two locales, and by Node 22 and 24. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findNode22 } from './node-22.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLI = join(ROOT, 'src/cli/main.ts');
const WHAT = ['content/ketamine-and-migraine', 'tests/books/torture'];

/** Hours apart on either side of the date line, and with other ideas of letters, digits and the calendar. */
const HERE = { TZ: 'UTC', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
const THERE = { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
const ELSEWHERE = { TZ: 'America/Adak', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' };

let work = '';
let expected: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'handpress-same-'));
  expected = await digests('here', process.execPath, HERE);
}, 300_000);
afterAll(() => rm(work, { recursive: true, force: true }));

/** Builds in a process of its own. @returns SHA-256 of each e-book, by path */
async function digests(
  name: string,
  node: string,
  world: typeof HERE,
): Promise<Readonly<Record<string, string>>> {
  const out = join(work, name);
  // Node 22 takes types away as Node 24 does, and says so; before 22.18 it has to be asked.
  const flags = node === process.execPath ? [] : ['--experimental-strip-types', '--no-warnings'];
  const args = [...flags, CLI, 'build', ...WHAT, '--edition', 'epub', '--out', out];
  await promisify(execFile)(node, args, { cwd: ROOT, env: { ...process.env, ...world } });
  const paths = (await readdir(out, { recursive: true })).filter((path) => path.endsWith('.epub')).sort();
  const pairs = paths.map(async (path) => [path, sha256(await readFile(join(out, path)))] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('has bytes to compare', () => {
  expect(Object.keys(expected)).toEqual([
    'ketamine-and-migraine/ketamine-and-migraine.epub',
    'torture/torture.epub',
  ]);
});

test('packs the same bytes in another time zone and locale', async () => {
  // A child that did not hear of its time zone would prove nothing.
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['-p', 'new Date(0).getTimezoneOffset() + Intl.DateTimeFormat().resolvedOptions().locale'],
    { env: { ...process.env, ...THERE } },
  );
  expect(stdout.trim()).toMatch(/^-?\d*[1-9]\d*tr/);
  expect(await digests('there', process.execPath, THERE)).toEqual(expected);
});

test('packs the same bytes with Node 22 in another time zone', async ({ skip, task }) => {
  const node = await findNode22();
  if (node === undefined) {
    process.stderr.write(`NOT RUN (no Node 22; HANDPRESS_NODE_22 can name one): ${task.name}\n`);
    skip('not run: no Node 22');
    return;
  }
  expect(process.version, 'the other one').toMatch(/^v24\./);
  expect(await digests('node-22', node, ELSEWHERE)).toEqual(expected);
});
