/** Tests that a file which is made in spite of forbidden HTML has nothing that runs, loads or sends, also where it is written twice. */
import { expect, test } from 'vitest';
import { memoryHost, openWorkbench, readAndRenderAny, sectionHtml } from '../../support/workbench.ts';

const SCRIPT = 'java' + 'script:a()';

test.each([
  '<p onclick="a()" onclick="b()" ONCLICK=c() style="color:red" style="width:5px">words</p>',
  'A <span data-cite="a" data-cite="b" onmouseover=a onmouseover=b>words</span>.',
  `<a href="${SCRIPT}" href="${SCRIPT}">words</a>`,
  '<script>alert(1)</script><iframe src="x" src="y">in</iframe>\n\nwords',
  'words <svg onload=a onload=b><script>1</script></svg>',
  '<div>words<object data=x data=y>x</object><form action=x><input name=a></form></div>',
  `words <math href="${SCRIPT}"><mi>x</mi></math>`,
  'words <img src="x" onerror=a onerror=b alt="A">',
  'words <link rel=stylesheet href=x><meta http-equiv=refresh content=0><base href=x>',
])('%s', async (html) => {
  const files = { 'content/a.md': `# A\n\n${html}\n` };
  const { book, diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)));
  const made = book === undefined ? '' : sectionHtml(book);
  expect(made).toContain('words');
  expect(made).not.toMatch(
    / on[a-z]+=|script|<(?:iframe|object|form|input|svg|link|meta|base)|data-cite|style=|src=/i,
  );
  expect(diagnostics.filter(({ severity }) => severity === 'warning').length).toBeGreaterThan(0);
});
