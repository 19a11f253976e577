/** Tests that the words of drawings are set in a face like the one that they were drawn for. */
import { expect, test } from 'vitest';
import {
  mapDeclaredFamilies,
  mapFamilies,
  mapSheetFamilies,
} from '../../../../src/print/document/drawings/faces.ts';

test.each([
  ['Georgia, serif', 'var(--serif)'],
  ["'Times New Roman'", 'var(--serif)'],
  ['Latin Modern Roman', 'var(--serif)'],
  ['"Courier New", monospace', 'var(--mono)'],
  ['DejaVu Sans Mono', 'var(--mono)'],
  ['Noto Serif, sans-serif', 'var(--serif)'],
  ['Helvetica, Arial, sans-serif', 'var(--arial)'],
  ['Liberation Sans', 'var(--arial)'],
  ['Open Sans, Arial', 'var(--headings)'],
  ['Atkinson Hyperlegible Next, sans-serif', 'var(--headings)'],
  ['Nonesuch, serif', 'var(--serif)'],
  ['Nonesuch', 'var(--headings)'],
  ['sans-serif', 'var(--headings)'],
  ['inherit', 'inherit'],
])('the families %s become %s', (families, expected) => {
  expect(mapFamilies(families)).toBe(expected);
});

test.each([
  ['fill:red;font-family:Georgia,serif', 'fill:red;font-family:var(--serif)'],
  ['font-family:"a;b",Courier', 'font-family:var(--mono)'],
  ['font: bold 12px/1.2 Georgia, serif', 'font: bold 12px/1.2 Georgia, serif;font-family:var(--serif)'],
  ['font:inherit', 'font:inherit'],
  ['font-size:12px;font-weight:700', 'font-size:12px;font-weight:700'],
  ['font-family:Times!important', 'font-family:var(--serif)!important'],
])('the declarations %s become %s', (css, expected) => {
  expect(mapDeclaredFamilies(css)).toBe(expected);
});

test('a font that a drawing embeds is kept, before the stack of the page', () => {
  const face = '@font-face{font-family:"Virgil";src:url(data:font/woff2;base64,AA)}';
  expect(mapSheetFamilies(`${face} .a{font-family:Virgil,Segoe UI Emoji} .b{font-family:Times}`)).toBe(
    `${face} .a{font-family:"Virgil",var(--headings)} .b{font-family:var(--serif)}`,
  );
});
