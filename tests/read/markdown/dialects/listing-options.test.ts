/** Listings that are not to be shown, and code whose result is. */
import { expect, test } from 'vitest';
import { collectDiagnostics } from '../../../support/workbench.ts';

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
