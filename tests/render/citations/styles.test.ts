/** Tests the styles that come with Handpress: citations in the text and in notes, and the list of sources. */
import { join } from 'node:path';
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import { visit } from '../../../src/lib/html/visit.ts';
import { STYLE_NAMES, STYLES } from '../../../src/read/references/style-names.ts';
import { type Files, readAndRender, renderHandout, sectionHtml } from '../../support/workbench.ts';

const SOURCES = `
@article{lecun, author={LeCun, Yann and Bengio, Yoshua and Hinton, Geoffrey}, title={Deep Learning}, journal={Nature}, year=2015, month=may, volume=521, number=7553, pages={436--444}, doi={10.1038/nature14539}}
@book{knuth, author={Knuth, Donald E.}, title={The {\\emph{Art}} of Computer Programming}, year=1997, publisher={Addison-Wesley}, address={Reading, MA}}
@online{who, author={{World Health Organization}}, title={Breastfeeding}, year=2020, url={https://www.who.int/health-topics/breastfeeding}, urldate={2021-02-03}}
@article{shannon, author={Shannon, Claude E.}, title={A Mathematical Theory of Communication}, journal={Bell System Technical Journal}, year=1948, volume=27, number=3, pages={379--423}, doi={10.1002/j.1538-7305.1948.tb01338.x}}
@article{watson, author={Watson, J. D. and Crick, F. H. C.}, title={Molecular Structure of Nucleic Acids}, journal={Nature}, year=1953, volume=171, pages={737--738}, doi={10.1038/171737a0}}
`;

const TEXT = `# T

One [see @lecun, pp. 33-35, and often; @knuth]. Two [@knuth]. Three [@knuth, ch. 3].
@lecun [p. 7] says; @who says. Watson [-@watson] says.[^1] Four [@shannon; @watson].

[^1]: A note on [@knuth, p. 5].
`;

const files = (style: string, more: Files = {}): Files => ({
  'p/publication.yaml': `title: x\nlanguage: en\nreferences: r.bib\ncitation-style: ${style}\n`,
  'p/r.bib': SOURCES,
  'p/t.md': TEXT,
  ...more,
});

describe.each(STYLES)('%s', (style) => {
  test('prints what its manual says', async () => {
    const { book } = await readAndRender(files(style));
    const lines: string[] = [];
    for (const { body } of book.sections) {
      visit(body, 'element', (element) => {
        if (['p', 'li', 'h2', 'h1'].includes(element.tagName)) lines.push(textOf(element).trim());
      });
    }
    const text = [...new Set(lines)].join('\n');
    await expect(`${text}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'styles', `${style}.txt`));
  });

  test('each citation leads to an entry of the list', async () => {
    const { book } = await readAndRender(files(style));
    const html = book.sections.map((_, index) => sectionHtml(book, index)).join('');
    const targets = [...html.matchAll(/role="doc-biblioref" href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(7);
    for (const id of targets) expect(html).toContain(`<li id="${id}"`);
  });
});

test('citations in the language of the publication', async () => {
  const german = files('apa', {
    'p/publication.yaml': 'title: x\nlanguage: de\nreferences: r.bib\ncitation-style: apa\n',
  });
  const html = sectionHtml((await readAndRender(german)).book, 0);
  expect(html).toContain('LeCun et al., 2015, S.\u00A033–35, and often');
  expect(html).toContain('aria-label="Watson und Crick 1953">1953</a>');
  expect(html).toContain('Knuth, 1997, Kapitel 3');
});

test.each([
  ['ar', 'Shannon, 1948'],
  ['de', 'S.'],
  ['en-GB', 'p.'],
  ['es', 'p.'],
  ['fa', 'Watson و Crick'],
  ['fr', 'Watson et Crick'],
  ['he', 'Shannon, 1948'],
  ['hi', 'Shannon, 1948'],
  ['it', 'Watson e Crick'],
  ['ja', 'Shannon, 1948'],
  ['ko', 'Shannon, 1948'],
  ['nl', 'Watson en Crick'],
  ['pl', 'Watson i Crick'],
  ['pt', 'Watson e Crick'],
  ['pt-BR', 'Watson e Crick'],
  ['ru', 'Watson и Crick'],
  ['tr', 'Watson ve Crick'],
  ['uk', 'Watson і Crick'],
  ['zh-Hans', 'Shannon, 1948'],
  ['zh-Hant', 'Shannon, 1948'],
])('has the words of %s', async (language, expected) => {
  const yaml = `title: x\nlanguage: ${language}\nreferences: r.bib\ncitation-style: harvard\n`;
  const { book } = await readAndRender(files('harvard', { 'p/publication.yaml': yaml }));
  expect(textOf(book.sections[0]?.body ?? { type: 'root', children: [] })).toContain(expected);
});

test('an entry in Latin letters runs from left to right in a text from right to left', async () => {
  const yaml = 'title: x\nlanguage: ar\nreferences: r.bib\ncitation-style: ieee\n';
  const { book } = await readAndRender(files('ieee', { 'p/publication.yaml': yaml }));
  expect(sectionHtml(book, 1)).toMatch(/<li id="ref-knuth"><bdi dir="ltr">D\. E\. Knuth/);
});

test('a handout has its own citations and list', async () => {
  const made = await readAndRender(
    files('ieee', { 'p/t.md': '# A\n\n[@lecun]', 'p/u.md': '# B\n\n[@who] [@lecun]' }),
  );
  const handout = await renderHandout(made, 1);
  expect(sectionHtml(handout, 0)).toMatch(/aria-label="Source 1">1<.*aria-label="Source 2">2</);
  expect(sectionHtml(handout, 1).match(/<li id="[^"]+"/g)).toEqual([
    '<li id="ref-who"',
    '<li id="ref-lecun"',
  ]);
});

test.each([
  ['APA', 'cited'],
  ['apa.csl', 'cited'],
  ['https://www.zotero.org/styles/chicago-author-date', 'cited'],
  ['harvard', 'cited'],
  ['ama', 'citations'],
  ['vancouver', 'citations'],
])('finds the style %s', async (style, expected) => {
  expect(sectionHtml((await readAndRender(files(style))).book, 0)).toContain(`<span class="${expected}">`);
});

test('all names of styles lead to one', () => {
  for (const name of STYLE_NAMES) expect(name).toMatch(/^[a-z\d-]+$/);
});

const style = (inside: string, attributes = 'class="in-text"'): string =>
  `<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" ${attributes}><info><title>x</title><id>x</id></info>${inside}</style>`;
const CITATION = '<citation><layout prefix="&lt;" suffix="&gt;"><text variable="title"/></layout></citation>';
const LIST = '<bibliography><layout><text macro="m"/></layout></bibliography>';

test('uses a style of the project', async () => {
  const own = style(`<macro name="m"><text variable="title" font-style="italic"/></macro>${CITATION}${LIST}`);
  const { book } = await readAndRender(
    files('own.csl', { 'p/own.csl': own, 'p/t.md': '# T\n\nOne [@knuth].' }),
  );
  expect(sectionHtml(book, 0)).toContain('>The <i>Art</i> of computer programming</a>></span>.');
  expect(sectionHtml(book, 1)).toContain(
    '<ul class="references unnumbered"><li id="ref-knuth"><i>The <i>Art</i>',
  );
});

test.each([
  ['a style that does not exist', {}, 'citation-style-unknown', /Did you mean `own2.csl`/],
  ['no XML', { 'p/own.csl': 'x' }, 'citation-style-broken', /not XML/],
  ['another XML', { 'p/own.csl': '<x/>' }, 'citation-style-broken', /not a style of CSL/],
  ['no citation', { 'p/own.csl': style('') }, 'citation-style-broken', /no `citation`/],
  [
    'a style that points to another',
    {
      'p/own.csl':
        '<style><info><link rel="independent-parent" href="http://www.zotero.org/styles/nature"/></info></style>',
    },
    'citation-style-broken',
    /the same as `nature`.*`citation-style: nature`/s,
  ],
  [
    'a macro that is missing',
    { 'p/own.csl': style(CITATION + LIST) },
    'citation-style-broken',
    /no macro `m`/,
  ],
  [
    'a macro that calls itself',
    { 'p/own.csl': style(`<macro name="m"><text macro="m"/></macro>${CITATION}${LIST}`) },
    'citation-style-broken',
    /calls itself/,
  ],
  [
    'macros that grow',
    {
      'p/own.csl': style(
        `<macro name="m"><text macro="m1"/></macro>${Array.from({ length: 40 }, (_, at) => `<macro name="m${at + 1}"><text macro="m${at + 2}"/><text macro="m${at + 2}"/></macro>`).join('')}<macro name="m41"><text variable="title"/></macro>${CITATION}${LIST}`,
      ),
    },
    'citation-style-broken',
    /too often/,
  ],
  [
    'a long chain of macros',
    {
      'p/own.csl': style(
        `<macro name="m"><text macro="m0"/></macro>${Array.from({ length: 9000 }, (_, at) => `<macro name="m${at}"><text macro="m${at + 1}"/></macro>`).join('')}<macro name="m9000"><text variable="title"/></macro>${CITATION}${LIST}`,
      ),
    },
    'citation-style-broken',
    /too often/,
  ],
] as const)('refuses %s, and prints numbers', async (_, more, code, message) => {
  const { readAndRenderAny, openWorkbench, memoryHost } = await import('../../support/workbench.ts');
  const all = files('own.csl', { 'p/own2.csl': style(CITATION), ...more });
  const { diagnostics, book } = await readAndRenderAny(openWorkbench(memoryHost(all)), 'p');
  const found = diagnostics.filter((problem) => problem.code === code);
  expect(found).toHaveLength(1);
  expect(`${found[0]?.message} ${found[0]?.hint}`).toMatch(message);
  expect(book && sectionHtml(book, 0)).toContain('aria-label="Source 1"');
});
