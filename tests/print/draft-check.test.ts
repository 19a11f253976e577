/** Tests that a draft is published only if its mark and explanation are visible on every page. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { build } from '../../src/index.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handpress-marks-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const TEXT = `---\nclinical: true\n---\n\n# Ketamine\n\n${'It is not for everybody. '.repeat(400)}\n`;

async function made(styles: string, edition = 'handouts-a4') {
  const [family = ''] = edition.split('-');
  if (family === 'book') {
    put('content/note/publication.yaml', 'title: Ketamine\nclinical: true\neditions: [book-a4]\n');
    put('content/note/a.md', TEXT.replace(/---[\s\S]*---/, ''));
  } else put('content/note.md', TEXT);
  put('styles/own.css', styles);
  put('handpress.yaml', 'editions:\n  a4:\n    styles: [own.css]\n');
  const { diagnostics, files } = await build({ root, editions: [edition], cache: false });
  const told = diagnostics.filter(({ code }) => code === 'draft-mark-missing').map(({ message }) => message);
  return { told, files: files.map(({ path }) => path) };
}

describe('a draft with a visible mark', () => {
  test.each(['handouts-a4', 'book-a4', 'large-print-uk', 'booklet'])(
    'a draft shows its mark on each page of %s',
    async (edition) => {
      const { told, files } = await made('p { color: #222 }', edition);
      expect(told).toEqual([]);
      expect(files.length).toBeGreaterThan(0);
    },
  );

  test.each([
    ['ar', 'مسودة: لم تُراجع سريريًا بعد', 'هذه مسودة. لم يراجعها أي طبيب بعد، فلا تتخذ قرارًا بناءً عليها.'],
    ['he', 'טיוטה: לא נבדקה קלינית', 'זוהי טיוטה. אף רופא לא בדק אותה עדיין.'],
  ])('a right-to-left draft shows its mark: %s', async (language, mark, statement) => {
    put(
      `templates/terms/${language}.yaml`,
      `language: ${language}\ndraftClinical: "${mark}"\ndraftClinicalExplained: "${statement}"\n`,
    );
    const text = language === 'ar' ? 'نص عن الصداع النصفي. ' : 'טקסט על מיגרנה. ';
    put(
      'content/note.md',
      `---\nlanguage: ${language}\nclinical: true\n---\n\n# ${text}\n\n${text.repeat(300)}\n`,
    );
    const { diagnostics, files } = await build({ root, editions: ['handouts-a4'], cache: false });
    const told = diagnostics.filter(({ severity }) => severity !== 'note').map(({ code }) => code);
    expect(told).toEqual(['terms-unreviewed']);
    expect(files.length).toBe(1);
  });

  test('a draft mark on a background of its own counts as visible', async () => {
    const { told } = await made(
      '.draft-mark { background: #700; color: #fff } @page { @top-left { background: #060; color: #fff } @top-right { background: #006; color: #fff } }',
    );
    expect(told).toEqual([]);
  });
});

describe('a draft whose mark cannot be seen', () => {
  const everywhere = (rules: string) =>
    `.draft-mark { ${rules} } @page { @top-left { ${rules} } @top-center { ${rules} } @top-right { ${rules} } }`;

  test.each([
    [
      'left out',
      `.draft-mark { display: none } @page { @top-left { content: none !important } @top-center { content: none !important } @top-right { content: none !important } }`,
    ],
    ['left out of the first page', '.draft-mark { display: none !important }'],
    ['not painted', everywhere('visibility: hidden !important')],
    ['white on white', everywhere('color: #fff !important')],
    ['almost white', everywhere('color: #f4f4f4 !important')],
    ['transparent', everywhere('opacity: 0.05 !important; color: rgb(0 0 0 / 5%) !important')],
    ['too small to read', everywhere('font-size: 1pt !important')],
    ['black on black', '.draft-mark { background: #000 !important; color: #000 !important }'],
    ['beside the page', '.draft-mark { position: absolute; left: -900mm }'],
    [
      'painted over',
      '.draft-mark { position: relative } .draft-mark::after { content: ""; position: absolute; inset: -5mm; background: #fff }',
    ],
    [
      'replaced by other words',
      '.draft-mark { font-size: 0 !important } .draft-mark::after { content: "Approved"; font-size: 12pt }',
    ],
  ])('a draft is not published if its mark is hidden: %s', async (_name, styles) => {
    const { told, files } = await made(styles);
    expect(told.length).toBeGreaterThan(0);
    expect(told[0]).toContain('not clinically reviewed');
    expect(files).toEqual([]);
    expect(existsSync(join(root, 'dist/note/note-a4.pdf'))).toBe(false);
  });

  test('a draft without the explanation of its mark is not published', async () => {
    const { told, files } = await made('.draft-statement { display: none }');
    expect(told).toEqual([expect.stringContaining('No clinician has reviewed it yet.')]);
    expect(files).toEqual([]);
  });

  test('a book without the draft mark on a page is not published', async () => {
    const { told, files } = await made('@page :left { @top-right { content: none !important } }', 'book-a4');
    expect(told.length).toBeGreaterThan(0);
    expect(files).toEqual([]);
  });

  test('a document whose template leaves out the draft mark is not published', async () => {
    put(
      'templates/handout.html',
      '<!doctype html><html lang="{{ language }}"><head><title>{{ title }}</title></head><body><main>{{ body | raw }}</main></body></html>',
    );
    const { files } = await made('p { color: #222 }');
    expect(files).toEqual([]);
  });
});

describe('drawings in a draft', () => {
  test.each(['style', 'STYLE', 'h:style', 's:style'])(
    'a drawing with <%s> does not hide the draft mark',
    async (name) => {
      const rules = `.draft-mark, .draft-statement { display: none } @page { @bottom-left { content: none !important } @top-left { content: none !important } }`;
      put(
        'content/cup.svg',
        `<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xhtml" viewBox="0 0 9 9"><${name}>${rules}</${name}><path d="M0 0h9v9z"/></svg>`,
      );
      put('content/note.md', `${TEXT}\n![A cup](cup.svg)\n`);
      const { diagnostics, files } = await build({ root, editions: ['handouts-a4'], cache: false });
      // The drawing does without it, and all marks are there.
      expect(diagnostics.filter(({ code }) => code === 'draft-mark-missing')).toEqual([]);
      expect(files.map(({ path }) => path)).toEqual(['note/note-a4.pdf']);
    },
  );
});
