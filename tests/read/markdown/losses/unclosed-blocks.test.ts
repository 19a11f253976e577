/** What is never closed takes the text below it: it is reported where it opens, with the lines that it takes. */
import { expect, test } from 'vitest';
import {
  collectDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRenderAny,
} from '../../../support/workbench.ts';

async function diagnose(text: string): Promise<readonly string[]> {
  const { diagnostics } = await readAndRenderAny(openWorkbench(memoryHost({ 't.md': text })));
  return diagnostics.map(
    ({ code, message, place }) =>
      `${code} ${place?.line}:${place?.column} ${/\d+ lines|this line/.exec(message)?.[0]}`,
  );
}

test.each([
  ['# T\n\nA.\n\n<!-- to do\n\nB.\n\n## C\n', ['comment-unclosed 5:1 5 lines']],
  ['# T\n\nA.\n<!-- to do\n', ['comment-unclosed 4:1 this line']],
  ['# T\n\n- a\n\n  <!-- to do\n\n- b\n', ['comment-unclosed 5:3 this line']],
  ['# T\n\n<!-- a --> <!-- b\n\nC.\n', ['comment-unclosed 3:12 this line']],
  ['# T\n\n<div>\n<!-- a\n\nC.\n\n</div>\n', ['comment-unclosed 4:1 this line']],
  ['# T\n\n<?php\n\nA.\n', ['comment-unclosed 3:1 3 lines']],
  ['# T\n\n<![CDATA[\n\nA.\n', ['comment-unclosed 3:1 3 lines']],
  ['# T\n\n<!DOCTYPE\n\nA.\n', ['comment-unclosed 3:1 3 lines']],
  ['# T\n\n<!-- a\n\nB.\n\n<!-- c -->\n', ['comment-nested 3:1 5 lines']],
  ['# T\n\nA.\n\n```\nB.\n\nC.\n', ['fence-unclosed 5:1 4 lines']],
  ['# T\n\n~~~\nB.\n```\n', ['fence-unclosed 3:1 3 lines']],
  ['# T\n\n````\nB.\n```\n', ['fence-unclosed 3:1 3 lines']],
  ['# T\n\n```\nB.\n``` end\n', ['fence-unclosed 3:1 3 lines']],
  ['# T\n\n> ```\n> B.\n\nC.\n', ['fence-unclosed 3:3 2 lines']],
  ['# T\n\n```', ['fence-unclosed 3:1 this line']],
  ['---\ntitle: T\nlanguage: en\n\n# T\n\nA.\n', ['front-matter-unclosed 1:1 3 lines']],
  ['---\ntitle: T\nauthors:\n  - name: A\n# T\n\nA.\n', ['front-matter-unclosed 1:1 4 lines']],
])('reports %j', async (text, expected) => expect(await diagnose(text)).toEqual(expected));

test.each([
  ['# T\n\n<!-- a -->\n\nB. <!-- c --> D.\n\n<!-- e\n\nf -->\n\n<!-->\n\n<!--->\n'],
  ['# T\n\nA.\n\n<!--[if mso]><!-- -->\nB.\n<!--<![endif]-->\n'],
  ['# T\n\n```\n<!-- a\n```\n\n`<!-- b` <?c ?>\n\n    <!-- d\n\n    ```\n'],
  ['# T\n\n```\nA\n```\n\n~~~~ js\n~~~\n~~~~~\n\n> ```\n> b\n> ```\n\n- ```\n  c\n  ```\n\n$$\nx\n$$\n'],
  ['---\n\n# T\n\nA.\n'],
  ['---\ntitle: T\n---\n\nA.\n'],
  ['---\n# T\n\nNote: A.\n'],
])('says nothing of %j', async (text) => expect(await collectDiagnostics({ 't.md': text })).toEqual([]));
