/**
 * Tests content that is written once and shown often: a short text must not need gigabytes of output or the
 * time for it.
 */
import type { Element, Root } from 'hast';
import { expect, test } from 'vitest';
import { computeFingerprints } from '../../src/cli/report/fingerprints.ts';
import { printDiagnostics } from '../../src/cli/report/report.ts';
import { diagnostic } from '../../src/core/diagnostics/diagnostic.ts';
import type { Book } from '../../src/core/model/book.ts';
import { fitText } from '../../src/epub/cover/fit-text.ts';
import { findDescriptions } from '../../src/epub/package/svg-descriptions.ts';
import { suggestName } from '../../src/lib/text/nearest.ts';
import { addAddresses, MAX_QR_CODES } from '../../src/print/document/links.ts';
import { cpuTime } from '../support/cpu-time.ts';
import { memoryHost } from '../support/workbench.ts';
import { runStages } from './stages.ts';

const LONG = 'long '.repeat(8000);

test('does not repeat chapter-sized column headers in every row', async () => {
  const head = `| ${LONG}| b | c | d |\n|---|---|---|---|\n`;
  const { diagnostics, size } = await runStages(
    { 't.md': `# T\n\n${head}${'| w | x | y | z |\n'.repeat(1000)}` },
    'large-print-uk',
  );
  expect(diagnostics).toEqual([]);
  expect(size).toBeLessThan(2_000_000);
});

test('does not repeat chapter-sized titles in every link', async () => {
  const { diagnostics, size } = await runStages({
    'publication.yaml': 'title: Book\nidentifier: urn:example:book\n',
    'a.md': `# A\n\n${'[](b.md)\n\n[see](b.md)\n\n'.repeat(500)}`,
    'b.md': `# B ${LONG}\n`,
  });
  expect(diagnostics).toEqual([]);
  expect(size).toBeLessThan(2_500_000);
});

test('prints a code for some of thousands of links, and the address for the others', () => {
  const children = Array.from({ length: MAX_QR_CODES + 200 }, (_, index): Element => {
    const properties = { href: `https://example.org/${index}` };
    return {
      type: 'element',
      tagName: 'p',
      properties: {},
      children: [{ type: 'element', tagName: 'a', properties, children: [] }],
    };
  });
  const tree: Root = { type: 'root', children };
  addAddresses(tree, { links: 'qr', terms: {} });
  const all = JSON.stringify(tree);
  expect(all.split('"tagName":"svg"').length - 1).toBe(MAX_QR_CODES);
  expect(all.split('(example.org/').length - 1).toBe(200);
});

test('reports thousands of unknown names within seconds, the first with a suggestion', async () => {
  const known = new Map(Array.from({ length: 5000 }, (_, index) => [`smith-${index}-title`, index]));
  const { value, milliseconds } = await cpuTime(() =>
    Array.from({ length: 5000 }, (_, index) => suggestName(`smyth-${index}-title`, known)),
  );
  expect(value[0]).toEqual({ near: 'smith-0-title' });
  expect(milliseconds).toBeLessThan(2000);
});

test('reports thousands of problems in one long line within seconds', async () => {
  const text = `# T\n\n${'[^a] '.repeat(20_000)}`;
  const host = memoryHost({ 't.md': text });
  const problems = Array.from({ length: 20_000 }, (_, index) =>
    diagnostic('note-missing', { label: 'a' }, { file: 't.md', line: 3, column: 1 + 5 * index }),
  );
  const { milliseconds } = await cpuTime(async () => {
    let output = '';
    const sinks = {
      host,
      color: false,
      out: () => {},
      err: (line: string) => {
        output += line;
      },
    };
    await printDiagnostics(problems, '/project', sinks);
    expect(output.split('\n').length).toBeLessThan(10);
    output = '';
    await printDiagnostics(problems, '/project', sinks, true);
    expect(output.split('note-missing').length).toBe(problems.length + 1);
    const found = await computeFingerprints(problems, { textOf: async () => text, pathOf: (file) => file });
    expect(found.at(-1)?.ordinal).toBe(problems.length);
  });
  expect(milliseconds).toBeLessThan(2000);
});

test('fits a thousand authors into the cover within a second', async () => {
  const names = Array.from({ length: 1000 }, (_, index) => `Author Number ${index}`).join(', ');
  const box = { width: 1080, height: 200, largest: 54, smallest: 36, leading: 1.2 };
  const { value, milliseconds } = await cpuTime(() => fitText(names, box));
  expect(value.lines.join('').replaceAll(' ', '')).toBe(names.replaceAll(' ', ''));
  expect(milliseconds).toBeLessThan(1000);
});

test('finds descriptions of drawings in time that grows with their number', async () => {
  const made = (tagName: string, properties: Element['properties']): Element => {
    return { type: 'element', tagName, properties, children: [{ type: 'text', value: 'A gate.' }] };
  };
  const numbers = [...Array(6000).keys()];
  const children = [
    ...numbers.map((n) => made('img', { src: `${n}.svg`, alt: 'Shows', ariaDetails: `d-${n}` })),
    ...numbers.map((n) => made('a', { id: `d-${n}`, href: '#about' })),
    made('p', { id: 'about' }),
  ];
  const assets = new Map(numbers.map((n) => [`${n}.svg`, { path: `${n}.svg` }]));
  const book = { sections: [{ body: { type: 'root', children } }], assets } as unknown as Book;
  const { value, milliseconds } = await cpuTime(() => findDescriptions(book));
  expect(value.get('5999.svg')).toEqual({ title: 'Shows', description: 'A gate.' });
  expect(milliseconds).toBeLessThan(1000);
});
