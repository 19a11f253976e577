/** Tests side notes: where they are in the order of reading. */
import { expect, test } from 'vitest';
import { collectDiagnostics, renderMarkdown } from '../../support/workbench.ts';

const show = async (markdown: string): Promise<string> =>
  (await renderMarkdown(`Lead.\n\n${markdown}`)).replace(/^.*?Lead\.<\/p>\n/s, '').replaceAll('\n', '');

const note = (html: string): string => `<aside role="note" class="side-note">${html}</aside>`;

test.each([
  'One.[Two.]{.aside} Three.',
  'One.[Two.]{.marginnote} Three.',
  'One.\\marginpar{Two.} Three.',
  'One.\\sidenote{Two.} Three.',
])('a note in a paragraph is after it: %j', async (markdown) => {
  expect(await show(markdown)).toBe(`<p>One. Three.</p>${note('<p>Two.</p>')}`);
});

test.each([
  '::: {.column-margin}\nTwo.\n:::',
  '::: aside\nTwo.\n:::',
  '::: {.sidenote}\nTwo.\n:::',
  '```{margin}\nTwo.\n```',
  ':::{sidebar}\nTwo.\n:::',
])('a block is one: %j', async (markdown) => {
  expect(await show(`One.\n\n${markdown}`)).toBe(`<p>One.</p>${note('<p>Two.</p>')}`);
});

test('several notes keep their order, and their ids', async () => {
  expect(await show('One[two]{.aside #n} and[three]{.aside} four.')).toMatch(
    /^<p>One and four\.<\/p><aside role="note" class="side-note" id="[\w-]*n"><p>two<\/p><\/aside><aside [^>]*><p>three/,
  );
});

test('a note alone in its paragraph leaves no empty one', async () => {
  expect(await show('[Alone.]{.aside}')).toBe(note('<p>Alone.</p>'));
});

test('an empty note is none', async () => {
  expect(await show('One[]{.aside}.\n\n::: aside\n:::')).toBe('<p>One.</p>');
});

test('a note in a note is after it', async () => {
  expect(await show('One[two[three]{.aside}]{.aside}.')).toContain('<p>two</p>');
});

test('words in a heading and in a cell stay, and are reported', async () => {
  const markdown = '## One [two]{.aside}\n\n| a |\n|---|\n| b [c]{.aside} |';
  expect(await collectDiagnostics({ 'text.md': `# T\n\n${markdown}` })).toEqual([
    'side-note-unfit text.md:3:8',
    'side-note-unfit text.md:7:5',
  ]);
});
