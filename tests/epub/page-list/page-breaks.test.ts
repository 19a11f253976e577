/** Where a mark goes in a tree, and what becomes of a page whose beginning is not found. */
import { toHtml } from 'hast-util-to-html';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import type { PrintedPiece } from '../../../src/core/model/printed-text.ts';
import type { StepCache } from '../../../src/core/model/step-cache.ts';
import { preparePageBreaks } from '../../../src/epub/page-list/mark-pages.ts';
import { MemoryCache } from '../../support/memory-cache.ts';
import { sampleBook, sampleSection } from '../../support/sample-book.ts';

/** Pages between bars; `{figure}` and `{formula}` are one sign each, and each space in `||` ends an element. */
const printed = (pages: string): readonly PrintedPiece[] =>
  pages.split('|').flatMap((said, page) =>
    said.split(/(\{\w+\})/).map((part): PrintedPiece => {
      if (part === '{figure}' || part === '{formula}') {
        return { page, kind: part === '{figure}' ? 'figure' : 'formula', text: '' };
      }
      return part === '{break}' ? { page, kind: 'break', text: '' } : { page, kind: 'text', text: part };
    }),
  );

interface Marked {
  readonly html: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A long comment, so that what is found in the section is cached. */
const LONG = `<!--${'long '.repeat(5_000)}-->`;

async function mark(html: string, pages: string, stepCache?: StepCache): Promise<Marked> {
  const book = sampleBook({ sections: [sampleSection(html + (stepCache ? LONG : ''))] });
  const sections = [printed(pages)];
  const labels = pages.split('|').map((_page, index) => String(index + 1));
  const text = { labels, contents: -1, colophon: -1, sections };
  const diagnostics: Diagnostic[] = [];
  const given = { text, sections: book.sections, source: 'urn:print', edition: 'book-a4' };
  const insert = preparePageBreaks(book, (problem) => diagnostics.push(problem), stepCache);
  const [section] = (await insert(given)).book.sections;
  const written = section === undefined ? '' : toHtml(section.body).replace(LONG, '');
  return { html: written.replace(/<span id="(_?)page-(\d+)"[^>]*><\/span>/g, '[$1$2]'), diagnostics };
}

/** Inserts page breaks without a cache, and twice with one, and expects the same each time. */
async function marked(html: string, pages: string): Promise<Marked> {
  const result = await mark(html, pages);
  const cache = new MemoryCache();
  expect(await mark(html, pages, cache)).toEqual(result);
  expect(cache.made).toEqual(['page-starts']);
  expect(await mark(html, pages, cache)).toEqual(result);
  expect(cache.made).toEqual(['page-starts']);
  return result;
}

test.each([
  ['<p>One two three.</p>', 'One |two three.', '<p>[1]One [2]two three.</p>'],
  // A word that is broken began on the page before.
  ['<p>One twofold three.</p>', 'One two-|fold three.', '<p>[1]One twofold [2]three.</p>'],
  ['<p>One two\u00ADfold three.</p>', 'One two\u00AD|fold three.', '<p>[1]One two\u00ADfold [2]three.</p>'],
  ['<p>A well-known word.</p>', 'A well-|known word.', '<p>[1]A well-[2]known word.</p>'],
  ['<p>twof<em>old</em> three</p>', 'two|fold three', '<p>[1]twof<em>old</em> [2]three</p>'],
  ['<p>春は花が咲く。</p>', '春は|花が咲く。', '<p>[1]春は[2]花が咲く。</p>'],
  // Several pages in one text.
  ['<pre><code>a1\nb2\nc3\n</code></pre>', 'a1|b2|c3', '<pre><code>[1]a1\n[2]b2\n[3]c3\n</code></pre>'],
  // Not in what would be called by the number of the page too.
  ['<p>One</p><h2>Two</h2>', 'One{break}|{break}Two', '<p>[1]One</p>[2]<h2>Two</h2>'],
  [
    '<p>One</p><section class="box" aria-labelledby="t"><p class="box-title" id="t">Two</p><p>Three</p></section>',
    'One{break}|{break}Two{break}Three',
    '<p>[1]One</p>[2]<section class="box" aria-labelledby="t"><p class="box-title" id="t">Two</p><p>Three</p></section>',
  ],
  [
    '<section class="box"><p class="box-title">One</p><p>Two</p></section>',
    'One{break}|{break}Two',
    '[1]<section class="box"><p class="box-title">One</p><p>[2]Two</p></section>',
  ],
  [
    '<p>One</p><table><caption><b>Two</b></caption><tbody><tr><td>a</td></tr></tbody></table>',
    'One{break}|{break}Two{break}a',
    '<p>[1]One</p>[2]<table><caption><b>Two</b></caption><tbody><tr><td>a</td></tr></tbody></table>',
  ],
  [
    '<p>One</p><table><thead><tr><th>Two</th></tr></thead><tbody><tr><td>a</td></tr></tbody></table>',
    'One{break}|{break}Two{break}a',
    '<p>[1]One</p>[2]<table><thead><tr><th>Two</th></tr></thead><tbody><tr><td>a</td></tr></tbody></table>',
  ],
  ['<p>One <a href="#x"><b>two</b></a></p>', 'One |two', '<p>[1]One [2]<a href="#x"><b>two</b></a></p>'],
  ['<p>One <a href="#x">two three</a></p>', 'One two |three', '<p>[1]One <a href="#x">two [2]three</a></p>'],
  // What a page has that the e-book has not.
  [
    '<ol><li>One</li><li>Two</li></ol>',
    '1.{break}One{break}|2.{break}Two',
    '<ol><li>[1]One</li><li>[2]Two</li></ol>',
  ],
  ['<p>See one.</p><p>Two.</p>', 'See one (example.org).|{break}Two.', '<p>[1]See one.</p><p>[2]Two.</p>'],
  ['<p>One</p><p>Two</p>', 'One{break}| |{break}Two', '<p>[1]One</p><p>[3]Two</p>'],
  // Pictures and formulas.
  [
    '<p>One</p><figure><img src="a" alt="A"><figcaption>F</figcaption></figure>',
    'One|{figure}F',
    '<p>[1]One</p>[2]<figure><img src="a" alt="A"><figcaption>F</figcaption></figure>',
  ],
  [
    '<figure><img src="a" alt="A"><figcaption>Foot</figcaption></figure>',
    '{figure}|Foot',
    '[1]<figure><img src="a" alt="A">[2]<figcaption>Foot</figcaption></figure>',
  ],
  ['<p>One <img src="a" alt=""> two</p>', 'One |two', '<p>[1]One <img src="a" alt=""> [2]two</p>'],
  ['<p>One <math><mi>x</mi></math></p>', 'One |{formula}', '<p>[1]One [2]<math><mi>x</mi></math></p>'],
  // Rows of a table: the first cell is where the page begins, though the page before goes on in the next.
  [
    '<table><tbody><tr><td>a b</td><td>c d</td></tr></tbody></table>',
    'a|b',
    '<table><tbody><tr><td>[1]a [2]b</td><td>c d</td></tr></tbody></table>',
  ],
  ['<p id="page-2">One two</p>', 'One |two', '<p id="page-2">[1]One [_2]two</p>'],
])('inserts page breaks into %s printed as %s', async (html, pages, expected) => {
  const { html: written, diagnostics } = await marked(html, pages);
  expect(written).toBe(expected);
  expect(diagnostics).toEqual([]);
});

test.each([
  [
    'other words',
    '<p>One two three four.</p>',
    'One two |quite other words.|three four.',
    '[1]One two [3]three four.',
  ],
  ['a letter in common', '<p>One orange tree.</p>', 'One |ox.', '[1]One orange tree.'],
])('inserts no page break for a page with other text: %s', async (_name, html, pages, expected) => {
  const { html: written, diagnostics } = await marked(html, pages);
  expect(written).toBe(`<p>${expected}</p>`);
  expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
    'warning page-start-unknown',
  ]);
  expect(diagnostics[0]?.message).toContain('page 2 of `book-a4`');
});
