/**
 * A book of many chapters, and a chapter of many notes, from Markdown to an e-book that is valid. `MANY_CHAPTERS` and
 * `MANY_NOTES` say how many: a weekly job takes 5,000 and 100,000.
 */
import process from 'node:process';
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { expect, test } from 'vitest';
import { type Files, readAndRender } from '../support/workbench.ts';
import { elements, type Packed, pack } from './packed.ts';

const CHAPTERS = Number(process.env.MANY_CHAPTERS ?? 300);
const NOTES = Number(process.env.MANY_NOTES ?? 2000);

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

async function validBook(files: Files): Promise<Packed> {
  const { book } = await readAndRender(files);
  const packed = await pack(book);
  const { messages } = await EpubCheck.validate(packed.bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info').slice(0, 5)).toEqual(
    [],
  );
  return packed;
}

const documentsOf = (packed: Packed): readonly string[] =>
  [...packed.entries.keys()]
    .filter((path) => path.endsWith('.xhtml'))
    .map((path) => path.slice('OEBPS/'.length));

test(`packs ${CHAPTERS} chapters with links to each other and notes`, {
  timeout: 60_000 + CHAPTERS * 200,
}, async () => {
  const chapters = numbers(CHAPTERS).map((number) => {
    const next = `${(number % CHAPTERS) + 1}-c.md`;
    const text = `# Chapter ${number}\n\nOn to [the next](${next}).[^1]\n\n## More\n\nIt has notes.[^2]\n`;
    return [
      `p/${number}-c.md`,
      `---\nid: c${number}\n---\n\n${text}\n[^1]: First.\n\n[^2]: Second.\n`,
    ] as const;
  });
  const packed = await validBook({
    'p/publication.yaml': 'title: Many\nlanguage: en\n',
    ...Object.fromEntries(chapters),
  });
  const hrefs = elements(packed.xml(`c${CHAPTERS}.xhtml`), 'a').map(({ attributes }) => attributes.href);
  expect(hrefs).toContain('c1.xhtml#c1');
  const contents = elements(packed.xml('toc.xhtml'), 'a').map(({ attributes }) => attributes.href);
  expect(new Set(contents.filter((href) => /^c\d+\.xhtml$/.test(href ?? ''))).size).toBe(CHAPTERS);
  const [list] = elements(packed.xml(`c${CHAPTERS}.xhtml`), 'ol');
  expect(list?.attributes.start).toBe(String(2 * CHAPTERS - 1));
});

test(`packs ${NOTES} notes in a chapter`, { timeout: 60_000 + NOTES * 20 }, async () => {
  const words = numbers(NOTES).map(
    (number) => `Word ${number}.[^n${number}]${number % 50 === 0 ? '\n' : ''}\n`,
  );
  // Behind the text: between its paragraphs, each note costs the parser as much as all that stands before it.
  const notes = numbers(NOTES).map((number) => `[^n${number}]: Note ${number}.\n\n`);
  const packed = await validBook({ 'text.md': `# Notes\n\n${words.join('')}\n\n${notes.join('')}` });
  const found = documentsOf(packed).flatMap((path) =>
    elements(packed.xml(path), 'a').map(({ attributes }) => attributes),
  );
  expect(found.filter(({ role }) => role === 'doc-noteref')).toHaveLength(NOTES);
  expect(found.filter(({ role }) => role === 'doc-backlink')).toHaveLength(NOTES);
});
