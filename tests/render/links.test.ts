/** Tests links to chapters, ids and websites, and their replacement in handouts. */
import { describe, expect, test } from 'vitest';
import {
  collectDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
  renderHandout,
  sectionHtml,
} from '../support/workbench.ts';

const book = (links: string) => ({
  'p/publication.yaml': 'title: x\nchapters: [a.md, "sub/b c.md", "sub/caf\u00e9.md"]\n',
  'p/a.md': `# Alpha\n\n## Part\n\n${links}\n\n:::figure[Cap]{#gate}\n![G](g.svg)\n:::\n`,
  'p/sub/b c.md': '# Beta\n\n## Other part\n\n[up](../a.md#part) [beside](caf%C3%A9.md) [self](<b c.md>)\n',
  'p/sub/caf\u00e9.md': '# Café\n\n## Ende {#end}\n',
  'p/g.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
});

describe('valid links', () => {
  test.each([
    ['[x](#part)', '#a--part'],
    ['[x](#gate)', '#a--gate'],
    ['[x](#alpha)', '#a'],
    ['[x](#PART)', '#a--part'],
    ['[x](a.md)', '#a'],
    ['[x](./a.md#part)', '#a--part'],
    ['[x](sub/b%20c.md)', '#b-c'],
    ['[x](sub/b%20c.html#other-part)', '#b-c--other-part'],
    ['[x](sub/b%20c/)', '#b-c'],
    ['[x](sub/b%20c)', '#b-c'],
    ['[x](/sub/b%20c.qmd#other-part)', '#b-c--other-part'],
    ['[x](/a/)', '#a'],
    ['[x](<sub/b c.md#other-part>)', '#b-c--other-part'],
    ['[x](sub/../sub/b%20c.md)', '#b-c'],
    ['[x](sub/caf\u00e9.md#end)', '#café--end'],
    ['[x](sub/cafe\u0301.md)', '#café'],
    ['[x][y]\n\n[y]: a.md', '#a'],
    ['<a href="a.md#part">x</a>', '#a--part'],
    ['[x](https://x.org/a?b=c#d)', 'https://x.org/a?b=c#d'],
    ['[x](mailto:a@b.org)', 'mailto:a@b.org'],
    ['[x](tel:+4912)', 'tel:+4912'],
    ['[x](sms:12?body=HOME)', 'sms:12?body=HOME'],
    ['<https://x.org>', 'https://x.org'],
    ['www.x.org', 'http://www.x.org'],
    ['a@b.org', 'mailto:a@b.org'],
  ])('resolves %s', async (markdown, href) => {
    const { book: made } = await readAndRender(book(markdown));
    expect(/<a href="([^"]+)"/.exec(sectionHtml(made, 0))?.[1]).toBe(href);
    if (href.startsWith('#')) expect(made.anchors.has(href.slice(1))).toBe(true);
  });

  test('resolves links of a chapter in a subfolder', async () => {
    const { book: made } = await readAndRender(book('x'));
    expect(sectionHtml(made, 1)).toContain(
      '<a href="#a--part">up</a> <a href="#café">beside</a> <a href="#b-c">self</a>',
    );
  });
});

describe('links in HTML', () => {
  test.each([
    ['<a href="https://x.org/a">https://x.org/b</a>', '<a href="https://x.org/a">https://x.org/b</a>'],
    [
      '<a href="https://x.org/a">*www.x.org*, a@b.org</a>',
      '<a href="https://x.org/a"><em>www.x.org</em>, a@b.org</a>',
    ],
    ['<a name="y">www.x.org</a>', '<a id="a--y"></a><a href="http://www.x.org">www.x.org</a>'],
    [
      '<a href="https://x.org">a</a> www.y.org',
      '<a href="https://x.org">a</a> <a href="http://www.y.org">www.y.org</a>',
    ],
    [
      '<b>x</b> \\href{https://x.org/a}{*www.x.org* [c](https://y.org)}',
      '<a href="https://x.org/a"><em>www.x.org</em> c</a>',
    ],
    ['<a href="https://x.org">[b](https://y.org)</a>', '<span></span><a href="https://y.org">b</a>'],
    ['<a id="i" href="#part"></a>', '<span id="a--i"></span>'],
    ['<a href="https://x.org"><img alt="G" src="g.svg"></a>', '<a href="https://x.org"><img'],
  ])('%s', async (html, part) => {
    const { book: made } = await readAndRender(book(`Text ${html}`));
    expect(sectionHtml(made, 0)).toContain(part);
  });

  test.each(['<a href="https://x.org"></a>', '<a href="https://x.org"> <b></b> </a>'])(
    'prints the address of %s, which has no words',
    async (html) => {
      const files = book(`Text ${html}`);
      const expected = ['link-wordless p/a.md:5:6'];
      const { book: made } = await readAndRender(files, { expected });
      expect(sectionHtml(made, 0)).toMatch(/<a href="https:\/\/x.org">(?: <b><\/b> )?https:\/\/x.org<\/a>/);
    },
  );
});

describe('invalid links', () => {
  test.each([
    ['[x](b.md)', 'link-chapter-missing'],
    ['[x](sub/a.md)', 'link-chapter-missing'],
    ['[x](a%23part)', 'link-chapter-missing'],
    ['[x](www.x.org)', 'link-chapter-missing'],
    ['[x](files/form.pdf)', 'link-chapter-missing'],
    ['[x](?q)', 'link-chapter-missing'],
    ['[x](\\\\\\\\host\\\\x)', 'link-chapter-missing'],
    ['[x](#nowhere)', 'link-anchor-missing'],
    ['[x](sub/b%20c.md#nowhere)', 'link-anchor-missing'],
    ['[x](/etc/passwd)', 'link-outside'],
    ['[x](//host/x)', 'link-outside'],
    ['[x](file:///etc/passwd)', 'link-outside'],
    ['[x](javascript:alert%281%29)', 'link-unsafe'],
    ['[x](JavaScript:x)', 'link-unsafe'],
    ['[x](vbscript:x)', 'link-unsafe'],
    ['[x](data:text/html,x)', 'link-unsafe'],
    ['[x](app://12)', 'link-unsafe'],
    ['[x](sms:)', 'link-broken'],
    ['[x]()', 'link-empty'],
    ['[x](<  >)', 'link-empty'],
  ])('reports %s and keeps the text', async (markdown, code) => {
    const { book: made } = await readAndRender(book(markdown), { expected: [`${code} p/a.md:5:1`] });
    expect(sectionHtml(made, 0)).toContain('<p><span>x</span></p>');
  });

  test.each([
    ['[a *b*](b.md)', 'link-chapter-missing'],
    ['[a *b*](#nowhere)', 'link-anchor-missing'],
    ['[a *b*](../LICENSE)', 'link-chapter-missing'],
    ['[a *b*](/health/care)', 'link-outside'],
    ['[a *b*](app://x)', 'link-unsafe'],
    ['[a *b*](javascript:alert%281%29)', 'link-unsafe'],
    ['[a *b*]()', 'link-empty'],
    ['[a *b*](https://)', 'link-broken'],
    ['<a href="x.html" name="here" id="there">a <em>b</em></a>', 'link-chapter-missing'],
  ])('keeps the words of %s in a single file, with a warning', async (markdown, code) => {
    for (const [frontMatter, severity] of [
      ['', 'warning'],
      ['---\nstrict: true\n---\n\n', 'error'],
      ['---\nclinical: true\n---\n\n', 'error'],
    ]) {
      const { book, diagnostics } = await readAndRenderAny(
        openWorkbench(memoryHost({ 't.md': `${frontMatter}# T\n\n${markdown}\n` })),
      );
      expect(diagnostics.map((one) => `${one.severity} ${one.code}`)).toContain(`${severity} ${code}`);
      expect(book && sectionHtml(book)).toMatch(
        /<p class="lead"><span( id="t--there")?>a <em>b<\/em><\/span><\/p>/,
      );
    }
  });

  test('never suggests the file itself, and leads on from a lone one', async () => {
    const { diagnostics } = await readAndRender(
      { 'note.md': '# T\n\n[x](notes.md)\n' },
      { expected: ['link-chapter-missing note.md:3:1'] },
    );
    expect(diagnostics.map(({ hint }) => hint)).toContain(
      'To make one publication of both files, put them into a folder with a `publication.yaml`. Or link to an address of the web.',
    );
  });

  test('reports each link at its location', async () => {
    const text = '# T\n\n- [a](b.md)\n\n  > [c](#d) <a\n  > href="javascript:x">e</a>\n';
    expect(await collectDiagnostics({ 't.md': text })).toEqual([
      'link-chapter-missing t.md:3:3',
      'link-anchor-missing t.md:5:5',
      'html-attribute-forbidden t.md:5:13',
      'link-unsafe t.md:5:13',
    ]);
  });
});

describe('handouts', () => {
  test('a handout replaces links to other chapters by titles', async () => {
    const made = await readAndRender(
      book(
        '[this part](#part), [the other](sub/b%20c.md#other-part), [beta](sub/b%20c.md), [w](https://x.org)',
      ),
    );
    const html = sectionHtml(await renderHandout(made, 0));
    expect(html).toContain('<a href="#a--part">this part</a>');
    expect(html).toContain('<span class="elsewhere">the other (see <cite>Beta</cite>)</span>');
    expect(html).toContain('<a href="https://x.org">w</a>');
    expect(html).not.toContain('#b-c');
  });

  test('a handout numbers figures from 1, and all its links have targets', async () => {
    const files = {
      ...book('x'),
      'p/sub/b c.md': '# Beta\n\n![G](../g.svg "One")\n\n[there](#figure-2) [up](../a.md)\n',
    };
    const made = await readAndRender(files);
    expect(sectionHtml(made.book, 1)).toContain('<span class="caption-label">Figure 2.</span> One');
    const handout = await renderHandout(made, 1);
    const html = sectionHtml(handout);
    expect(html).toContain('<span class="caption-label">Figure 1.</span> One');
    for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) expect(handout.anchors.has(id ?? '')).toBe(true);
    expect([...handout.assets.keys()]).toEqual(['g.svg']);
  });

  test('building a handout does not change the book', async () => {
    const made = await readAndRender(book('[the other](sub/b%20c.md)'));
    const before = sectionHtml(made.book);
    await renderHandout(made, 0);
    await renderHandout(made, 1);
    expect(sectionHtml(made.book)).toBe(before);
    expect(before).toContain('<a href="#b-c">the other</a>');
  });
});
