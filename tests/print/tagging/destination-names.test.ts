/** Tests that links lead where they should in texts whose ids are too long for names of a PDF. */
import { PDFArray, PDFDict, PDFName } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { openPress, printBook, printHandout } from '../../../src/print/index.ts';
import { checkPdf } from '../../conformance/pdf.ts';
import { readAndRender, renderHandout } from '../../support/workbench.ts';
import { divide, printParts } from '../parts/both-ways.ts';
import { BOOK, HANDOUTS, printBench } from '../workbench.ts';
import { load } from './reader.ts';

const NAME = 'οι-ρυθμίσεις-των-σημειώσεων-και-των-φακέλων';
const TEXT = [
  '# Οι ρυθμίσεις των σημειώσεων',
  '[πρώτο](#μια-μεγάλη-επικεφαλίδα-της-πρώτης-σελίδας), [δεύτερο](#μια-μεγάλη-επικεφαλίδα-της-δεύτερης-σελίδας), [τρίτο](#d1), σημείωση[^1].',
  '## Μια μεγάλη επικεφαλίδα της πρώτης σελίδας',
  'Λόγια.',
  '\\newpage',
  '## Μια μεγάλη επικεφαλίδα της δεύτερης σελίδας',
  'Λόγια.',
  '## Τρίτη {#d1}',
  '[^1]: Σημείωση.',
].join('\n\n');
const FILES = {
  'p/publication.yaml': `title: Τ\nlanguage: el\nchapters: ["${NAME}.md"]\n`,
  [`p/${NAME}.md`]: TEXT,
};

/** Returns the index of the page to which each link leads; -1 if it leads nowhere. */
async function targetsOf(bytes: Uint8Array): Promise<readonly number[]> {
  const pdf = await load(bytes);
  const pages = pdf.getPages().map(({ ref }) => ref);
  const destinations = pdf.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict);
  const annotations = pdf.getPages().flatMap(({ node }) => node.Annots()?.asArray() ?? []);
  return annotations.map((annotation) => {
    const name = pdf.context.lookup(annotation, PDFDict).lookupMaybe(PDFName.of('Dest'), PDFName);
    const destination = name && destinations?.lookupMaybe(name, PDFArray);
    return destination === undefined
      ? -1
      : pages.findIndex((page) => page.toString() === destination.get(0).toString());
  });
}

test('names of destinations have 127 bytes at most, and each link leads to its page', async () => {
  const { context } = printBench();
  const press = openPress({ jobs: 1, debug: false }, context);
  try {
    const made = await readAndRender(FILES, { expected: ['terms-missing p/publication.yaml:2:11'] });
    const handout = await printHandout(await renderHandout(made, 0), HANDOUTS, press, context);
    expect(await checkPdf(handout.bytes)).toEqual([]);
    expect((await targetsOf(handout.bytes)).slice(0, 3)).toEqual([0, 1, 1]);
    expect(await targetsOf(handout.bytes)).not.toContain(-1);
    const book = await printBook(made.book, BOOK, press, context);
    expect(await checkPdf(book.bytes)).toEqual([]);
    expect(await targetsOf(book.bytes)).not.toContain(-1);
  } finally {
    await press.close();
  }
});

test('links between the parts of a book lead to destinations whose names were too long', async () => {
  const { context } = printBench();
  const press = openPress({ jobs: 1, debug: false }, context);
  const other = `${NAME}-και-άλλα`;
  const files = {
    'p/publication.yaml': `title: Τ\nlanguage: el\nchapters: ["${NAME}.md", "${other}.md"]\n`,
    [`p/${NAME}.md`]: `# Πρώτο\n\n[δεύτερο κεφάλαιο](${other}.md)\n`,
    [`p/${other}.md`]: `# Δεύτερο\n\n[πρώτο κεφάλαιο](${NAME}.md)\n`,
  };
  try {
    const { book } = await readAndRender(files, { expected: ['terms-missing p/publication.yaml:2:11'] });
    const bytes = await printParts(book, BOOK, divide(2, 1), { job: press, context });
    expect(await checkPdf(bytes ?? new Uint8Array())).toEqual([]);
    const targets = await targetsOf(bytes ?? new Uint8Array());
    // The contents and both chapters.
    expect(new Set(targets).size).toBe(2);
    expect(targets).not.toContain(-1);
  } finally {
    await press.close();
  }
});
