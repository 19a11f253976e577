/** Examining the machine: what works, what is missing, and the exit code. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DoctorReport } from '../../src/cli/doctor/doctor.ts';
import { handpress } from './run.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handpress-doctor-'));
  await writeFile(join(folder, 'file'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (line: string, env = {}) => handpress(line.split(' '), { cwd: folder, env });

async function examine(line: string, env = {}) {
  const { code, stdout } = await run(`doctor --format json ${line}`.trim(), env);
  const report: DoctorReport = JSON.parse(stdout);
  return { code, ...report, states: Object.fromEntries(report.findings.map((one) => [one.name, one.state])) };
}

test('a machine on which the tests run can make everything', async () => {
  const { code, stdout } = await run('doctor');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ok {7}browser {2}.+ starts and prints a page in \d+\.\d s\.$/m);
  expect(stdout).toContain(`ok       node     Node ${process.versions.node} on `);
  expect(stdout).toMatch(/PDF files and e-books can be made here\.\n$/);
  expect(await readdir(folder)).toEqual(['file']);
});

test('without a browser, e-books can be made', async () => {
  const { code, ok, makes, findings } = await examine('--browser nothing');
  expect([code, ok, makes]).toEqual([3, false, ['epub']]);
  expect(findings.find(({ name }) => name === 'browser')).toEqual({
    ...{ name: 'browser', state: 'missing', neededFor: ['pdf'] },
    found: 'There is no browser at `nothing`',
    repair: expect.stringContaining('Correct `--browser`'),
  });
});

test('a program that is no browser is reported with its reason', async () => {
  const { code, stdout } = await run(`doctor --browser ${process.execPath}`);
  expect(code).toBe(3);
  expect(stdout).toMatch(/^missing {2}browser {2}The browser `.+` failed: /m);
  expect(stdout).toMatch(/Only e-books can be made here yet\.\n$/);
});

test('an output folder that cannot be made stops all, a cache does not', async () => {
  const output = await examine('--browser nothing --out file/dist');
  expect([output.code, output.makes, output.states.output]).toEqual([3, [], 'missing']);
  const cache = await examine('--cache file/cache');
  expect([cache.code, cache.states.cache]).toEqual([0, 'missing']);
  await writeFile(join(folder, 'note.md'), '# Note\n\nWords.\n');
  const built = await run('note.md --epub --cache file/cache');
  expect([built.code, built.stdout]).toEqual([0, 'note/note.epub\n']);
  expect(built.stderr).toContain('cache-unusable');
});

test('git is not needed', async () => {
  const { code, findings } = await examine('', { PATH: folder });
  expect(code).toBe(0);
  expect(findings.find(({ name }) => name === 'git')).toMatchObject({ state: 'note', neededFor: [] });
});

test.each([
  ['doctor --format sarif', '`--format` needs `pretty` or `json`; it has `sarif`.'],
  ['doctor note.md', 'There is no command `doctor note.md`.'],
])('%s', async (line, expected) => {
  const { code, stderr } = await run(line);
  expect(code).toBe(2);
  expect(stderr).toContain(expected);
});
