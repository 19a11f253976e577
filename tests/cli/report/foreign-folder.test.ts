/** A folder of 300 files of other programs: `check` prints a screen and a half, what to do first at the head. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAX_LINES } from '../../../src/cli/report/grouped.ts';
import { handpress } from '../run.ts';

/** Faults as such files have them; each file has some. */
const FAULTS: readonly ((number: number) => string)[] = [
  (number) => `See [the guide](guide-${number}.md).`,
  (number) => `![](https://example.org/${number}.png)`,
  (number) => `![A picture](/static/${number}.png)`,
  () => '<script>let x = 1;</script>',
  () => '<font color="red">Red</font>',
  (number) => `{{< youtube ${number} >}}`,
  (number) => `{% include note-${number}.html %}`,
  (number) => `[^${number}]: A note that nothing refers to.`,
  () => '##### Too deep',
  (number) => `[A link](/absolute/${number}/)`,
  () => '<div align="center">',
  () => '| A | B |\n|---|---|\n| 1 | 2 | 3 |',
];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handpress-foreign-'));
  for (let number = 0; number < 300; number += 1) {
    const section = join(folder, 'docs', `section-${number % 20}`);
    await mkdir(section, { recursive: true });
    const faults = FAULTS.filter((_, index) => (number + index) % 4 === 0).map((write) => write(number));
    const text = ['---', `title: Page ${number}`, `weight: ${number}`, '---', '', ...faults].join('\n\n');
    await writeFile(join(section, `page-${number}.md`), `${text}\n\nWords.\n`);
  }
  await writeFile(join(folder, 'docs/empty.md'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('is a screen and a half', { timeout: 120_000 }, async () => {
  const { stderr } = await handpress(['check', 'docs'], { cwd: folder });
  const rows = stderr.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 100)), -1);
  // The summary is one line more.
  expect(rows).toBeLessThanOrEqual(MAX_LINES + 1);
  expect(stderr).toMatch(
    /[\d,]+ problems in all: `--format json` lists each with its place\.\n\n\d+ errors?, \d+ warnings\n$/,
  );
  const [first = ''] = stderr.split('\n');
  expect(first).toContain('  error  ');
  const found = [...stderr.matchAll(/ {2}(error|warning|note) {2}/g)].map(([, severity = '']) => severity);
  const ranks = found.map((severity) => ['error', 'warning', 'note'].indexOf(severity));
  expect(ranks).toEqual(ranks.toSorted());
  // What needs nothing to be done is not shown before what does.
  expect(stderr.indexOf('keys-unused')).toBeGreaterThan(stderr.indexOf('markup-literal'));
});

test('the full list is in the JSON', { timeout: 120_000 }, async () => {
  const { stdout } = await handpress(['check', 'docs', '--format', 'json'], { cwd: folder });
  const { diagnostics } = JSON.parse(stdout);
  expect(diagnostics.length).toBeGreaterThan(900);
});
