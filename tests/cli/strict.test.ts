/** Tests `--strict` and `--no-strict`: they choose for every publication, also beside cached results. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { handpress } from './run.ts';

const LINK = '# Note\n\nWords, and [a link](gone.md).\n';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handpress-strict-'));
  const files = {
    'note.md': LINK,
    'says.md': `---\nstrict: true\n---\n\n${LINK}`,
    'keys.md': '---\nlanguage: en\nnonsense: 1\n---\n\n# Keys\n\nWords.\n',
    'clinical.md': `---\nlanguage: en\nclinical: true\nstatus: draft\n---\n\n${LINK}`,
    'book/publication.yaml': 'title: Book\nlanguage: en\nidentifier: urn:example:book\n',
    'book/one.md': LINK,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const run = async (...words: readonly string[]) => (await handpress(words, { cwd: root })).code;

test.each([
  ['note.md', 0, 1, 0],
  ['says.md', 1, 1, 0],
  ['keys.md', 0, 1, 0],
  ['clinical.md', 1, 1, 1],
  ['book', 1, 1, 0],
])('%s ends with %i, with --strict %i, with --no-strict %i', async (input, plain, strict, generous) => {
  expect(await run('check', input)).toBe(plain);
  expect(await run('check', input, '--strict')).toBe(strict);
  expect(await run('check', input, '--no-strict')).toBe(generous);
  expect(await run('check', input, '--no-strict', '--strict')).toBe(strict);
});

test('results of one mode are not those of the other', async () => {
  const build = (...words: readonly string[]) =>
    run('build', 'note.md', '--edition', 'epub', '--cache', 'cache', ...words);
  expect(await build()).toBe(0);
  expect(await build('--strict')).toBe(1);
  expect(await build('--no-strict')).toBe(0);
  expect(await build('--strict')).toBe(1);
});
