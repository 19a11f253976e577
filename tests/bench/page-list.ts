/** Compares an e-book that lists the pages of its printed book with this book: alone, and both together. */
import { buildCold, inBook, inTurns, withCompiled, writeContent } from './cli-builds.ts';
import type { Bench, Pair } from './comparison.ts';
import { BOOK, longText } from './long-text.ts';

const [PDF, EBOOK] = [
  ['--edition', 'book-a4'],
  ['--edition', 'epub'],
];

export const pageList: Bench = {
  name: 'page-list',
  run: (runs, say) =>
    withCompiled(async (project) => {
      await writeContent(project, inBook(longText(BOOK)));
      const [alone, both]: [Pair[], Pair[]] = [[], []];
      for (let index = 0; index <= runs; index += 1) {
        const againstBook = (options: readonly string[]) =>
          inTurns(
            index,
            () => buildCold(project, options),
            () => buildCold(project, PDF),
          );
        const [one, two] = [await againstBook(EBOOK), await againstBook([...PDF, ...EBOOK])];
        if (index > 0) alone.push(one);
        if (index > 0) both.push(two);
        say(`page-list: ${index} of ${runs}`);
      }
      const floor = 'the book alone, PDF, cold';
      return [
        { subject: 'the e-book alone, with the pages of a book of 60,000 words, cold', floor, pairs: alone },
        { subject: 'the e-book and this book, cold', floor, pairs: both },
      ];
    }),
};
