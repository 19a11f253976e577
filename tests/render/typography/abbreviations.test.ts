/** Tests where the meaning of an abbreviation is printed, and where the text says it already. */
import { expect, test } from 'vitest';
import { assembleHandout } from '../../../src/render/render-publication.ts';
import { readAndRender, sectionHtml } from '../../support/workbench.ts';

const WHO = '\n\n*[WHO]: World Health Organization\n';

/** Returns the text without its tags. */
const textIn = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();

async function render(text: string, yaml = ''): Promise<string> {
  const { book } = await readAndRender({ 't.md': `${yaml}# T\n\n${text}` });
  return textIn(sectionHtml(book)).replace(/^T /, '');
}

test.each([
  ['the first use', `The WHO and the WHO.${WHO}`, 'The WHO (World Health Organization) and the WHO.'],
  ['alone in brackets', `Some body (WHO).${WHO}`, 'Some body (WHO, World Health Organization).'],
  ['in emphasis', `The **WHO** says.${WHO}`, 'The WHO (World Health Organization) says.'],
  ['in HTML', 'An <abbr title="as needed">PRN</abbr> dose.', 'An PRN (as needed) dose.'],
  ['with quotation marks', 'A <abbr title="the &quot;big&quot; one">B</abbr>.', 'A B (the “big” one).'],
  ['not in a heading', `## WHO\n\nThe WHO.${WHO}`, 'WHO The WHO (World Health Organization).'],
  ['in a heading without another use', `## WHO\n\nWords.${WHO}`, 'WHO (World Health Organization) Words.'],
  ['not in a table', `| WHO |\n|---|\n| x |\n\nThe WHO.${WHO}`, 'WHO x The WHO (World Health Organization).'],
  ['two meanings', '<abbr title="one">A</abbr>, <abbr title="two">A</abbr>', 'A (one), A (two)'],
])('prints the meaning: %s', async (_, text, expected) => {
  expect(await render(text)).toBe(expected);
});

test.each([
  ['before', `The World Health\nOrganization (WHO) says. The WHO.${WHO}`],
  ['after, with other capitals and marks', `The WHO says. It is the *world* health-organization.${WHO}`],
  ['in a heading', `The WHO says.\n\n## World Health Organization${WHO}`],
])('prints no meaning that the text says %s', async (_, text) => {
  const html = await render(text);
  expect(html.match(/world.health.organization/gi)).toHaveLength(1);
});

test.each([
  ['without a title', '<abbr>WHO</abbr>'],
  ['with an empty one', '<abbr title=" ">WHO</abbr>'],
  ['with the same words', '<abbr title="WHO">WHO</abbr>'],
])('prints nothing after an abbreviation %s', async (_, text) => {
  expect(await render(text)).toBe('WHO');
});

test('a part of another word is no meaning that the text says', async () => {
  expect(await render('<abbr title="art">A</abbr> and party')).toBe('A (art) and party');
});

test('writes brackets of the language', async () => {
  const text = `见 WHO。\n\n*[WHO]: 世界卫生组织\n`;
  expect(await render(text, '---\nlanguage: zh\n---\n\n')).toContain('WHO（世界卫生组织）。');
});

test('finds a meaning in a sentence without spaces', async () => {
  const text = `见 WHO。这是世界卫生组织的页。\n\n*[WHO]: 世界卫生组织\n`;
  expect(await render(text, '---\nlanguage: zh\n---\n\n')).toBe('见 WHO。这是世界卫生组织的页。');
});

test('prints the meaning once in a book, and once in each chapter that is printed alone', async () => {
  const { book, rendered } = await readAndRender({
    'p/publication.yaml': 'title: x\nchapters: [a.md, b.md]\n',
    'p/a.md': `# A\n\nThe WHO.${WHO}`,
    'p/b.md': `# B\n\nThe WHO again.${WHO}`,
  });
  expect(textIn(sectionHtml(book))).toBe('A The WHO (World Health Organization). B The WHO again.');
  const [, second] = rendered.chapters;
  if (second === undefined) throw new Error('There is no second chapter.');
  const handout = await assembleHandout(rendered, second.chapter);
  expect(textIn(sectionHtml(handout))).toBe('B The WHO (World Health Organization) again.');
});
