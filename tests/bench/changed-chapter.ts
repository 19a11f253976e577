/**
 * Compares a build after a change of one chapter in twenty with the cold build: the book and the e-book, of 60,000 words and of 726
 * pages.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, buildCold, inBook, withCompiled, writeContent } from './cli-builds.ts';
import type { Bench, Comparison, Pair } from './comparison.ts';
import { BOOK, LARGE_BOOK_IN_20, type LongText, longText } from './long-text.ts';

interface Scenario {
  readonly name: string;
  readonly what: string;
  readonly text: LongText;
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'changed-book', what: 'a book of 60,000 words', text: BOOK },
  { name: 'changed-large', what: 'a book of 726 pages', text: LARGE_BOOK_IN_20 },
];

/** Editions by what the table calls them. The e-book alone has no page numbers, or it would be printed. */
const WORKS = [
  { format: 'PDF', options: ['--edition', 'book-a4'], settings: '' },
  { format: 'e-book', options: ['--edition', 'epub'], settings: 'pages-from: none\n' },
  {
    format: 'PDF and e-book with page list',
    options: ['--edition', 'book-a4', '--edition', 'epub'],
    settings: '',
  },
] as const;

export const changedChapter: readonly Bench[] = SCENARIOS.map((scenario) => ({
  name: scenario.name,
  run: (runs, say) =>
    withCompiled(async (folder) => {
      const comparisons: Comparison[] = [];
      for (const work of WORKS) comparisons.push(await measure(scenario, work, folder, runs, say));
      return comparisons;
    }),
}));

async function measure(
  { name, what, text }: Scenario,
  { format, options, settings }: (typeof WORKS)[number],
  folder: string,
  runs: number,
  say: (text: string) => void,
): Promise<Comparison> {
  const project = join(folder, format.replaceAll(' ', '-'));
  const { 'publication.yaml': common, ...chapters } = longText(text);
  await writeContent(project, inBook({ ...chapters, 'publication.yaml': `${common}${settings}` }));
  const chapter = join(project, 'content/book', `chapter-${text.chapters >> 1}.md`);
  const original = await readFile(chapter, 'utf8');
  const pairs: Pair[] = [];
  for (let index = 0; index <= runs; index += 1) {
    await writeFile(chapter, original);
    const floor = await buildCold(project, options);
    await writeFile(chapter, changed(original, index));
    const subject = await build(project, options);
    if (index > 0) pairs.push({ subject, floor });
    say(`${name}, ${format}: ${index} of ${runs}`);
  }
  const subject = `${what}, ${format}, one of ${text.chapters} chapters changed`;
  return { subject, floor: 'the same, cold', pairs };
}

/** Returns the chapter with another sentence at the end of its first paragraph. */
const changed = (text: string, index: number): string =>
  text.replace(/^(?!#)\S.*$/m, (paragraph) => `${paragraph} This sentence is number ${index + 1}.`);
