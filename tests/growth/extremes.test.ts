/** Tests texts with more parts than a function can take as arguments: none may overflow the stack. */
import type { Element } from 'hast';
import { expect, test } from 'vitest';
import type { Book } from '../../src/core/model/book.ts';
import { createLocator } from '../../src/core/screen/locate.ts';
import { buildNavigation } from '../../src/epub/package/navigation.ts';
import { planEpub } from '../../src/epub/plan.ts';
import { splitLongSections } from '../../src/epub/split.ts';
import { formatDiagnostics, readAndRender } from '../support/workbench.ts';
import { runStages } from './stages.ts';

const MANY = 130_000;

test.each([
  ['a listing of lines with empty ones between', `\`\`\`\n${'a\n\n'.repeat(MANY / 2)}\`\`\``, []],
  [
    'words of a cell',
    `<table><tr><td>x</td><td>\n\n${`${'a '.repeat(90_000)}\n\n`.repeat(2)}</td></tr></table>`,
    [],
  ],
  [
    'paragraphs in an element that is not kept',
    `<foo>\n\n${'a\n\n'.repeat(MANY / 2)}</foo>`,
    ['html-element-unknown t.md:3:1'],
  ],
])('reads and renders without a stack overflow: %s', async (_, text, expected) => {
  const { diagnostics, size } = await runStages({ 't.md': `# T\n\n${text}\n` });
  expect(formatDiagnostics(diagnostics)).toEqual(expected);
  expect(size).toBeGreaterThan(MANY);
});

test('lists adjacent headings of an e-book without a stack overflow', async () => {
  const { book } = await readAndRender({ 't.md': '# T\n' });
  const headings = Array.from(
    { length: MANY },
    (_, index) => ({ id: `t--${index}`, level: 4, text: 'x' }) as const,
  );
  const children = headings.map(({ id, text }): Element => {
    return { type: 'element', tagName: 'h4', properties: { id }, children: [{ type: 'text', value: text }] };
  });
  const [section] = book.sections;
  if (section === undefined) throw new Error('there is no section');
  const long: Book = {
    ...book,
    sections: [{ ...section, body: { type: 'root', children }, headings }],
    anchors: new Map(headings.map(({ id }) => [id, section.id])),
    navigation: headings.map(({ id, text }) => ({ id, title: text, level: 1, children: [] })),
  };
  const split = splitLongSections(long);
  const plan = planEpub(split, 'image/png');
  expect(buildNavigation(split, plan, createLocator(split, plan.sectionFiles)).points).toHaveLength(MANY + 1);
});
