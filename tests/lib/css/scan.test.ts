/** The scan of a style sheet: what is broken, what browsers ignore, which files it names. */
import { describe, expect, test } from 'vitest';
import { scanStyle } from '../../../src/lib/css/scan.ts';

const faultsOf = (css: string) =>
  scanStyle(css).faults.map(({ kind, reason, offset }) => `${kind} ${offset}: ${reason}`);

describe('valid CSS', () => {
  test.each([
    '.a{color:red;& .b{c:d}.c{e:f}&:hover{a:b}@media print{a:b;p{c:d}}}',
    '@layer a,b;@layer c{p{a:b}}@layer{p{a:b}}',
    '@page :left{margin:1cm;@top-left{content:"a"}}@page wide:first{size:a4 landscape}',
    '@container x (width > 3em) and style(--a:b){p{a:b}}',
    '@scope (.a) to (.b){:scope{a:b}}@starting-style{p{a:b}}',
    '@property --x{syntax:"<length>";inherits:false;initial-value:0}',
    '@counter-style x{system:cyclic;symbols:"a"}@position-try --x{a:b}',
    '@font-feature-values F{@styleset{a:1}}@-moz-document url-prefix(){p{a:b}}',
    '@keyframes x{from{a:b}50.5%{c:d}}@-webkit-keyframes y{to{a:b}}',
    'p{width:if(style(--a:b):1px;else:2px);filter:progid:X.Y(a=1)}',
    'p{--x:{a:b;c:d};--y:;}',
    '<!-- p{a:b;;} -->/* } */p{content:"}"}',
    '@namespace svg url(http://www.w3.org/2000/svg);svg|a{b:c}',
    '@charset "utf-8";@supports selector(:has(a)){p:has(> a){b:c}}',
  ])('has no fault: %s', (css) => {
    expect(scanStyle(css)).toMatchObject({ faults: [], tail: '', stray: [], addresses: [] });
  });
});

describe('broken CSS', () => {
  test.each([
    ['p { color: #333\nq { a: b }', ['broken 2: `{` is not closed'], '}'],
    ['@media print{p{a:b}', ['broken 12: `{` is not closed'], '}'],
    ['p{a:calc(1px}q{c:d}', ['broken 4: `calc(` is not closed'], ')}'],
    ['p[a{b:c}', ['broken 1: `[` is not closed'], ']{}'],
    ['p{a:b}}q{c:d}', ['broken 6: nothing opens this `}`'], ''],
    ['p{a:b}/* c', ['broken 6: a comment `/*` is not closed'], '*/'],
    ['p{a:b}q', ['broken 6: a selector without a block is at the end'], '{}'],
    ['p{a:"b\n;c:d}', ['broken 4: a text in quotation marks ends with the line'], ''],
    [
      'p{a:url(b c)}',
      ['broken 4: an address with spaces, brackets or quotation marks in it needs quotation marks around it'],
      '',
    ],
  ])('finds where %s is broken, and closes it', (css, faults, tail) => {
    expect(faultsOf(css)).toEqual(faults);
    expect(scanStyle(css).tail).toBe(tail);
    expect(scanStyle(css + tail).tail).toBe('');
  });
});

describe('parts that browsers ignore', () => {
  test.each([
    ['p{color #333;a:b}', 'ignored 2: there is no colon after `color`'],
    ['p{color:}', 'ignored 2: `color` has no value'],
    ['p{color:red\nmargin:0}', 'ignored 12: there is no semicolon before `margin`'],
    ['p{*zoom:1}', 'ignored 2: a declaration begins with the name of a property'],
    ['p{a:b;// c:d;\n}', 'ignored 6: CSS has no comments with `//`: write `/* … */`'],
    ['// a\np{a:b}', 'ignored 0: CSS has no comments with `//`: write `/* … */`'],
    ['@foo bar;', 'ignored 0: browsers know no `@foo`'],
    ['@medai print{p{a:b}}', 'ignored 0: browsers know no `@medai`'],
    ['@page{@top-middle{content:"a"}}', 'ignored 6: browsers know no `@top-middle`'],
    ['@media print;', 'ignored 0: `@media` has no block'],
    ['p{a:b}@import "x.css";', 'ignored 6: `@import` must come before all rules'],
    ['@import;', 'ignored 0: `@import` names no file'],
  ])('finds %s', (css, fault) => {
    expect(faultsOf(css)).toEqual([fault]);
  });
});

test('finds the files that a style sheet names', () => {
  const css =
    '@import "a.css" layer(x) print;@import url(b.css);@import url("c.css");' +
    '@font-face{src:url(d.woff2)format("woff2"),local("Arial")}' +
    'p{background:url( "e.png" ),image-set("f.png" 1x,url(g\\.png) 2x);--h:url(h.png);content:"i.png"}' +
    '@namespace j url(k);';
  const { imports, addresses, localFonts } = scanStyle(css);
  expect(
    imports.map(({ value, condition, start, end }) => [value, condition, css.slice(start, end)]),
  ).toEqual([
    ['a.css', 'layer(x) print', '@import "a.css" layer(x) print;'],
    ['b.css', '', '@import url(b.css);'],
    ['c.css', '', '@import url("c.css");'],
  ]);
  expect(addresses.map(({ value, use, start, end }) => [value, use, css.slice(start, end)])).toEqual([
    ['d.woff2', 'font', 'url(d.woff2)'],
    ['e.png', 'picture', '"e.png"'],
    ['f.png', 'picture', '"f.png"'],
    ['g.png', 'picture', 'url(g\\.png)'],
    ['h.png', 'picture', 'url(h.png)'],
  ]);
  expect(localFonts.map(({ name }) => name)).toEqual(['local("Arial")']);
});

test('lists the selectors outside of other rules, and the properties of rules', () => {
  const { selectors, properties } = scanStyle(
    'a,b{c:d;e{f:g}}@media x{h{c:d}}@keyframes y{to{i:j}}@font-face{src:x}',
  );
  expect(selectors.map(({ text }) => text)).toEqual(['a,b', 'h']);
  expect([...properties.keys()]).toEqual(['c', 'f', 'i']);
});
