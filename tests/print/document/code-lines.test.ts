/** Tests the lines of listings, in the tree and in the printed file. */
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { toString as textOf } from 'hast-util-to-string';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PdfFile } from '../../../src/lib/pdf/pdf-file.ts';
import { wrapCodeLines } from '../../../src/print/document/code-lines.ts';
import { listFonts } from '../../../src/print/fonts/used-fonts.ts';
import { openPress, type Press, printBook, printHandout } from '../../../src/print/index.ts';
import { openPdfReader } from '../../../src/proof/pdf-pages.ts';
import { pageTexts } from '../../conformance/pdf.ts';
import { readAndRender, renderHandout } from '../../support/workbench.ts';
import { compact } from '../../words/letters.ts';
import { taggedText } from '../../words/tagged.ts';
import { BOOK, HANDOUTS, paperEdition, printBench } from '../workbench.ts';

function lined(html: string): string {
  const tree = fromHtml(html, { fragment: true });
  wrapCodeLines(tree);
  return toHtml(tree);
}

const line = (html: string) => `<span class="code-line"><span>${html}</span></span>`;
const short = (...lines: string[]) => `<pre class="short"><code>${lines.map(line).join('')}</code></pre>`;

describe('a listing', () => {
  test.each([
    ['one line', '<pre><code>a b</code></pre>', short('a b')],
    ['a last line feed, which begins no line', '<pre><code>a\nb\n</code></pre>', short('a\n', 'b\n')],
    ['empty lines', '<pre><code>a\n\n\nb\n</code></pre>', short('a\n', '\n', '\n', 'b\n')],
    [
      'an element',
      '<pre><code>a <b id="x">b\nc</b> d</code></pre>',
      short('a <b id="x">b\n</b>', '<b>c</b> d'),
    ],
    ['an element at a line end', '<pre><code><b>a\n</b>b</code></pre>', short('<b>a\n</b>', 'b')],
    ['breaks', '<pre><code>a<br>b</code></pre>', short('a\n', 'b')],
    ['no code element', '<pre>a\n<i>b</i></pre>', short('a\n', '<i>b</i>')],
    ['tabs', '<pre><code>\ta\tb\n abc\t\td</code></pre>', short('    a   b\n', ' abc        d')],
    ['nothing', '<pre><code></code></pre>', short()],
  ])('wraps the lines of a listing with %s', (_, html, expected) => {
    expect(lined(html)).toBe(expected);
  });

  test('a listing keeps its own attributes', () => {
    expect(lined('<pre><code class="language-js">a</code></pre>')).toContain(
      '<code class="language-js"><span',
    );
  });

  test('only a long listing may break across pages', () => {
    expect(lined(`<pre><code>${'a\n'.repeat(13)}</code></pre>`)).toMatch(/^<pre><code>/);
  });

  test('wrapping the lines of a listing keeps its text', () => {
    const tree = fromHtml('<pre><code>a <b>b\n\n  c</b>\n</code></pre>', { fragment: true });
    const before = textOf(tree);
    wrapCodeLines(tree);
    expect(textOf(tree)).toBe(before);
  });
});

const LONG = 'if (it.goes(on) && "so" !== `that`) { no.line.of(any, page, could, hold, what, stands, here) }';
const LINES = Array.from({ length: 90 }, (_, index) => {
  if (index % 10 === 9) return '';
  return `${index} ${index % 7 === 3 ? `${LONG} ${LONG}` : 'let me = be;'}`;
});
const TEXT = `# Listing\n\n\`\`\`js\n${LINES.join('\n')}\n\`\`\`\n\nAfter.\n`;

const dense = (text: string) => text.replace(/\s+/g, '');

/** How many separate things stand in the margin of the first page's listing, which is tinted. */
async function marksIn(bytes: Uint8Array): Promise<number> {
  const [scale, width, height] = [4, 210 * 4, 297 * 4];
  const reader = await openPdfReader();
  const pages = await reader.open(bytes);
  const pixels = await pages.render(1, { width, height });
  pages.close();
  reader.close();
  const left = Math.ceil(HANDOUTS.margins.inside * scale) + 1;
  const red = (x: number, y: number): number => pixels[4 * (y * width + x)] ?? 255;
  let [marks, inMark] = [0, false];
  for (let y = 0; y < height; y += 1) {
    const tinted = red(left, y) > 230 && red(left, y) < 245;
    const columns = Array.from({ length: 3.5 * scale }, (_, column) => red(left + column, y));
    const dark = tinted && columns.some((value) => value < 150);
    if (dark && !inMark) marks += 1;
    inMark = dark;
  }
  return marks;
}

describe('a printed listing', () => {
  const { context } = printBench();
  let press: Press;
  beforeAll(() => {
    press = openPress({ jobs: 1, debug: false }, context);
  });
  afterAll(() => press.close());

  const print = async (name: 'book' | 'handout' | 'large print') => {
    const made = await readAndRender({ 'listing.md': TEXT });
    if (name === 'book') return printBook(made.book, BOOK, press, context);
    const edition = name === 'handout' ? HANDOUTS : paperEdition('handouts-large-print-uk');
    return printHandout(await renderHandout(made, 0), edition, press, context);
  };

  test.each(['book', 'handout', 'large print'] as const)(
    'a listing in a %s has the text that the author wrote',
    async (name) => {
      const pages = await pageTexts((await print(name)).bytes);
      expect(pages.length).toBeGreaterThan(2);
      // What stands at the head and at the foot of a page comes between.
      const words = dense(pages.join('\n').replaceAll('\u00A0', ' '));
      let at = 0;
      for (const written of LINES.filter((text) => text !== '' && !text.includes(LONG))) {
        at = words.indexOf(dense(written), at);
        expect(at, written).toBeGreaterThan(-1);
      }
      expect(words.split(dense(LONG)).length - 1).toBeGreaterThan(20);
      expect(words).not.toMatch(/[↪↳⤷]/u);
    },
  );

  test('a printed listing has a mark before each continued line and before no other', async () => {
    const rows = ['short', `${LONG} ${LONG}`, '', 'short', LONG];
    const made = await readAndRender({ 'listing.md': `# T\n\n\`\`\`\n${rows.join('\n')}\n\`\`\`\n` });
    const { bytes } = await printHandout(await renderHandout(made, 0), HANDOUTS, press, context);
    const lines = (await pageTexts(bytes))
      .join('')
      .split('\n')
      .filter((text) => /short|goes|page|that|here|\}/.test(text));
    // The empty line is none of these; each of the author's four others begins one.
    expect(await marksIn(bytes)).toBe(lines.length - 4);
    expect(lines.length).toBeGreaterThan(6);
  });

  test('a printed listing has no single line at the bottom or top of a page', async () => {
    const pages = await pageTexts((await print('handout')).bytes);
    const numbers = pages.map((page) => (page.match(/^\d+ (?=let|if)/gm) ?? []).length);
    expect(numbers.reduce((sum, count) => sum + count)).toBe(LINES.filter((text) => text !== '').length);
    for (const count of numbers.filter((each) => each > 0)) expect(count).toBeGreaterThan(1);
  });
});

describe('a highlighted listing', () => {
  const { context } = printBench();
  let press: Press;
  beforeAll(() => {
    press = openPress({ jobs: 1, debug: false }, context);
  });
  afterAll(() => press.close());

  test('has its words, keywords in bold, signs but no numbers in its tags, and 65 characters in a line', async () => {
    const wide = `let ${'x'.repeat(57)} = 1`;
    const rows = ['let a = f("b"); // c', 'let d = 2; // [!code ++]', `${wide};`];
    const made = await readAndRender({
      'listing.md': `# T\n\n\`\`\`js linenos=88\n${rows.join('\n')}\n\`\`\`\n`,
    });
    const plain = await readAndRender({ 'listing.md': `# T\n\n\`\`\`js\n${wide}\n\`\`\`\n` });
    const { bytes } = await printHandout(await renderHandout(made, 0), HANDOUTS, press, context);
    const names = [...listFonts(PdfFile.read(bytes)).keys()].filter((name) => /mono/i.test(name));
    expect(names.filter((name) => /bold/i.test(name))).toHaveLength(1);
    expect(names.filter((name) => /italic/i.test(name))).toHaveLength(1);
    expect(taggedText(bytes).letters).toBe(compact(`T let a = f("b"); // c + let d = 2; ${wide};`));
    const prints = [
      await printHandout(await renderHandout(plain, 0), HANDOUTS, press, context),
      await printBook(plain.book, BOOK, press, context),
    ];
    for (const print of prints) {
      expect((await pageTexts(print.bytes)).join('\n').split('\n')).toContain(wide);
    }
  });
});
