/** A Word document becomes a publication: its text, its pictures and its properties. */
import { describe, expect, test } from 'vitest';
import { png } from '../support/pictures.ts';
import { heading, item, paragraph, picture, run, table, text, title } from './docx-files.ts';
import { importDocx, importText, renderImported } from './imported.ts';

const PICTURE = png([[[200, 0, 0]]]);
const OTHER = png([[[0, 0, 200]]]);
const LONG_TEXT = 'Drink water before you are thirsty, and rest when the fever is high. ';

describe('the properties', () => {
  test('title, authors, subjects and language are in the settings', async () => {
    const core =
      '<dc:title>Fever in children</dc:title><dc:creator>Ada Lovelace; Grace Hopper</dc:creator><cp:keywords>fever, children</cp:keywords><dc:language>en-GB</dc:language>';
    const { read } = await importDocx({ body: text(LONG_TEXT.repeat(3)), core });
    expect(await read('leaflet/publication.yaml')).toBe(
      'title: Fever in children\nlanguage: en-GB\nauthors:\n  - Ada Lovelace\n  - Grace Hopper\nsubjects:\n  - fever\n  - children\nchapters:\n  - leaflet.md\n',
    );
  });

  test('names that programs write are left out', async () => {
    const core = '<dc:title>Microsoft Word - draft.doc</dc:title><dc:creator>Administrator</dc:creator>';
    const { read } = await importDocx({ body: text('Words.'), core });
    expect(await read('leaflet/publication.yaml')).toBe('title: Leaflet\nchapters:\n  - leaflet.md\n');
  });

  test('the language is that of the text where the settings of Word differ', async () => {
    const styles =
      '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>';
    const body =
      text('Kinder mit Fieber sollen viel trinken und sich ausruhen.') +
      text('Wenn das Fieber länger als drei Tage dauert, gehen Sie zum Arzt.') +
      text('Geben Sie Ihrem Kind nur die Medikamente, die der Arzt verordnet hat.') +
      text('Rufen Sie an, wenn es nicht trinken will.');
    const { read } = await importDocx({ body, styles });
    expect(await read('leaflet/publication.yaml')).toContain('language: de\n');
  });
});

describe('headings', () => {
  test('the title is above the headings, which move down', async () => {
    const body =
      title('Fever') + heading(1, 'At home') + text('Rest.') + heading(2, 'At night') + text('Sleep.');
    const { read } = await importDocx({ body });
    expect(await read('leaflet/leaflet.md')).toBe(
      '# Fever\n\n## At home\n\nRest.\n\n### At night\n\nSleep.\n',
    );
  });

  test('the only first heading is the title', async () => {
    const { read } = await importDocx({ body: heading(1, 'Fever') + text('Rest.') + heading(2, 'Water') });
    expect(await read('leaflet/leaflet.md')).toBe('# Fever\n\nRest.\n\n## Water\n');
  });

  test('a bold first line is the title, and further bold paragraphs are hinted at', async () => {
    const body =
      paragraph(run('Fever', '<w:b/>')) +
      text('Rest.') +
      paragraph(run('At night', '<w:b/>')) +
      text('Sleep.');
    const { read, diagnostics } = await importDocx({ body });
    expect(await read('leaflet/leaflet.md')).toBe('# Fever\n\nRest.\n\n**At night**\n\nSleep.\n');
    expect(diagnostics).toMatchObject([
      { code: 'word-heading-unmarked', place: { file: 'leaflet/leaflet.md', line: 5 } },
    ]);
  });

  test('a style with an outline level, or based on a heading, is a heading', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Red"><w:name w:val="Red"/><w:basedOn w:val="Own"/></w:style>';
    const own = (id: string, words: string): string => paragraph(run(words), `<w:pStyle w:val="${id}"/>`);
    const markdown = await importText(
      title('T') + own('Own', 'One') + text('a') + own('Red', 'Two') + text('b'),
      { styles },
    );
    expect(markdown).toBe('## One\n\na\n\n## Two\n\nb\n');
  });

  test('a long document has a file for each chapter, and its links lead there', async () => {
    const mark = '<w:bookmarkStart w:id="1" w:name="water"/>';
    const link = '<w:p><w:hyperlink w:anchor="water"><w:r><w:t>See water</w:t></w:r></w:hyperlink></w:p>';
    const chapter = (words: string, more = ''): string =>
      heading(1, words) + more + text(LONG_TEXT.repeat(150));
    const body =
      title('Fever') +
      chapter('Rest', link) +
      chapter('Water', paragraph(mark + run('Drink.'))) +
      chapter('Help');
    const imported = await importDocx({ body });
    const { files, read } = imported;
    expect(files).toEqual([
      'leaflet/publication.yaml',
      'leaflet/01-rest.md',
      'leaflet/02-water.md',
      'leaflet/03-help.md',
    ]);
    expect(await read('leaflet/01-rest.md')).toContain('[See water](02-water.md#water)');
    expect(await renderImported(imported)).toContain('Drink.');
  });
});

test('a title keeps its notes, formulas, pictures and bookmarks below it', async () => {
  const note = '<w:r><w:footnoteReference w:id="7"/></w:r>';
  const footnotes = '<w:footnote w:id="7"><w:p><w:r><w:t>Ask first.</w:t></w:r></w:p></w:footnote>';
  const body =
    title(`Fever</w:t></w:r>${note}<w:r><w:t>`) +
    [1, 2]
      .map(
        (number) =>
          paragraph(
            `${run(`Chapter ${number}`)}<m:oMath><m:r><m:t>E</m:t></m:r></m:oMath><w:r><w:drawing/></w:r>`,
            '<w:pStyle w:val="berschrift1"/><w:pageBreakBefore/>',
          ) + text(LONG_TEXT.repeat(200)),
      )
      .join('');
  const { read } = await importDocx({ body, footnotes });
  expect(await read('leaflet/01-fever.md')).toBe('# Fever\n\n[^1]\n\n[^1]: Ask first.\n');
  expect(await read('leaflet/02-chapter-1.md')).toMatch(
    /^# Chapter 1\n\n\$\$E\$\$<!-- Here was a drawing -->\n\nDrink/,
  );
});

describe('the text', () => {
  test('keeps emphasis, and spaces outside of it', async () => {
    const body = paragraph(
      run('Take ', '') +
        run('two ', '<w:b/>') +
        run('and', '<w:i/>') +
        run(' x') +
        run('2', '<w:vertAlign w:val="superscript"/>') +
        run('old', '<w:strike/>') +
        run(' line', '<w:u w:val="single"/>'),
    );
    expect(await importText(body)).toBe('Take **two** *and* x<sup>2</sup>~~old~~ <u>line</u>\n');
  });

  test('keeps lists in lists', async () => {
    const body =
      item('one', 1) +
      item('two', 1) +
      item('deep', 1, 1) +
      text('Then') +
      item('first', 2) +
      item('second', 2);
    expect(await importText(body)).toBe('- one\n- two\n  - deep\n\nThen\n\n1. first\n2. second\n');
  });

  test('keeps notes', async () => {
    const footnotes = '<w:footnote w:id="7"><w:p><w:r><w:t>Ask first.</w:t></w:r></w:p></w:footnote>';
    const body = paragraph(`${run('Sleep')}<w:r><w:footnoteReference w:id="7"/></w:r>`);
    expect(await importText(body, { footnotes })).toBe('Sleep[^1]\n\n[^1]: Ask first.\n');
  });

  test('keeps links to pages, and the words of links to files', async () => {
    const relations =
      '<Relationship Id="page" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://example.org/a" TargetMode="External"/><Relationship Id="file" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="file:///C:/x.docx" TargetMode="External"/>';
    const link = (id: string): string =>
      `<w:hyperlink r:id="${id}"><w:r><w:t>${id}</w:t></w:r></w:hyperlink>`;
    const { read, diagnostics } = await importDocx({
      body: paragraph(link('page') + run(' ') + link('file')),
      relations,
    });
    expect(await read('leaflet/leaflet.md')).toContain('[page](https://example.org/a) file\n');
    expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining('1 link to a file')]);
  });

  test('accepts insertions, leaves out deletions and comments, and says so', async () => {
    const body = paragraph(
      `${run('Take ')}<w:ins><w:r><w:t>one</w:t></w:r></w:ins><w:del><w:r><w:delText>two</w:delText></w:r></w:del>`,
    );
    const comments = '<w:comment w:id="1"><w:p><w:r><w:t>Sure?</w:t></w:r></w:p></w:comment>';
    const { read, diagnostics } = await importDocx({ body, comments });
    expect(await read('leaflet/leaflet.md')).toBe('# Leaflet\n\nTake one\n');
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining(
        '1 tracked insertion accepted; 1 tracked deletion left out; 1 comment left out',
      ),
    ]);
  });

  test('keeps page breaks between blocks, and none at the start or twice', async () => {
    const br = '<w:r><w:br w:type="page"/></w:r>';
    const body =
      paragraph(br) +
      text('a') +
      paragraph(br) +
      paragraph(br + run('b')) +
      paragraph(run('c'), '<w:pageBreakBefore/>');
    expect(await importText(body)).toBe('a\n\n\\newpage\n\nb\n\n\\newpage\n\nc\n');
  });

  test('keeps the words of fields, text boxes, marked directions and WordArt', async () => {
    const box =
      '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r>';
    const art = '<w:r><w:pict><v:shape><v:textpath string="Art"/></v:shape></w:pict></w:r>';
    const body =
      paragraph(
        `<w:fldSimple w:instr="DATE">${run('Today')}</w:fldSimple><w:bdo w:val="ltr">${run(' left')}</w:bdo>${box}`,
      ) + paragraph(art);
    expect(await importText(body)).toBe('Today left\n\nBox\n\nArt\n');
  });

  test('leaves out the table of contents', async () => {
    const entry = paragraph(run('Water 3'), '<w:pStyle w:val="Verzeichnis1"/>');
    const contents = `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${entry}</w:sdtContent></w:sdt>`;
    expect(await importText(contents + entry + text('Words.'))).toBe('Words.\n');
  });
});

describe('tables', () => {
  test('are Markdown where Markdown can write them', async () => {
    const bold = (words: string): string => paragraph(run(words, '<w:b/>'));
    const body = table([
      [bold('Age'), bold('Dose')],
      [text('1 | 2'), text('less')],
    ]);
    expect(await importText(text('x') + body)).toBe('x\n\n| Age | Dose |\n| - | - |\n| 1 \\| 2 | less |\n');
  });

  test('are HTML where cells are merged, and keep notes and lists in their cells', async () => {
    const merged = `<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${text('Both')}`;
    const body = table([[merged], [text('a'), item('b', 1) + item('c', 1)]]);
    const imported = await importDocx({ body: text('x') + body });
    expect(await imported.read('leaflet/leaflet.md')).toBe(
      '# Leaflet\n\nx\n\n<table>\n<tr>\n<td colspan="2">Both</td>\n</tr>\n<tr>\n<td>a</td>\n<td>\n\n- b\n- c\n\n</td>\n</tr>\n</table>\n',
    );
    expect((await renderImported(imported)).replace(/\s+/g, ' ')).toContain('<li>b</li>');
  });

  test('of one cell are quotations', async () => {
    expect(await importText(text('x') + table([[text('Call 911.') + text('Now.')]]))).toBe(
      'x\n\n> Call 911.\n>\n> Now.\n',
    );
  });
});

describe('pictures', () => {
  test('keep their alternative text and their width, and equal ones are one file', async () => {
    const media = { 'a.png': PICTURE, '../../b.png': OTHER, 'c.png': PICTURE };
    const body = picture('image1', 'A gate', 2_857_500) + picture('image3', 'The gate again', 6_000_000);
    const { files, read } = await importDocx({ body, media });
    expect(files).toEqual(['leaflet/publication.yaml', 'leaflet/leaflet.md', 'leaflet/images/picture-1.png']);
    expect(await read('leaflet/leaflet.md')).toBe(
      '# Leaflet\n\n![A gate](images/picture-1.png){width=50%}\n\n![The gate again](images/picture-1.png)\n',
    );
  });

  test('without words are numbered, with a warning; decoration has none', async () => {
    const decoration =
      '<a:extLst><a:ext><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>';
    const body = picture('image1', '', 6_000_000) + picture('image2', '', 6_000_000, decoration);
    const imported = await importDocx({ body, media: { 'a.png': PICTURE, 'b.png': OTHER } });
    expect(await imported.read('leaflet/leaflet.md')).toContain(
      '![Picture 1](images/picture-1.png)\n\n<img src="images/picture-2.png" alt="">',
    );
    expect(imported.diagnostics).toMatchObject([{ code: 'word-alt-missing', place: { line: 3, column: 1 } }]);
    await renderImported(imported);
  });

  test('that a page cannot show are comments, with the place of the first', async () => {
    const body = text('x') + picture('image1', 'A logo -- old') + picture('image1', '');
    const { read, diagnostics } = await importDocx({
      body,
      media: { 'a.emf': new Uint8Array([1, 0, 0, 0]) },
    });
    expect(await read('leaflet/leaflet.md')).toBe(
      '# Leaflet\n\nx\n\n<!-- Here was a picture: EMF, A logo - old -->\n\n<!-- Here was a picture: EMF -->\n',
    );
    expect(diagnostics).toMatchObject([
      { code: 'word-part-lost', place: { file: 'leaflet/leaflet.md', line: 5 } },
    ]);
  });

  test('of a document with 1,000 are all there', async () => {
    const names = Array.from({ length: 1000 }, (_, at) => at + 1);
    const media = Object.fromEntries(names.map((at) => [`${at}.png`, png([[[at % 256, at >> 8, 0]]])]));
    const { files } = await importDocx({
      body: names.map((at) => picture(`image${at}`, `No. ${at}`)).join(''),
      media,
    });
    expect(files).toHaveLength(1002);
  });
});

test('two losses of one line are counted, and a comment that the author wrote is none', async () => {
  const drawing = '<w:r><w:drawing/></w:r>';
  const { diagnostics } = await importDocx({
    body: paragraph(run('A ') + drawing + run(' b ') + drawing) + text('&lt;!-- Here was a chart --&gt;'),
  });
  expect(diagnostics).toMatchObject([
    {
      code: 'word-part-lost',
      message: expect.stringContaining('There are 2'),
      place: { file: 'leaflet/leaflet.md', line: 3, column: 3 },
    },
  ]);
});

describe('formulas', () => {
  const letter = (letters: string): string => `<m:r><m:t>${letters}</m:t></m:r>`;

  test('are TeX, in a line and by themselves', async () => {
    const fraction = `<m:oMath><m:f><m:num>${letter('a')}</m:num><m:den><m:sSup><m:e>${letter('b')}</m:e><m:sup>${letter('2')}</m:sup></m:sSup></m:den></m:f></m:oMath>`;
    const body = paragraph(run('Then ') + fraction) + paragraph(`<m:oMathPara>${fraction}</m:oMathPara>`);
    const imported = await importDocx({ body });
    expect(await imported.read('leaflet/leaflet.md')).toBe(
      '# Leaflet\n\nThen $$\\frac{a}{{b}^{2}}$$\n\n$$\n\\frac{a}{{b}^{2}}\n$$\n',
    );
    expect(await renderImported(imported)).toContain('<mfrac>');
  });

  test('by themselves are kept in lists, boxes and cells', async () => {
    const formula = (letters: string): string =>
      `<m:oMathPara><m:oMath>${letter(letters)}</m:oMath></m:oMathPara>`;
    const number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>';
    const body =
      paragraph(run('Then ') + formula('a=1') + run(' holds'), number) +
      table([[paragraph(formula('b=2')) + text('in a box')]]) +
      table([
        [paragraph(formula('c=3')), text('(1)')],
        [text('x'), text('y')],
      ]);
    const imported = await importDocx({ body });
    expect(await imported.read('leaflet/leaflet.md')).toBe(
      '# Leaflet\n\n1. Then\n   $$\n   a=1\n   $$\n   holds\n\n> $$\n> b=2\n> $$\n>\n> in a box\n\n| | |\n| - | - |\n| $$c=3$$ | (1) |\n| x | y |\n',
    );
    expect((await renderImported(imported)).match(/<math/g)).toHaveLength(3);
  });

  test.each([
    [
      'words',
      '<m:r><m:rPr><m:nor/></m:rPr><m:t>5% of A&amp;B_c ^</m:t></m:r>',
      '\\text{5\\% of A\\&B\\_c \\textasciicircum }',
    ],
    ['signs', letter('a^b~c'), 'a\\text{\\textasciicircum }b\\text{\\textasciitilde }c'],
    [
      'a degree that is shown',
      `<m:rad><m:radPr><m:degHide m:val="0"/></m:radPr><m:deg>${letter('3')}</m:deg><m:e>${letter('x')}</m:e></m:rad>`,
      '\\sqrt[{3}]{x}',
    ],
    [
      'a fraction without a bar',
      `<m:f><m:fPr><m:type m:val="noBar"/></m:fPr><m:num>${letter('n')}</m:num><m:den>${letter('k')}</m:den></m:f>`,
      '\\genfrac{}{}{0pt}{}{n}{k}',
    ],
    [
      'lines that are aligned',
      `<m:eqArr><m:e>${letter('x&amp;=1')}</m:e><m:e>${letter('y&amp;=2')}</m:e></m:eqArr>`,
      '\\begin{aligned}x&=1 \\\\ y&=2\\end{aligned}',
    ],
    [
      'a brace',
      `<m:groupChr><m:groupChrPr><m:chr m:val="⏞"/><m:pos m:val="top"/></m:groupChrPr><m:e>${letter('x')}</m:e></m:groupChr>`,
      '\\overbrace{x}',
    ],
  ])('keep %s', async (_name, formula, tex) => {
    const imported = await importDocx({ body: text('A') + paragraph(`<m:oMath>${formula}</m:oMath>`) });
    expect(await imported.read('leaflet/leaflet.md')).toBe(`# Leaflet\n\nA\n\n$$${tex}$$\n`);
    expect(await renderImported(imported)).toContain('<math');
  });

  test('with an arrow over words are lost, with their letters', async () => {
    const arrow = `<m:groupChr><m:groupChrPr><m:chr m:val="→"/></m:groupChrPr><m:e>${letter('heat')}</m:e></m:groupChr>`;
    expect(await importText(text('A') + paragraph(`<m:oMath>${arrow}</m:oMath>`))).toContain(
      '<!-- Here was an equation: heat -->',
    );
  });

  test('of one paragraph are its lines', async () => {
    const body = paragraph(
      `<m:oMathPara><m:oMath>${letter('a=1')}</m:oMath><m:oMath>${letter('b=2')}</m:oMath></m:oMathPara>`,
    );
    expect(await importText(body)).toBe('$$\n\\begin{gathered}a=1 \\\\ b=2\\end{gathered}\n$$\n');
  });

  test('with something unknown are lost, with their letters', async () => {
    const { read, diagnostics } = await importDocx({
      body: paragraph(`<m:oMath><m:new>${letter('y')}</m:new></m:oMath>`),
    });
    expect(await read('leaflet/leaflet.md')).toContain('<!-- Here was an equation: y -->');
    expect(diagnostics[0]?.message).toBe(
      'The Word document has an equation here, which cannot be shown (y).',
    );
  });
});

test('letters of symbol fonts without a counterpart are counted', async () => {
  const { diagnostics } = await importDocx({
    body: text('x') + paragraph('<w:r><w:sym w:font="Own" w:char="F0FF"/></w:r>'),
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(['word-symbol-lost']);
});

test('headers and footers are named', async () => {
  const { diagnostics } = await importDocx({ body: text('x'), header: text('Ward 7') });
  expect(diagnostics).toMatchObject([
    { code: 'word-header-lost', message: expect.stringContaining('“Ward 7”') },
  ]);
});
