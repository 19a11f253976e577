import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import { addAddresses, addPageReferences } from '../../src/pdf/links.ts';
import { sampleSection } from '../sample-book.ts';

function withAddresses(html: string): string {
  const tree = fromHtml(html, { fragment: true });
  addAddresses(tree);
  return toHtml(tree);
}

describe('addAddresses', () => {
  it.each([
    ['<a href="https://example.org/help">our page</a>.', 'example.org/help'],
    ['<a href="https://example.org/">us</a>', 'example.org'],
    ['<a href="mailto:a@example.org">write</a>', 'a@example.org'],
    ['<a href="tel:+1-555-0100">call</a>', '+1-555-0100'],
  ])('prints the address after %s', (html, address) => {
    expect(withAddresses(html)).toBe(html.replace('</a>', `</a> <span class="address">(${address})</span>`));
  });

  it.each([
    '<a href="https://www.example.org/">example.org</a>',
    '<a href="https://example.org/a">https://example.org/a</a>',
    '<a href="https://doi.org/10.1000/182">doi:10.1000/182</a>',
    '<a href="mailto:a@example.org">a@example.org</a>',
    '<a href="tel:+15550100">555-0100</a>',
    '<a href="#inside">inside</a>',
  ])('prints nothing after %s, which says it', (html) => {
    expect(withAddresses(html)).toBe(html);
  });
});

describe('addPageReferences', () => {
  it('makes room after links to other sections, and only there', () => {
    const section = sampleSection(
      '<h1 id="a">A</h1><a href="#b--end">end</a>, <a href="#a">up</a>, <a role="doc-biblioref" href="#b">1</a>, <a href="#no">no</a>',
    );
    const anchors = new Map([
      ['a', 'a'],
      ['b', 'b'],
      ['b--end', 'b'],
    ]);
    const references = addPageReferences(section.body, section, anchors, 'page');
    expect(references.map(({ target }) => target)).toEqual(['b--end']);
    for (const { number } of references) number.value = '17';
    expect(toHtml(section.body)).toContain(
      '>end</a> <span class="page-reference">(page\u00A017)</span>, <a href="#a">up</a>, ',
    );
  });
});
