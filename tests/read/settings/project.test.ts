import { describe, expect, test } from 'vitest';
import type { EditionIndex } from '../../../src/core/editions.ts';
import { isPaper, type PaperEdition } from '../../../src/core/model/edition.ts';
import { readEditions } from '../../../src/read/read-publication.ts';
import { memoryHost, openWorkbench, type Workbench } from '../../support/workbench.ts';

async function settled(yaml: string): Promise<{ editions: EditionIndex | undefined; bench: Workbench }> {
  const bench = openWorkbench(memoryHost({ 'handpress.yaml': yaml }));
  return { editions: await readEditions(bench.context), bench };
}

async function edition(yaml: string, name: string): Promise<PaperEdition> {
  const { editions, bench } = await settled(yaml);
  expect(bench.diagnostics).toEqual([]);
  const found = editions?.find(name)[0];
  if (found === undefined || !isPaper(found)) throw new Error(`no ${name}`);
  return found;
}

describe('handpress.yaml', () => {
  test('uses the built-in editions if handpress.yaml is missing or empty', async () => {
    const { editions } = await settled('');
    const bench = openWorkbench(memoryHost({}));
    expect((await readEditions(bench.context))?.names).toEqual(editions?.names);
    expect(editions?.find('book').map(({ id }) => id)).toEqual(['book-a4', 'book-letter']);
    expect(editions?.find('a5').map(({ id }) => id)).toEqual(['book-a5', 'handouts-a5']);
    expect(editions?.find('book-giant').map(({ id }) => id)).toEqual(['book-giant']);
    expect(editions?.find('all').map(({ id }) => id)).toContain('epub');
    expect(editions?.find('a7')).toEqual([]);
  });

  test('changes one edition and leaves the others unchanged', async () => {
    const yaml = 'editions:\n  a4:\n    links: qr\n    margins:\n      inside: 25mm\n';
    expect(await edition(yaml, 'handouts-a4')).toMatchObject({
      links: 'qr',
      margins: { inside: 25, outside: 22, top: 21, bottom: 18 },
    });
    expect(await edition(yaml, 'handouts-letter')).toMatchObject({
      links: 'address',
      margins: { inside: 22 },
    });
  });

  test('adds an edition that extends another, wherever the other is defined', async () => {
    const yaml = `editions:
  ward-letter:
    extends: ward
    page: letter
  ward:
    extends: ink-saver
    type: { size: 14, leading: 20.5pt }
    styles: [editions/giant.css]
    typefaces: { text: serif }
    book:
      type: { leading: 19 }
`;
    expect(await edition(yaml, 'handouts-ward-letter')).toMatchObject({
      id: 'handouts-ward-letter',
      layout: 'ward-letter',
      page: { name: 'Letter' },
      type: { size: 14, leading: 20.5 },
      styles: ['editions/ink-saver.css', 'editions/giant.css'],
      typefaces: { text: 'serif', headings: 'sans' },
    });
    expect((await edition(yaml, 'book-ward')).type).toMatchObject({ size: 14, leading: 19 });
  });

  test('accepts a page size in millimeters, and a sheet for two pages', async () => {
    const yaml = `editions:
  small:
    extends: booklet
    page: { width: 105, height: 148 }
    sheet: a5
    duplex: long
    margins: { inside: 10, outside: 10 }
`;
    const { page, imposition } = await edition(yaml, 'handouts-small');
    expect(page).toEqual({ name: '105 × 148 mm', width: 105, height: 148 });
    expect(imposition).toMatchObject({ sheet: { name: 'A5' }, duplex: 'long' });
  });

  test('adds styles to the e-books; that for older readers has those of the other, too', async () => {
    const yaml =
      'editions:\n  epub: { styles: [editions/giant.css] }\n  epub-compatible: { styles: [editions/ink-saver.css] }\n';
    const bench = openWorkbench(memoryHost({ 'handpress.yaml': yaml }));
    const editions = await readEditions(bench.context);
    expect(bench.diagnostics).toEqual([]);
    expect(editions?.find('epub')).toEqual([
      { id: 'epub', family: 'epub', isCompatible: false, styles: ['editions/giant.css'] },
    ]);
    expect(editions?.find('epub-compatible')).toMatchObject([
      { styles: ['editions/giant.css', 'editions/ink-saver.css'] },
    ]);
    expect(editions?.names).toEqual((await settled('')).editions?.names);
  });

  test('adds e-books that extend another, wherever the other is defined', async () => {
    const yaml = `editions:
  older: { extends: epub-compatible }
  saver: { extends: novel, styles: [editions/ink-saver.css] }
  novel: { extends: epub, styles: [editions/giant.css] }
  epub: { styles: [editions/large-print-us.css] }
  ward: { extends: a5 }
`;
    const { editions, bench } = await settled(yaml);
    expect(bench.diagnostics).toEqual([]);
    const styles = ['editions/large-print-us.css', 'editions/giant.css', 'editions/ink-saver.css'];
    const family = 'epub';
    expect(editions?.find('saver')).toEqual([{ id: 'saver', family, isCompatible: false, styles }]);
    expect(editions?.find('novel')).toMatchObject([{ id: 'novel', styles: styles.slice(0, 2) }]);
    expect(editions?.find('older')).toMatchObject([
      { id: 'older', isCompatible: true, styles: styles.slice(0, 1) },
    ]);
    const all = editions?.find('all').filter((one) => one.family === 'epub');
    expect(all?.map(({ id }) => id)).toEqual(['epub', 'epub-compatible', 'older', 'saver', 'novel']);
    expect(editions?.names).toEqual(expect.arrayContaining(['older', 'saver', 'novel', 'book-ward']));
    expect(editions?.names).not.toContain('book-novel');
  });

  test.each([
    ['novel: { extends: epub, page: a5 }', 'ebook-setting-unused', 2, 27],
    ['novel: { extends: epub, book: { type: { size: 9 } } }', 'ebook-setting-unused', 2, 27],
    ['epub: { extends: epub-compatible }', 'ebook-setting-unused', 2, 11],
    ['a5: { extends: epub }', 'edition-name-taken', 2, 3],
    ['compatible: { extends: epub }', 'edition-name-taken', 2, 3],
    ['book-x: { extends: epub }', 'edition-name-taken', 2, 3],
    ['all: { extends: epub }', 'edition-name-taken', 2, 3],
    ['novel: { extends: epubs }', 'edition-unknown', 2, 21],
    ['novel: { extends: epub, styles: [none.css] }', 'design-file-missing', 2, 36],
    ['novel: { extends: toString }', 'edition-unknown', 2, 21],
  ])('reports what is wrong in an e-book of the project: %s', async (row, code, line, column) => {
    const { editions, bench } = await settled(`editions:\n  ${row}\n`);
    expect(editions).toBeUndefined();
    expect(bench.diagnostics.map((problem) => [problem.code, problem.place])).toEqual([
      [code, { file: 'handpress.yaml', line, column }],
    ]);
  });

  test('says that an e-book cannot have the name of a printed edition', async () => {
    const { bench } = await settled('editions:\n  a5: { extends: epub }\n');
    expect(bench.diagnostics[0]?.message).toBe('No e-book of a project can be called `a5`.');
    expect(bench.diagnostics[0]?.hint).toContain('that no printed edition of Handpress has');
  });

  test.each([
    ['editions:\n  epub:\n    page: a5\n', 'ebook-setting-unused'],
    ['editions:\n  epub:\n    styles: [none.css]\n', 'design-file-missing'],
    ['editions:\n  a4:\n    colour: red\n', 'key-unknown'],
    ['editions:\n  a4:\n    margins: { left: 3 }\n', 'key-unknown'],
    ['editions:\n  a4:\n    margins: { top: wide }\n', 'value-wrong'],
    ['editions:\n  a4:\n    margins: { top: -3 }\n', 'value-wrong'],
    ['editions:\n  a4:\n    type: { size: 1000 }\n', 'value-wrong'],
    ['editions:\n  a4:\n    styles: [../../secret.css]\n', 'value-wrong'],
    ['editions:\n  a4:\n    template: /etc/passwd.html\n', 'value-wrong'],
    ['editions:\n  A4!:\n    links: qr\n', 'value-wrong'],
    ['editions: [a4]\n', 'value-wrong'],
    ['editions:\n  mine:\n    extends: your\n', 'edition-unknown'],
    ['editions:\n  one:\n    extends: two\n  two:\n    extends: one\n', 'edition-unknown'],
    ['editions:\n  book:\n    links: qr\n', 'edition-name-taken'],
    ['editions:\n  x:\n    page: a44\n', 'page-unknown'],
    ['editions:\n  x:\n    page: { width: 0, height: 100 }\n', 'page-too-small'],
    ['edition:\n  x:\n    page: a5\n', 'key-unknown'],
  ])('reports the fault in %j', async (yaml, code) => {
    const { editions, bench } = await settled(yaml);
    expect(editions).toBeUndefined();
    expect(bench.diagnostics.map((problem) => problem.code)).toContain(code);
    for (const problem of bench.diagnostics) {
      expect(problem).toMatchObject({ domain: 'usage', place: { file: 'handpress.yaml' } });
    }
  });

  test.each([
    ['page: a7', 'The sizes are `a4`, `a5`, `a6`, `b5`, `letter`'],
    ['page: a44', 'Did you mean `a4`?'],
    ['extends: book-a4', 'Did you mean `a4`?'],
    ['extends: handouts-large-print-uk', 'Did you mean `large-print-uk`?'],
    ['extends: bok-a4', 'The editions are'],
    [
      'typefaces: { text: fonts/clinic-sans.ttf }',
      'Name the file in a style sheet of the project, with `@font-face`',
    ],
  ])('leads on from `%s`', async (setting, hint) => {
    const { bench } = await settled(`editions:\n  mine: { ${setting} }\n`);
    expect(bench.diagnostics[0]?.hint).toContain(hint);
  });

  test('reports an unknown key of an edition alone, with the known keys', async () => {
    const { bench } = await settled('editions:\n  mine:\n    page: a5\n    linsk: qr\n');
    const [problem, ...others] = bench.diagnostics;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'key-unknown', place: { line: 4, column: 5 } });
    expect(problem?.hint).toContain('`links`');
  });
});
