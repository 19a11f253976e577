/** Drawings carry what the pages say of them in their own files. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { expect, test } from 'vitest';
import { addDescription } from '../../../src/epub/package/svg-descriptions.ts';
import { readAndRender } from '../../support/workbench.ts';
import { pack } from '../packed.ts';

async function packFiles(files: Readonly<Record<string, string>>) {
  const named = Object.entries(files).map(([name, text]) => [`p/${name}`, text]);
  const { book } = await readAndRender({ 'p/publication.yaml': 'title: x\n', ...Object.fromEntries(named) });
  return pack(book);
}

const errorsIn = async (bytes: Uint8Array) =>
  (await EpubCheck.validate(bytes)).messages.filter(({ severity }) => severity !== 'info');

const drawing = (inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inner}</svg>`;
const described = (inner: string, title: string, description?: string): string =>
  new TextDecoder().decode(
    addDescription(new TextEncoder().encode(drawing(inner)), {
      title,
      ...(description && { description }),
    }),
  );

test('gives a drawing its alternative text as title, and the linked text as description', async () => {
  const figure =
    '\n\n:::figure[A gate.]{description="2.md#in-words"}\n![A *shut* gate & more](gate.svg)\n:::\n';
  const packed = await packFiles({
    'gate.svg': drawing('<rect width="9" height="9"/>'),
    'sun.svg': drawing('<circle r="9"/>'),
    '1.md': `# One${figure}\n![The sun](sun.svg) and ![again](sun.svg)\n`,
    '2.md': '# Two\n\n## In words\n\nThe gate is shut.\n\nNobody goes in.\n\n## After\n\nNot of the gate.\n',
  });
  expect(packed.text('images/gate.svg')).toContain(
    '<title>A shut gate &#x26; more</title><desc>The gate is shut. Nobody goes in.</desc><rect',
  );
  expect(packed.text('images/sun.svg')).toContain('viewBox="0 0 9 9"><title>The sun</title><circle');
  expect(await errorsIn(packed.bytes)).toEqual([]);
});

test('gives decoration no title', async () => {
  const packed = await packFiles({
    'sun.svg': drawing('<circle r="9"/>'),
    '1.md': '# One\n\nText <img src="sun.svg" alt="">.\n',
  });
  expect(packed.text('images/sun.svg')).not.toContain('<title');
});

test("keeps a drawing's own title, but replaces an empty one", () => {
  expect(described('<title>Mine</title><rect/>', 'Yours')).toBe(drawing('<title>Mine</title><rect/>'));
  expect(described('<title>Mine</title>', 'Yours', 'More')).toBe(
    drawing('<title>Mine</title><desc>More</desc>'),
  );
  expect(described('<rect/><title> </title>', 'Yours')).toBe(drawing('<title>Yours</title><rect></rect>'));
});

test('keeps a style sheet in a CDATA section', () => {
  const styled = described('<style><![CDATA[g > a { fill: red }]]></style>', 'x ]]> y');
  expect(styled).toContain('<style>g > a { fill: red }</style>');
  expect(styled).toContain('<title>x ]]&gt; y</title>');
});
