/** Tests the names of links to sources. */
import { PDFDict } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { openPress, printHandout } from '../../../src/print/index.ts';
import { readAndRender, renderHandout } from '../../support/workbench.ts';
import { HANDOUTS, printBench } from '../workbench.ts';
import { load, outlineOf, tagsNamed, tagsOf, textIn } from './reader.ts';

const FILES = {
  'p/publication.yaml': 'title: T\nlanguage: de\nreferences: r.json\n',
  'p/r.json': JSON.stringify([
    { id: 'müller:1', type: 'book', title: 'One' },
    { id: 'ames', type: 'book', title: 'Two' },
  ]),
  'p/1-a.md': '# A\n\nB [@ames; @müller:1, S. 7]. [C](https://example.org/1).\n',
};

test('a link to a source is named with its number, in the language of the text', async () => {
  const { context } = printBench();
  const press = openPress({ jobs: 1, debug: false }, context);
  try {
    const made = await readAndRender(FILES);
    const { bytes } = await printHandout(await renderHandout(made, 0), HANDOUTS, press, context);
    const pdf = await load(bytes);
    const names = pdf
      .getPages()
      .flatMap((page) => page.node.Annots()?.asArray() ?? [])
      .map((annotation) => textIn(pdf.context.lookup(annotation, PDFDict), 'Contents'));
    expect(names).toEqual(['Quelle 1', 'Quelle 2', 'C']);
    const references = tagsNamed(tagsOf(pdf), 'Reference');
    expect(references.map(outlineOf)).toEqual(['Reference(Link)', 'Reference(Link)']);
    expect(references.every(({ kids: [link] }) => link?.marked.length === 1)).toBe(true);
  } finally {
    await press.close();
  }
});
