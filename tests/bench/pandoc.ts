/**
 * Compares an e-book alone with that of pandoc, and a PDF with that of pandoc and Typst: an article, a book of 60,000 words, and a book of
 * more than 600 pages. Each is built cold, from the same text.
 */
import { join } from 'node:path';
import { buildCold, inBook, inTurns, withCompiled, writeContent } from './cli-builds.ts';
import type { Bench, Comparison, Pair } from './comparison.ts';
import { ARTICLE, BOOK, LARGE_BOOK, type LongText, longText } from './long-text.ts';
import {
  type BookRival,
  type Found,
  findPandoc,
  findPandocAndTypst,
  writeForPandoc,
} from './pandoc-rivals.ts';

interface Scenario {
  readonly name: string;
  /** What is built. */
  readonly what: string;
  readonly text: LongText;
  readonly edition: 'handouts-a4' | 'book-a4';
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'pandoc-article', what: 'an article of 3,000 words', text: ARTICLE, edition: 'handouts-a4' },
  { name: 'pandoc-book', what: 'a book of 60,000 words', text: BOOK, edition: 'book-a4' },
  { name: 'pandoc-large', what: 'a book of 789 pages', text: LARGE_BOOK, edition: 'book-a4' },
];

export const pandocBenches: readonly Bench[] = SCENARIOS.map((scenario) => ({
  name: scenario.name,
  run: async (runs, say) => {
    const [epub, pdf] = [await findPandoc(), await findPandocAndTypst()];
    // Where there is nothing to compare with, the package need not be compiled.
    if ('missing' in epub && 'missing' in pdf)
      return [row(scenario, 'e-book', epub), row(scenario, 'PDF', pdf)];
    return withCompiled((folder) => measure(scenario, { epub, pdf }, folder, runs, say));
  },
}));

async function measure(
  scenario: Scenario,
  rivals: { readonly epub: Found; readonly pdf: Found },
  folder: string,
  runs: number,
  say: (text: string) => void,
): Promise<readonly Comparison[]> {
  const [project, beside] = [join(folder, 'project'), join(folder, 'rival')];
  const files = textOf(scenario);
  await writeContent(project, scenario.edition === 'book-a4' ? inBook(files) : files);
  const names = await writeForPandoc(beside, files);
  const pairsWith = async (rival: Found, edition: string): Promise<readonly Pair[]> => {
    const pairs: Pair[] = [];
    // The first run reads the files from the disk and compiles the modules; it is not counted.
    for (let index = 0; 'time' in rival && index <= runs; index += 1) {
      const pair = await onePair(rival, edition, index);
      if (index > 0) pairs.push(pair);
      say(`${scenario.name}, ${edition}: ${index} of ${runs}`);
    }
    return pairs;
  };
  const onePair = (rival: BookRival, edition: string, index: number): Promise<Pair> =>
    inTurns(
      index,
      () => buildCold(project, ['--edition', edition]),
      () => rival.time(beside, names),
    );
  return [
    row(scenario, 'e-book', rivals.epub, await pairsWith(rivals.epub, 'epub')),
    row(scenario, 'PDF', rivals.pdf, await pairsWith(rivals.pdf, scenario.edition)),
  ];
}

/** Without page numbers of a printed book, for which our e-book alone would be printed: pandoc has none. */
function textOf({ text, edition }: Scenario): Readonly<Record<string, string>> {
  const { 'publication.yaml': settings, ...chapters } = longText(text);
  return edition === 'book-a4'
    ? { ...chapters, 'publication.yaml': `${settings}pages-from: none\n` }
    : chapters;
}

const row = (
  { what }: Scenario,
  format: 'e-book' | 'PDF',
  rival: Found,
  pairs: readonly Pair[] = [],
): Comparison => ({
  subject: `${what}, ${format} alone, cold`,
  floor: `${rival.name}${'missing' in rival ? ` (${rival.missing})` : ''}`,
  pairs,
  target: { ratio: 1 },
});
