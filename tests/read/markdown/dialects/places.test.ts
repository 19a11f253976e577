/** Problems in HTML that other programs write into Markdown have their places in the file. */
import { expect, test } from 'vitest';
import { collectDiagnostics } from '../../../support/workbench.ts';

test('in a part for HTML of an included file', async () => {
  const found = await collectDiagnostics({
    'a.md': '# T\n\nOne\n\nTwo\n\n{{< include _b.md >}}\n\n`<blink>`{=html}x`</blink>`{=html}\n',
    '_b.md': 'Words\n\n```{=html}\n<p>\n<marquee>x</marquee>\n</p>\n```\n',
  });
  expect(found).toEqual(['html-element-unknown _b.md:5:1', 'html-element-unknown a.md:9:2']);
});
