/** Listings that are not to be shown, and code whose result is. */
import { expect, test } from 'vitest';
import {
  collectDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRenderAny,
  sectionHtml,
} from '../../../support/workbench.ts';

const HIDDEN = ['```{r echo=FALSE}\nx\n```', '```{r}\n#| label: a\n#| include: false\nx\n```'];

test('reports code that is left out once, and code in the line', async () => {
  const text = `# T\n\n${HIDDEN.join('\n\n')}\n\nThe mean is \`r mean(x)\`.\n`;
  const expected = ['markup-left-out a.md:3:1', 'markup-literal a.md:13:13'];
  expect(await collectDiagnostics({ 'a.md': text })).toEqual(expected);
});

test.each([
  '```{r, echo=TRUE}\nx\n```\n\nSee `r`.',
  '```{python}\n#| echo: true\nx\n```\n\nWrite `r x`.',
  '```{r}\n```',
  '```rust\n# x\n```',
])('%j says nothing', async (listing) => {
  expect(await collectDiagnostics({ 'a.md': `# T\n\n${listing}\n` })).toEqual([]);
});

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';

/** Renders a text beside two pictures, and returns its figures and listings. */
async function figuresOf(text: string): Promise<readonly string[]> {
  const files = { 'a.md': `# T\n\n${text}\n`, 'x.svg': PICTURE, 'y.svg': PICTURE };
  const { book } = await readAndRenderAny(openWorkbench(memoryHost(files)), 'a.md');
  if (book === undefined) throw new Error('Nothing could be rendered.');
  const html = sectionHtml(book, 0)
    .replace(/ src="[^"]*\/|<\/?span[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
  return [...html.matchAll(/<figure.*?<\/figure>|<pre.*?<\/pre>/g)].map(([found]) => found);
}

test('a chunk that only includes pictures is these pictures, with caption, label and width', async () => {
  const text =
    '```{r one-x, echo=FALSE, fig.cap="A *plot* of `x`", fig.alt=\'A line\', out.width="50%"}\n# where from\nknitr::include_graphics("x.svg", dpi = NA)\n```\n\n' +
    '```{r, echo=FALSE}\n#| label: fig-two\n#| fig-cap: >\n#|   Long\n#|   words\ninclude_graphics(c("x.svg", \'y.svg\'))\n```\n\nSee \\@ref(fig:one-x) and @fig-two.';
  const figures = await figuresOf(text);
  expect(figures).toHaveLength(3);
  expect(figures[0]).toMatch(/id="a--fig:one-x".*alt="A line".*width="50%".*A plot of x/);
  expect(figures[1]).not.toContain('figcaption');
  expect(figures[2]).toMatch(/id="a--fig-two".*alt="Long words".*Long words/);
  const files = { 'a.md': `# T\n\n${text}\n`, 'x.svg': PICTURE, 'y.svg': PICTURE };
  expect(await collectDiagnostics(files)).toEqual([]);
});

test('code that is shown stays, and code that does more or does not run is no picture', async () => {
  const shown = await figuresOf('```{r, fig.alt="A"}\nknitr::include_graphics("x.svg")\n```');
  expect(shown.map((each) => each.slice(0, 4))).toEqual(['<pre', '<fig']);
  for (const text of [
    '```{r, eval=FALSE}\nknitr::include_graphics("x.svg")\n```',
    '```{r}\nif (a) knitr::include_graphics("x.svg")\n```',
    '```{python}\ninclude_graphics("x.svg")\n```',
  ]) {
    expect((await figuresOf(text)).map((each) => each.slice(0, 4))).toEqual(['<pre']);
  }
});

test('a caption that R makes is none', async () => {
  const [figure] = await figuresOf(
    '```{r a, echo=FALSE, fig.cap=paste0(x), fig.alt="A"}\ninclude_graphics("x.svg")\n```',
  );
  expect(figure).not.toContain('figcaption');
});

test('code in the options of a chunk is no end of its fence, and stays where a listing shows it', async () => {
  const text = '```{r, fig.cap="A plot of `x`"}\nplot(x)\n# no heading\n```\n\n````\n```{r, a="`b`"}\n````';
  expect(await figuresOf(text)).toEqual([
    expect.stringMatching(/plot\(x\).*# no heading/),
    expect.stringContaining('a="`b`"'),
  ]);
});
