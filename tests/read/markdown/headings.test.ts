/** The title of a chapter and the levels of its headings. */
import { expect, test } from 'vitest';
import { collectDiagnostics } from '../../support/workbench.ts';

test.each([
  ['levels down and up', '# T\n\n## A\n\n### B\n\n## C\n', []],
  ['a level skipped', '# T\n\n### B\n', ['heading-skipped t.md:3:1']],
  ['a level skipped in a list', '# T\n\n## A\n\n- x\n\n  #### B\n', ['heading-skipped t.md:7:3']],
  ['a second title', '# T\n\n# U\n', ['heading-title-again t.md:3:1']],
  ['no text', '# T\n\n##\n', ['heading-empty t.md:3:1']],
  ['only an id', '# T\n\n## {#only}\n', ['heading-empty t.md:3:1']],
  ['tags alone', '# T\n\n## <b></b>\n\nText.\n', ['heading-empty t.md:3:1']],
  ['words in tags', '# <b>T</b>\n\n## H<sub>2</sub>O\n', []],
  ['underlined', 'T\n=\n\nA\n-\n', []],
  ['a picture for a heading', '# T\n\n## ![A gate](gate.svg)\n', ['image-missing t.md:3:4']],
  [
    'a picture in HTML for a heading',
    '# T\n\n## <img src="gate.svg" alt="A gate">\n',
    ['image-missing t.md:3:4'],
  ],
])('reports the headings: %s', async (_, text, expected) =>
  expect(await collectDiagnostics({ 't.md': text })).toEqual(expected),
);
