/** Tests features of other programs' Markdown beside each other in one text. */
import { expect, test } from 'vitest';
import { collectDiagnostics } from '../../../support/workbench.ts';

test('the title of an alert is not looked for in the text of the whole file', async () => {
  const text =
    '# A\n\n```md\nTerm\n  : one\n```\n\nTerm\n: one\n\n> [!TIP]\n> Words.\n\n> [!NOTE] Title\n> Words.\n';
  expect(await collectDiagnostics({ 'content/a.md': text })).toEqual([]);
});
