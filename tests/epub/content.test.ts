/** What an author's HTML becomes where the HTML standard does not let it stand. EPUBCheck's port does not see most of this. */
import { expect, test } from 'vitest';
import { sampleBook, sampleSection } from '../support/sample-book.ts';
import { pack } from './packed.ts';

/** The page below its heading. */
async function written(html: string): Promise<string> {
  const packed = await pack(sampleBook({ sections: [sampleSection(`<h1 id="a">A</h1>${html}`)] }));
  return /<h1 id="a">A<\/h1>(.*)<\/section>/s.exec(packed.text('a.xhtml'))?.[1]?.trim() ?? '';
}

const CHANGED: Readonly<Record<string, readonly [string, string]>> = {
  'a style goes into the blocks': ['<b>x<p>y</p></b>', '<b>x</b><p><b>y</b></p>'],
  'its id stays once': ['<b id="i"><p>x</p><p>y</p></b>', '<p><b id="i">x</b></p><p><b>y</b></p>'],
  'a deletion may hold blocks': ['<del><p>x</p></del>', '<del><p>x</p></del>'],
  'a heading holds words': ['<h2 id="h">x<div>y</div></h2>', '<h2 id="h">x <span>y</span> </h2>'],
  'a level that was skipped': ['<h4 id="h">x</h4>', '<h2 id="h">x</h2>'],
  'a heading without words is none': ['<h2 id="h"> </h2>', '<div id="h"> </div>'],
  'items get a list': ['<li>x</li><li>y</li>', '<ul><li>x</li><li>y</li></ul>'],
  'a list has items': ['<ul>x<li value="3">y</li></ul>', '<ul><li>x</li><li>y</li></ul>'],
  'a term has a description': ['<dl><dt>x</dt></dl>', '<dl><dt>x</dt><dd></dd></dl>'],
  'descriptions alone are text': ['<dl><dd>x</dd></dl>', '<div><div>x</div></div>'],
  'a box without a summary is none': ['<details><p>x</p></details>', '<div><p>x</p></div>'],
  'a header cell without words names no column': [
    '<table><thead><tr><th scope="col"></th><th scope="col">A</th></tr></thead><tbody><tr><td>x</td><td>y</td></tr></tbody></table>',
    '<div class="holds-table"><table><thead><tr><td></td><th scope="col">A</th></tr></thead><tbody><tr><td>x</td><td>y</td></tr></tbody></table></div>',
  ],
  'a foot comes last': [
    '<table><tfoot><tr><td>f</td></tr></tfoot><tr><td>x</td></tr></table>',
    '<div class="holds-table"><table><tbody><tr><td>x</td></tr></tbody><tfoot><tr><td>f</td></tr></tfoot></table></div>',
  ],
  'a ruby without its text is none': ['<p><ruby>x</ruby></p>', '<p><span>x</span></p>'],
  'a ruby needs no brackets': [
    '<p><ruby>x<rp>(</rp><rt>y</rt><rp>)</rp></ruby></p>',
    '<p><ruby>x<rt>y</rt></ruby></p>',
  ],
  'a good ruby stays': ['<p><ruby>x<rt>y</rt></ruby></p>', '<p><ruby>x<rt>y</rt></ruby></p>'],
  'a direction is given': ['<p><bdo>x</bdo></p>', '<p><span>x</span></p>'],
  'a time in a time is none': [
    '<p><time datetime="2026"><time>x</time></time></p>',
    '<p><time datetime="2026"><span>x</span></time></p>',
  ],
  'a role that is none goes': ['<ul role="doc-noteref"><li>x</li></ul>', '<ul><li>x</li></ul>'],
  'a name on nothing goes': ['<p><span aria-label="n">x</span></p>', '<p><span>x</span></p>'],
  'large letters become small': ['<p dir="RTL">x</p>', '<p dir="rtl">x</p>'],
  'a date that is none goes': ['<p><ins datetime="2026">x</ins></p>', '<p><ins>x</ins></p>'],
  'names of nothing go': ['<p aria-describedby="no">x</p>', '<p>x</p>'],
  'a lost id stands at the end': [
    '<dl><div id="i"><dt>x</dt><dd>y</dd></div></dl>',
    '<dl><dt>x</dt><dd>y</dd></dl><span id="i"></span>',
  ],
  'an address is mended': [
    '<p><a href="https://x.org/?a[]=1|2">x</a></p>',
    '<p><a href="https://x.org/?a%5B%5D=1%7C2">x</a></p>',
  ],
};

test.each(Object.entries(CHANGED))('repairs the content: %s', async (_name, [html, expected]) => {
  expect(await written(html)).toBe(expected);
});
