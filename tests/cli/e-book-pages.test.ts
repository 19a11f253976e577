/** The e-book has the page numbers of a printed book, whether the same run publishes that book or not. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handpress } from './run.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'handpress-pages-'));
  await mkdir(join(root, 'content/book'), { recursive: true });
  const paragraph = `${'The garden is quiet in the morning. '.repeat(30)}\n\n`;
  await writeFile(
    join(root, 'content/book/publication.yaml'),
    'title: Fever\nlanguage: en\nauthors:\n  - name: Anna Mora\nchapters: [one.md]\nversion: "2"\n',
  );
  await writeFile(join(root, 'content/book/one.md'), `# One\n\n${paragraph.repeat(12)}`);
  await writeFile(join(root, 'content/note.md'), '---\nlanguage: en\n---\n\n# Note\n\nWords.\n');
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function build(out: string, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await handpress(['build', ...args, '--out', out], { cwd: root });
  expect(stderr.includes('error'), stderr).toBe(false);
  expect(code).toBe(0);
}

const packageIn = async (file: string): Promise<string> =>
  Buffer.from(unzipSync(await readFile(join(root, file)))['OEBPS/content.opf'] ?? []).toString();

test('an e-book has the same bytes whichever editions are requested, and writes no other edition', async () => {
  await build('alone', 'content/book', '--edition', 'epub');
  await build('both', 'content/book', '--edition', 'epub', '--edition', 'book-a4');
  const [alone, both] = await Promise.all(
    ['alone', 'both'].map((out) => readFile(join(root, out, 'book/book.epub'))),
  );
  expect(alone?.equals(both ?? Buffer.of())).toBe(true);
  expect(await readdir(join(root, 'alone/book'))).toEqual(['book.epub']);
  const metadata = await packageIn('alone/book/book.epub');
  expect(metadata).toContain('<meta property="pageBreakSource">Fever, 2, book-book-a4.pdf</meta>');
});

test('the e-book of a single file has no page numbers and needs no browser', async () => {
  await build('note', 'content/note.md', '--edition', 'epub', '--browser', join(root, 'no-browser'));
  expect(await packageIn('note/note/note.epub')).not.toContain('pageBreakSource');
});
