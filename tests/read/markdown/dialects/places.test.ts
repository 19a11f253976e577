/** Problems in what other programs read have their places in the file that contains them. */
import { expect, test } from 'vitest';
import {
  collectDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRenderAny,
  withoutProposals,
} from '../../../support/workbench.ts';

test('in a part for HTML of an included file', async () => {
  const found = await collectDiagnostics({
    'a.md': '# T\n\nOne\n\nTwo\n\n{{< include _b.md >}}\n\n`<blink>`{=html}x`</blink>`{=html}\n',
    '_b.md': 'Words\n\n```{=html}\n<p>\n<marquee>x</marquee>\n</p>\n```\n',
  });
  expect(found).toEqual(['html-element-unknown _b.md:5:1', 'html-element-unknown a.md:9:2']);
});

test('in the marks of a template in quoted HTML', async () => {
  const found = await collectDiagnostics({
    'a.md': '# T\n\n> <div>\n> words\n> <b>{{ x }}</b>\n> </div>\n',
  });
  expect(found).toEqual(['markup-left-out a.md:5:6']);
});

test('in the content of a component of MDX', async () => {
  const found = await collectDiagnostics({
    'a.mdx':
      '# T\n\n> <Note>\n> <div>\n> <marquee>x</marquee>\n> <Foo/>\n> </div>\n> </Note>\n\nWords <Bar/> <Baz x={1}/>.\n',
  });
  expect(found).toEqual([
    'html-element-unknown a.mdx:5:3',
    'markup-left-out a.mdx:6:3',
    'markup-left-out a.mdx:10:7',
    'markup-left-out a.mdx:10:14',
  ]);
});

test('each file of a text that includes others has lines of its own', async () => {
  const { diagnostics } = await readAndRenderAny(
    openWorkbench(
      memoryHost({
        'a.md': '# T\n\n{{ x }} and <x-y></x-y>\n\n{{< include _b.md >}}\n\n{{ x }} and <x-y></x-y>\n',
        '_b.md': 'Words\n\n{{ x }}\n\nWords <x-y></x-y>\n',
      }),
    ),
  );
  const found = withoutProposals(diagnostics).map(
    ({ place, message }) => `${place?.file}:${place?.line} ${message}`,
  );
  expect(found).toEqual([
    '_b.md:3 A mark of a template is not read in this form: “{{ x }}”.',
    '_b.md:5 `<x-y>` is removed; its text stays.',
    'a.md:3 A mark of a template is not read in this form: “{{ x }}”. There are 2, in lines 3, 7.',
    'a.md:3 `<x-y>` is removed; its text stays. There are 2, in lines 3, 7.',
  ]);
});
