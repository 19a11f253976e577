/** Lines to fill in, products and names of files keep their marks; emphasis stays emphasis. */
import { expect, test } from 'vitest';
import { readAndRender, sectionHtml } from '../../../support/workbench.ts';

async function html(text: string): Promise<string> {
  const { book } = await readAndRender({ 't.md': `# T\n\nFirst.\n\n${text}` });
  return sectionHtml(book).split('\n').slice(2).join('\n');
}

/** Writes lines to write on as the underscores that they are made of. */
const withUnderscores = (shown: string): string =>
  shown
    .replace(/<span class="field" [^>]*style="width:([\d.]+)em"><\/span>/g, (_, width: string) =>
      '_'.repeat(Number(width) * 2),
    )
    .replace(/<span class="field-row">([^<]*)<\/span>/g, '$1');

test.each([
  'Date of birth: ____/____/______',
  'Tel.: ____-____-____ and __.__.____',
  'Time: __:__ Signature: ____________________',
  'Yes ___ No ___',
  '[__] yes [__] no (___) or (___)',
  'Name: .................... Date: ..........',
  '“__” and «_» and {_}',
  '__ __ / __ __ / ____',
  '_ _ _ _ _ _ _ _',
  'BP: __/__ mmHg, pulse: __/min',
  'Weight: __._ kg, (__/__/____), ___/___/___',
  '2*3*4 = 24, 10*20*30',
  'A * not *, but 2*3*4=24 (* no *) and 5*6.',
  '*.txt and **/*.md',
  '__.__',
])('keeps %j as it is written, or as lines to write on', async (text) =>
  expect(withUnderscores(await html(text))).toBe(`<p>${text}</p>`),
);

test.each([
  [
    '_word_ and __words__ and ___both___',
    '<p><em>word</em> and <strong>words</strong> and <em><strong>both</strong></em></p>',
  ],
  ['__-5__ and __.NET__ and *2*', '<p><strong>-5</strong> and <strong>.NET</strong> and <em>2</em></p>'],
  ['a*b*c and *.NET* or', '<p>a<em>b</em>c and <em>.NET</em> or</p>'],
  ['__!__', '<p><strong>!</strong></p>'],
  ['___', '<hr>'],
  ['_____', '<hr>'],
  ['* * *', '<hr>'],
  ['----------', '<hr>'],
  ['"_x_" and (_x_)', '<p>“<em>x</em>” and (<em>x</em>)</p>'],
  ['(_"a"_) or [_"b"_]', '<p>(<em>“a”</em>) or [<em>“b”</em>]</p>'],
  ['(like __"c"__).', '<p>(like <strong>“c”</strong>).</p>'],
  ['_a_/_b_ and __a__-__b__', '<p><em>a</em>/<em>b</em> and <strong>a</strong>-<strong>b</strong></p>'],
  ['_a_, _b_: __c__.', '<p><em>a</em>, <em>b</em>: <strong>c</strong>.</p>'],
  ['____ _a_ ____', '<p>____ <em>a</em> ____</p>'],
  ['snake_case_x', '<p>snake_case_x</p>'],
])('reads %j as Markdown does', async (text, expected) =>
  expect(withUnderscores(await html(text))).toBe(expected),
);
