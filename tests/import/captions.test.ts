/** Captions, the numbers that lists begin with, and small capitals of Word documents. */
import { describe, expect, test } from 'vitest';
import { png } from '../support/pictures.ts';
import { item, paragraph, picture, run, style, table, text } from './docx-files.ts';
import { importDocx, importText, renderImported } from './imported.ts';

const STYLES = style('Beschriftung', 'caption');
const media = { 'a.png': png([[[200, 0, 0]]]) };

const field = (name: string, result: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> SEQ ${name} \\* ARABIC </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
const simple = (name: string, result: string): string =>
  `<w:fldSimple w:instr=" SEQ ${name} \\* ARABIC ">${run(result)}</w:fldSimple>`;
const caption = (content: string, id = 'Beschriftung'): string =>
  paragraph(content, `<w:pStyle w:val="${id}"/>`);
const gate = picture('image1', 'A gate', 6_000_000);
const head = (words: string): string => paragraph(run(words, '<w:b/>'));
const ages = table([
  [head('Age'), head('Dose')],
  [text('1'), text('2')],
]);

describe('captions', () => {
  test.each([
    ['counted by Word', caption(run('Figure ') + field('Figure', '1') + run(': The gate.'))],
    ['in one field', caption(run('Figure ') + simple('Figure', '1') + run('. The gate.'))],
    ['in another language', caption(run('Abbildung ') + field('Abbildung', '12') + run(' – The gate.'))],
    ['with the number of the chapter', caption(run('Figure ') + simple('Figure', '2-1') + run(' The gate.'))],
    ['typed', caption(run('Figure 1. The gate.'))],
    ['without a label', caption(run('The gate.'))],
    ['counted, without the style', paragraph(run('Figure ') + simple('Figure', '1') + run(': The gate.'))],
  ])('of a picture: %s', async (_, words) => {
    const expected = 'x\n\n:::figure\n\n![A gate](images/picture-1.png)\n\nThe gate.\n\n:::\n\ny\n';
    expect(await importText(text('x') + gate + words + text('y'), { media, styles: STYLES })).toBe(expected);
    // A caption above a picture is that of the picture, too.
    expect(await importText(text('x') + words + gate + text('y'), { media, styles: STYLES })).toBe(expected);
  });

  test('of a table, with emphasis, above it or below', async () => {
    const words = caption(
      run('Table ') + field('Table', '1') + run(': ') + run('Doses', '<w:b/>') + run(' by age.'),
    );
    const expected =
      'x\n\n:::table\n\n**Doses** by age.\n\n| Age | Dose |\n| - | - |\n| 1 | 2 |\n\n:::\n\ny\n';
    for (const body of [words + ages, ages + words]) {
      const found = await importText(text('x') + body + text('y'), { styles: STYLES });
      expect(found).toBe(expected);
    }
  });

  test('of several pictures and tables each belong to one, and are captions of the page', async () => {
    const figure = (number: string) =>
      gate + caption(run('Figure ') + simple('Figure', number) + run(`: Gate ${number}.`));
    const dose = caption(run('Table ') + simple('Table', '1') + run(': Doses.')) + ages;
    const imported = await importDocx({
      body: text('x') + figure('1') + dose + figure('2'),
      media,
      styles: STYLES,
    });
    const markdown = await imported.read('leaflet/leaflet.md');
    expect(markdown.match(/^:::\w+$/gm)).toEqual([':::figure', ':::table', ':::figure']);
    const html = await renderImported(imported);
    expect(html).toContain('<span class="caption-label">Figure 2.</span> Gate 2.');
    expect(html).toContain('<span class="caption-label">Table 1.</span> Doses.');
  });

  test('beside neither are paragraphs with all their words', async () => {
    const body = text('x') + caption(run('Figure ') + field('Figure', '1') + run(': The gate.')) + text('y');
    expect(await importText(body, { styles: STYLES })).toBe('x\n\nFigure 1: The gate.\n\ny\n');
    const inCell = table([[caption(run('Figure ') + simple('Figure', '1') + run(': A.')), text('b')]]);
    expect(await importText(text('x') + inCell, { styles: STYLES })).toContain('Figure 1: A.');
  });

  test('a sentence before a picture, and a number within words, are no captions', async () => {
    const body =
      text('Figure 1: no caption.') +
      gate +
      paragraph(run('See no. (') + simple('Note', '1') + run(') here.'));
    expect(await importText(text('x') + body, { media, styles: STYLES })).toBe(
      'x\n\nFigure 1: no caption.\n\n![A gate](images/picture-1.png)\n\nSee no. (1) here.\n',
    );
  });

  test.each([
    ['a year', 'Berlin 1945: The city.'],
    ['a month', 'May 2020 – Volunteers.'],
    ['another word', 'Apollo 11: The crew.'],
    ['a large number', 'Figure 1945: The city.'],
  ])('words with a number that are no label stay: %s', async (_, words) => {
    const markdown = await importText(text('x') + gate + caption(run(words)), { media, styles: STYLES });
    expect(markdown).toContain(`\n\n${words}\n\n:::\n`);
  });

  test('a sentence with a counter stays whole', async () => {
    const body =
      text('x') + gate + paragraph(run('As in part ') + simple('Part', '1') + run(': it is late.'));
    expect(await importText(body, { media, styles: STYLES })).toBe(
      'x\n\n![A gate](images/picture-1.png)\n\nAs in part 1: it is late.\n',
    );
  });

  test.each(['Abb. 3: The gate.', 'Рис. 2. The gate.', '图 1： The gate.', 'TABLE 2-1 – The gate.'])(
    'a label that was typed is that of the page: %s',
    async (words) => {
      const markdown = await importText(text('x') + gate + caption(run(words)), { media, styles: STYLES });
      expect(markdown).toContain('\n\nThe gate.\n\n:::\n');
    },
  );

  test('an empty caption, and a field without an end, lose no words', async () => {
    const open = `<w:r><w:instrText> SEQ Figure </w:instrText></w:r>${run('1')}`;
    const body = text('x') + gate + caption('') + gate + caption(run('Figure ') + open + run(': The gate.'));
    const markdown = await importText(body, { media, styles: STYLES });
    expect(markdown).toContain('The gate.');
    expect(markdown.match(/!\[A gate\]/g)).toHaveLength(2);
  });
});

describe('numbered lists', () => {
  const level = (start: string, format = 'decimal', ilvl = 0): string =>
    `<w:lvl w:ilvl="${ilvl}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/></w:lvl>`;
  const numbering = (content: string): { parts: Record<string, string> } => ({
    parts: {
      'word/numbering.xml': `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${content}</w:numbering>`,
    },
  });
  const lists = (first: string, second = ''): { parts: Record<string, string> } =>
    numbering(
      `<w:abstractNum w:abstractNumId="0">${level('1', 'bullet')}</w:abstractNum><w:abstractNum w:abstractNumId="1">${first}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>${second}`,
    );

  test('begin with the number that they have', async () => {
    expect(await importText(text('x') + item('a', 2) + item('b', 2), lists(level('5')))).toBe(
      'x\n\n5. a\n6. b\n',
    );
    expect(await importText(text('x') + item('a', 2), lists(level('0')))).toBe('x\n\n0. a\n');
    expect(await importText(text('x') + item('a', 1) + item('b', 1), lists(level('5')))).toBe(
      'x\n\n- a\n- b\n',
    );
  });

  test('go on after a paragraph', async () => {
    const body = text('x') + item('a', 2) + item('b', 2) + text('y') + item('c', 2);
    expect(await importText(body)).toBe('x\n\n1. a\n2. b\n\ny\n\n3. c\n');
  });

  test('begin again where the list says so', async () => {
    const again =
      '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>';
    const other = (words: string): string =>
      paragraph(run(words), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>');
    const body = text('x') + item('a', 2) + text('y') + other('b') + other('c') + text('z') + other('d');
    expect(await importText(body, lists(level('1'), again))).toBe(
      'x\n\n1. a\n\ny\n\n7. b\n8. c\n\nz\n\n9. d\n',
    );
  });

  test('in other lists begin with their own number each time', async () => {
    const levels = level('1') + level('3', 'decimal', 1);
    const body =
      text('x') + item('a', 2) + item('deep', 2, 1) + item('deep', 2, 1) + item('b', 2) + item('deep', 2, 1);
    expect(await importText(body, lists(levels))).toBe(
      'x\n\n1. a\n\n   3. deep\n   4. deep\n\n2. b\n\n   3. deep\n',
    );
  });

  test.each(['-1', 'many', '99999999999999999999', ''])('with the start %s begin with 1', async (start) => {
    expect(await importText(text('x') + item('a', 2), lists(level(start)))).toBe('x\n\n1. a\n');
  });

  test('of a level that is too deep, or of an unknown list, lose no words', async () => {
    const deep = paragraph(run('a'), '<w:numPr><w:ilvl w:val="999999999"/><w:numId w:val="2"/></w:numPr>');
    const unknown = paragraph(run('b'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>');
    const markdown = await importText(text('x') + deep + unknown);
    expect(markdown).toContain('a');
    expect(markdown).toContain('b');
  });
});

test('small capitals are ordinary letters, and counted', async () => {
  const small = run('Nato', '<w:smallCaps/>');
  const body = paragraph(run('The ') + small + run(' and ', '<w:smallCaps w:val="0"/>') + small);
  const { read, diagnostics } = await importDocx({ body: text('x') + body });
  expect(await read('leaflet/leaflet.md')).toContain('The Nato and Nato');
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ['word-changed', expect.stringContaining('2 texts in small capitals')],
  ]);
});
