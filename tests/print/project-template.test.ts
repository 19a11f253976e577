/** Templates of a project that add pages to a book: folios, contents and page labels agree. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build } from '../../src/index.ts';
import { pageTexts } from '../conformance/pdf.ts';
import { REPOSITORY } from '../support/context.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handpress-own-template-'));
  put(
    'content/b/publication.yaml',
    'title: B\npublisher: Example Press\nrights: CC BY 4.0\nversion: two\nisbn: 978-3-16-148410-0\neditions: [book-a4, book-a5]\n',
  );
  put('content/b/a.md', `# First\n\n${'Words that fill a page.\n\n'.repeat(40)}`);
  put('content/b/b.md', '# Second\n\nWords.\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const COVER = readFileSync(join(REPOSITORY, 'templates/print/cover.html'), 'utf8');
const COPYRIGHT =
  '<section class="copyright"><p>ISBN {{ isbn }}, {{ rights }}, {{ version }}, {{ publisher }}</p></section>';

/** Returns the page number in the foot, which also has the title and the version. */
const folioOf = (text = ''): string | undefined =>
  /^(\w*?) ?B · Version two ?(\w*)$/m.exec(text)?.slice(1).join('');

test.each([
  ['one page', COPYRIGHT, ['ii']],
  [
    'two pages',
    `${COPYRIGHT}<section style="break-before: page"><p>For readers.</p></section>`,
    ['ii', 'iii'],
  ],
])(
  '%s of a template before the chapters: the numbers are right',
  async (_name, added, expected) => {
    put('templates/print/cover.html', COVER + added);
    const { files } = await build({ root, cache: false });
    expect(files).toHaveLength(2);
    for (const edition of ['book-a4', 'book-a5']) {
      const texts = await pageTexts(readFileSync(join(root, `dist/b/b-${edition}.pdf`)));
      expect(texts[1]).toContain('ISBN 9783161484100, CC BY 4.0, two, Example Press');
      const folios = texts.map(folioOf);
      expect(folios.slice(1, 1 + expected.length)).toEqual(expected);
      const first = folios.indexOf('1');
      expect(first % 2).toBe(0);
      expect(texts[first]).toContain('First');
      const second = texts.findIndex((text, page) => page > first && /Second/.test(text));
      expect(folios[second]).toBe(String(second - first + 1));
      const contents = texts.find((text) => text.includes('Contents'))?.replace(/\s+/g, ' ');
      expect(contents).toMatch(new RegExp(`First\\D*1\\D*Second\\D*${second - first + 1}(?!\\d)`));
    }
  },
  60_000,
);
