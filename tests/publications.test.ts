/** Builds both publications of this repository as a user does, and reads the files back. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPdfReader } from '../src/proof/pdf-pages.ts';
import { handpress } from './cli/run.ts';
import { checkPdf } from './conformance/pdf.ts';
import { editionOfPath, findHoles, measureBlankSpace } from './support/blank-space.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BOOK = 'ketamine-and-migraine';
const CHAPTERS = [
  'what-is-migraine',
  'what-is-ketamine',
  'how-ketamine-works',
  'how-well-it-works',
  'ways-it-is-given',
  'risks-and-unknowns',
  'questions-and-urgent-care',
  'glossary-and-about',
];
const LAYOUTS = [
  ...['a4', 'letter', 'a5', 'large-print-uk', 'large-print-us', 'giant', 'booklet', 'booklet-letter'],
  ...['ink-saver', 'ink-saver-letter'],
];
const EXPECTED = [
  ...LAYOUTS.map((layout) => `${BOOK}/${BOOK}-book-${layout}.pdf`),
  ...LAYOUTS.flatMap((layout) => CHAPTERS.map((id) => `${BOOK}/handouts-${layout}/${id}.pdf`)),
  `${BOOK}/${BOOK}.epub`,
  `${BOOK}/${BOOK}-compatible.epub`,
  // A form to fill in is not made as a booklet.
  ...LAYOUTS.filter((layout) => !layout.startsWith('booklet')).map(
    (layout) => `migraine-diary/migraine-diary-${layout}.pdf`,
  ),
  'migraine-diary/migraine-diary.epub',
].sort();
/** Share of a page; the urgent box of A5 handouts and the key points of giant print leave 71 % before them. */
const MOST_BLANK = 0.72;
const isBooklet = (path: string): boolean => path.includes('booklet');
const PDFS = EXPECTED.filter((path) => path.endsWith('.pdf'));
const EPUBS = EXPECTED.filter((path) => path.endsWith('.epub'));

let out = '';
/** Lists what is made but web pages, which `tests/web` and the validators read. */
const listPrinted = (stdout: string): readonly string[] =>
  stdout
    .trim()
    .split('\n')
    .filter((path) => !/\/web\/|\.html$/.test(path))
    .sort();

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'handpress-publications-'));
  const first = await handpress(['build', '--out', join(out, 'one')], { cwd: ROOT });
  expect(first.stderr).not.toMatch(/error|warning/);
  expect(first.code).toBe(0);
  expect(listPrinted(first.stdout)).toEqual(EXPECTED);
}, 300_000);
afterAll(() => rm(out, { recursive: true, force: true }));

const bytesOf = (path: string, build = 'one'): Promise<Buffer> => readFile(join(out, build, path));

/** Of each kind one: a layout only has other sizes. The weekly job repeats all files (`REPEATED=all`). */
const REPEATED =
  process.env.REPEATED === 'all' ? [] : ['book-a4', 'book-booklet', 'handouts-a5', 'epub', 'epub-compatible'];
const REPEATED_FILES = REPEATED.length === 0 ? EXPECTED.length : 4 + CHAPTERS.length + 2;

test('another folder, time zone and locale give the same bytes', async () => {
  const env = { TZ: 'Pacific/Auckland', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' };
  const editions = REPEATED.flatMap((edition) => ['--edition', edition]);
  // With the cache, the bytes would be those of the first build.
  const args = ['build', '--no-cache', ...editions, '--out', join(out, 'two')];
  const { code, stdout } = await handpress(args, { cwd: ROOT, env });
  // The diary has a form: it is no book unless one is asked for by name.
  const paths = stdout.split('\n').filter((path) => EXPECTED.includes(path));
  expect([code, paths.length]).toEqual([0, REPEATED_FILES]);
  for (const path of paths) expect((await bytesOf(path)).equals(await bytesOf(path, 'two')), path).toBe(true);
});

test('the cache gives the same bytes of every file, and of the manifest', async () => {
  const { code, stdout } = await handpress(['build', '--out', join(out, 'three')], { cwd: ROOT });
  expect([code, listPrinted(stdout)]).toEqual([0, EXPECTED]);
  for (const path of [...EXPECTED, 'manifest.json'])
    expect((await bytesOf(path)).equals(await bytesOf(path, 'three')), path).toBe(true);
});

describe.each(PDFS)('%s', (path) => {
  test('the PDF is tagged, has a title and an outline, and embeds its fonts', async () => {
    expect(await checkPdf(await bytesOf(path))).toEqual([]);
  });

  test('every page has the draft mark and its number', async () => {
    const pdf = await open(path);
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const text = await textOf(pdf, number);
      // A page is blank where a chapter has to open on the right, and the last ones of a booklet may be.
      if (number > 1 && text.trim() === '') continue;
      expect(text, `page ${number}`).toContain('Draft: not clinically reviewed');
      if (!path.includes('-book-') && !isBooklet(path))
        expect(text, `page ${number}`).toContain(`${number} / ${pdf.numPages}`);
    }
  });

  test.runIf(path.startsWith(BOOK))(
    'every link leads to a place in the book, and each citation to its reference',
    async () => {
      const pdf = await open(path);
      let citations = 0;
      for (const { page, destination, text } of await internalLinks(pdf)) {
        const target = await pdf.getDestination(destination);
        expect(target, `${text} on page ${page}`).not.toBeNull();
        if (!destination.startsWith('ref-')) continue;
        citations += 1;
        // Turned text on the sheet of a booklet cannot be read under the link.
        if (isBooklet(path)) continue;
        expect(text).toMatch(/^\d+$/);
        const [reference] = target as [{ num: number; gen: number }];
        const shown = await textOf(pdf, (await pdf.getPageIndex(reference)) + 1);
        expect(shown, `reference ${text}`).toMatch(new RegExp(`(?:^|\\s)${text}\\. ?\\s*\\S`));
      }
      expect(citations).toBeGreaterThan(0);
    },
  );
});

test('no page is blank for the most part, but at the end of a chapter', async () => {
  const reader = await openPdfReader();
  const holes: string[] = [];
  for (const path of PDFS) {
    const pages = await measureBlankSpace(await bytesOf(path), editionOfPath(path), reader);
    const found = findHoles(pages, MOST_BLANK);
    holes.push(...found.map(({ page, blank }) => `${path}, page ${page}: ${Math.round(blank * 100)} %`));
  }
  await reader.close();
  expect(holes).toEqual([]);
}, 120_000);

// The handout about studies has its sources on a third sheet.
test('each handout takes one or two sheets', async () => {
  const usual = PDFS.filter((path) => /(?:a4|letter|ink-saver)(?:\/|\.pdf$)/.test(path) && !isBooklet(path));
  for (const path of usual.filter((one) => one.includes('/handouts-'))) {
    const most = path.endsWith('/how-well-it-works.pdf') ? 5 : 4;
    expect((await open(path)).numPages, path).toBeLessThanOrEqual(most);
  }
  for (const path of usual.filter((one) => one.startsWith('migraine-diary'))) {
    expect((await open(path)).numPages, path).toBeLessThanOrEqual(4);
  }
});

test('the contents of the book have the right page numbers', async () => {
  const pdf = await open(`${BOOK}/${BOOK}-book-a4.pdf`);
  const outline = await pdf.getOutline();
  expect(outline.length).toBeGreaterThanOrEqual(9);
  const contents = (await Promise.all([3, 4].map((number) => textOf(pdf, number)))).join(' ');
  const labels = (await pdf.getPageLabels()) ?? [];
  expect(outline.map(({ title }) => title)).toContain('How well does ketamine work for migraine?');
  const chapters = outline.filter(({ title }) => contents.includes(title) && title !== 'Contents');
  expect(chapters.length).toBeGreaterThanOrEqual(9);
  for (const { title, dest } of chapters) {
    const target = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
    const index = await pdf.getPageIndex(target?.[0]);
    const page = labels[index];
    expect(await textOf(pdf, index + 1), title).toContain(title.slice(0, 20));
    expect(contents, title).toMatch(new RegExp(`${title.replace(/[?.]/g, '\\$&')}[ .]*${page}(?!\\d)`));
  }
});

test('extracted text is in reading order, with the right ligatures and marks', async () => {
  const pdf = await open(`${BOOK}/handouts-a4/what-is-migraine.pdf`);
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, index) => textOf(pdf, index + 1)));
  const text = pages.join(' ');
  expect(text).toContain('Migraine is more than “just a headache.” It is not your fault.');
  const order = [
    'Migraine is a disease of the brain',
    'What happens in an attack?',
    'What is aura?',
    'How common is migraine?',
  ];
  const found = order.map((words) => text.indexOf(words));
  expect(found).toEqual(found.toSorted((one, other) => one - other));
  expect(found.every((index) => index >= 0)).toBe(true);
  expect(text).not.toMatch(/[\uFB00-\uFB06\u00AD\uFFFD]/);
});

describe.each(EPUBS)('%s', (path) => {
  test('every link of the e-book leads somewhere', async () => {
    const documents = await documentsOf(path);
    const ids = new Map([...documents].map(([name, xhtml]) => [name, idsOf(xhtml)]));
    const links = [...documents].flatMap(([name, xhtml]) => internalTargets(name, xhtml));
    expect(links.length).toBeGreaterThan(2);
    for (const { from, file, id } of links) {
      expect(ids.has(file), `${from} → ${file}`).toBe(true);
      if (id !== undefined) expect(ids.get(file)?.has(id), `${from} → ${file}#${id}`).toBe(true);
    }
  });

  test('the e-book begins with the draft mark', async () => {
    const documents = await documentsOf(path);
    const saying = [...documents].filter(([, xhtml]) => xhtml.includes('Draft: not clinically reviewed'));
    expect(saying.map(([name]) => name)).toContainEqual(expect.stringContaining('title-page'));
  });
});

async function documentsOf(path: string): Promise<ReadonlyMap<string, string>> {
  const files = unzipSync(new Uint8Array(await bytesOf(path)));
  return new Map(
    Object.entries(files)
      .filter(([name]) => name.endsWith('.xhtml'))
      .map(([name, bytes]) => [name, strFromU8(bytes)]),
  );
}

function internalTargets(
  from: string,
  xhtml: string,
): readonly { from: string; file: string; id?: string }[] {
  return [...xhtml.matchAll(/<a\b[^>]*\shref="([^"]+)"/g)]
    .map(([, href = '']) => href)
    .filter((href) => !/^[a-z]+:/.test(href))
    .map((href) => {
      const [path = '', id] = href.split('#');
      const file = path === '' ? from : new URL(path, `zip:/${from}`).pathname.slice(1);
      return { from, file, ...(id !== undefined && { id: decodeURIComponent(id) }) };
    });
}

function idsOf(xhtml: string): ReadonlySet<string> {
  return new Set([...xhtml.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id ?? ''));
}

/** The file that was opened last: several tests one after the other read the same. */
let opened: { readonly path: string; readonly pdf: PDFDocumentProxy } | undefined;

async function open(path: string): Promise<PDFDocumentProxy> {
  if (opened?.path === path) return opened.pdf;
  await opened?.pdf.loadingTask.destroy();
  const pdf = await getDocument({ data: new Uint8Array(await bytesOf(path)), verbosity: 0 }).promise;
  opened = { path, pdf };
  return pdf;
}

const texts = new WeakMap<PDFDocumentProxy, Map<number, Promise<string>>>();

function textOf(pdf: PDFDocumentProxy, number: number): Promise<string> {
  const known = texts.get(pdf) ?? new Map<number, Promise<string>>();
  texts.set(pdf, known);
  const text = known.get(number) ?? extractText(pdf, number);
  known.set(number, text);
  return text;
}

async function extractText(pdf: PDFDocumentProxy, number: number): Promise<string> {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  return items
    .map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : ''))
    .join('')
    .replace(/\s+/g, ' ');
}

interface InternalLink {
  readonly page: number;
  readonly destination: string;
  readonly text: string;
}

async function internalLinks(pdf: PDFDocumentProxy): Promise<readonly InternalLink[]> {
  const links: InternalLink[] = [];
  for (let page = 1; page <= pdf.numPages; page += 1) {
    for (const { subtype, dest, overlaidText } of await (await pdf.getPage(page)).getAnnotations()) {
      if (subtype === 'Link' && typeof dest === 'string') {
        links.push({ page, destination: decodeURIComponent(dest), text: String(overlaidText ?? '').trim() });
      }
    }
  }
  return links;
}
