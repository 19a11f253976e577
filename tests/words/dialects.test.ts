/**
 * Tests that the comparison of words notices each feature of the dialects and each form of include: for each, a word that it prints
 * and, where it hides something, a word that nobody may see. Without the first, or with the second, the e-book is at fault.
 */
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { packEpub } from '../../src/epub/write-epub.ts';
import { INCLUDE_FORMS } from '../../src/read/includes/forms.ts';
import { DIALECTS } from '../../src/read/markdown/dialects/dialects.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { openWorkbench, readAndRenderAny } from '../support/workbench.ts';
import { eBookText } from './e-book.ts';
import { compact, type Letters } from './letters.ts';
import { chapterFault, expectedChapters, readSources } from './publication.ts';
import type { ChapterPieces } from './source.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const BOOK = 'tests/books/dialects';

/** A feature, the chapter that uses it, words that it prints, and words of the source that it hides. */
type Case = readonly [name: string, chapter: string, seen: readonly string[], hidden?: readonly string[]];

const CASES: readonly Case[] = [
  ['text-tables', '02-tables.md', ['scurvy', 'Altogether', 'A flower', 'another one']],
  ['table-captions', '02-tables.md', ['Rain of two', 'Sun of one', 'Frost of one'], ['tbl']],
  ['alerts', '01-boxes.md', ['Folded advice', 'frost', 'inner alert', 'Good to know'], ['CAUTION']],
  [
    'fenced-boxes',
    '01-boxes.md',
    ['Callout of', 'Compost', 'Deep water', 'Click for', 'left column', 'unknown class'],
    ['collapse', 'epigraph'],
  ],
  ['admonitions', '01-boxes.md', ['Notes of MkDocs', 'Nettles', 'taken away', 'Nested advice', 'Spring']],
  ['diagrams', '03-listings.md', ['Beds around a pond'], ['digraph', 'fig-cap']],
  [
    'listing-options',
    '03-listings.md',
    ['beds <- c', 'harvest = sum', 'watering.js', 'drain.js', 'run.sh'],
    ['unseen_by_readers', 'fig.width', 'label:'],
  ],
  [
    'directives',
    '01-boxes.md',
    ['between backticks', 'Wasps', 'The class chooses', 'Open me', 'Morning', 'thyme'],
    ['dropdown', 'maxdepth'],
  ],
  [
    'roles',
    '04-words.md',
    ['CO2', 'E10', 'HTML (Hypertext', 'the chapter of tables', 'the labelled part'],
    ['{kbd}'],
  ],
  ['tags', '01-boxes.md', ['hints at', 'a hosta gone', 'Shade', 'Lavender'], ['endhint']],
  ['marks', '04-words.md', ['words are marked', 'x2 is raised', 'H2O', '10th'], ['==']],
  ['inline-notes', '04-words.md', ['The words of the', 'about slugs']],
  ['dollar-math', '05-formulas.md', ['a+b', '$5 and $10', 'p=q'], ['math']],
  ['whole-formulas', '05-formulas.md', ['E=m+c']],
  ['formula-labels', '05-formulas.md', ['y=x2'], ['eq-square']],
  ['number-references', '05-formulas.md', ['Equation 1', 'the other is 2'], ['@eq']],
  ['comments', '04-words.md', ['Visible'], ['invisible', 'phantoms']],
  ['contents-marks', '04-words.md', ['The BBC'], ['TOC', 'asks for contents']],
  [
    'templates',
    '07-templates.md',
    [
      'Caption of a template',
      'autumn',
      '{{ these marks }}',
      'Look here',
      'first hint',
      '{{ soil }}',
      'weed()',
    ],
    ['nobody reads', 'remark of Hugo', 'linenos'],
  ],
  [
    'mdx',
    '08-components.mdx',
    ['Raised bed', 'compost', 'one line of a note', 'Look out', 'Nested in it'],
    ['theme', 'never printed', 'JavaScript', 'silently'],
  ],
  ['wiki-links', '09-wiki.md', ['01-boxes', 'the tables', 'a labelled part', '[[code]]'], ['block-one']],
  [
    'attributes',
    '04-words.md',
    ['small words', 'underlined', 'code', 'a link'],
    ['smallcaps', 'kramdown-id'],
  ],
  ['fields', '04-words.md', ['The form is signed', 'the owner of the pond'], ['____', '3cm']],
  ['emoji-codes', '04-words.md', ['😄', '👍', ':no-such-code:'], [':smile:']],
  ['page-breaks', '10-pages.md', ['Six', 'Eight', 'Nine', '\\newpage in code'], ['clearpage', 'openxml']],
  ['raw-formats', '04-words.md', ['bold stays', 'A paragraph in'], ['vfill']],
  [
    'latex',
    '11-latex.md',
    ['bold words', 'A note of', 'LaTeX', 'a=b', '# *as it is*', 'p. 7', 'Centred'],
    ['textbf', 'center', 'verbatim'],
  ],
  ['definition-lists', '06-lists.md', ['Moss', 'Also a shade', 'Its second paragraph']],
  ['abbreviations', '04-words.md', ['The BBC (British Broadcasting Corporation) speaks'], ['*[']],
  ['line-blocks', '06-lists.md', ['anatomical', 'economical', 'So seldom'], ['|']],
  ['fancy-lists', '06-lists.md', ['The first letter', 'goes on', 'A roman item', 'As (2) shows'], ['@good']],
  ['line-marks', '03-listings.md', ['violets = 2', 'tulips = 3'], ['!code', 'next-line']],
  ['code-notes', '03-listings.md', ['rake(leaves)', 'In autumn', 'cup of tea'], ['# <1>']],
  ['data-tables', '02-tables.md', ['Sorrel', 'Bulbs of one bag', 'Crocus'], ['header-rows', '**']],
  ['dash-widths', '02-tables.md', ['Sharpening', 'whetstone']],
  ['table-spans', '02-tables.md', ['Kohlrabi', 'Fallow ground']],
  ['list-tables', '02-tables.md', ['Tools of one shed', 'digging'], ['stub-columns']],
  ['hidden-lines', '03-listings.md', ['visible words', '# attribute_kept'], ['hidden_module']],
  [
    'mdbook-includes',
    '12-includes.md',
    ['Words of mdBook', 'fn sow', 'harvest_all', 'fn dig', '{{#include parts/absent.md}}'],
    ['ANCHOR', 'nobody asked'],
  ],
  ['quarto-includes', '12-includes.md', ['Words of Quarto', 'child document'], ['Front matter']],
  ['snippets', '12-includes.md', ['Words of a snippet', 'harrow = 3', 'names between'], ['fallow']],
  ['include-markdown', '12-includes.md', ['Heading of an included', 'between two marks'], ['stay away']],
  ['myst-includes', '12-includes.md', ['Words of MyST', 'plough = 1']],
  ['data-files', '12-includes.md', ['Beds of a file', 'Lettuce of a file', 'Chard'], ['beds.csv']],
  [
    'file-marks',
    '12-includes.md',
    ['listing of Leanpub', 'with a title', 'Words of Marked', 'MultiMarkdown'],
  ],
  [
    'vitepress-includes',
    '12-includes.md',
    ['on two lines', 'drain(pond, "asked")'],
    ['first line', 'unasked'],
  ],
  ['wiki-embeds', '12-includes.md', ['Words of an embedded note', 'Its second part'], ['Nobody embeds']],
  ['partials', '12-includes.md', ['Words of a partial'], ['_partial']],
];

interface Compared {
  readonly text: Letters;
  readonly pieces: ChapterPieces;
}

let compared: ReadonlyMap<string, Compared>;
beforeAll(async () => {
  const bench = openWorkbench(nodeHost, PROJECT);
  const { book } = await readAndRenderAny(bench, BOOK);
  if (book === undefined) throw new Error('The book cannot be rendered.');
  const { chapters } = eBookText((await packEpub(book, bench.context)).bytes);
  const sources = await readSources(`${PROJECT}${BOOK}`, PROJECT);
  const expected = await expectedChapters(sources, 'epub');
  compared = new Map(
    sources.chapters.flatMap(({ file }, index) => {
      const [text, pieces] = [chapters[index], expected[index]];
      return text === undefined || pieces === undefined ? [] : [[file, { text, pieces }]];
    }),
  );
});

/** Removes letters from a text, or adds some. */
function changed({ letters, gaps }: Letters, at: number, count: number, added: string): Letters {
  const addedGaps = [...added].map((_, index) => (index === 0 ? ('line' as const) : ('none' as const)));
  return {
    letters: letters.slice(0, at) + added + letters.slice(at + count),
    gaps: gaps.toSpliced(at, count, ...addedGaps),
  };
}

test('there is a case for each dialect and each form of include', () => {
  const names = [...DIALECTS, ...INCLUDE_FORMS].map(({ name }) => name);
  expect(CASES.map(([name]) => name).toSorted()).toEqual(names.toSorted());
});

function comparedAt(chapter: string): Compared {
  const found = compared.get(chapter);
  if (found === undefined) throw new Error(`There is no chapter ${chapter}.`);
  return found;
}

const SEEN = CASES.flatMap(([name, chapter, seen]) => seen.map((words) => [name, words, chapter] as const));
const HIDDEN = CASES.flatMap(([name, chapter, _, hidden = []]) =>
  hidden.map((words) => [name, words, chapter] as const),
);

test.each(SEEN)('%s: the loss of “%s” is noticed', (_name, words, chapter) => {
  const { text, pieces } = comparedAt(chapter);
  expect(chapterFault(text, pieces)).toBeUndefined();
  const sought = compact(words);
  const at = text.letters.indexOf(sought);
  expect(at).toBeGreaterThanOrEqual(0);
  expect(chapterFault(changed(text, at, sought.length, ''), pieces)).toBeDefined();
});

test.each(HIDDEN)('%s: “%s” is hidden, and would be noticed', (_name, words, chapter) => {
  const { text, pieces } = comparedAt(chapter);
  const added = compact(words);
  expect(text.letters).not.toContain(added);
  for (const at of [0, Math.floor(text.letters.length / 2), text.letters.length]) {
    expect(chapterFault(changed(text, at, 0, added), pieces)).toBeDefined();
  }
});
