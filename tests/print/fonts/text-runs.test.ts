/** Tests the collection of text runs. */
import { fromHtml } from 'hast-util-from-html';
import { expect, test } from 'vitest';
import { collectTextRuns } from '../../../src/print/fonts/text-runs.ts';

const runs = (html: string) =>
  collectTextRuns(fromHtml(html, { fragment: true }), 'en').map(
    ({ text, language, use }) => `${language} ${use} ${text}`,
  );

test('a text has the language of the nearest element with a `lang`', () => {
  expect(runs('a<p lang="ar">b<b>c</b><bdi lang="en">d</bdi></p><i lang="">e</i>')).toEqual([
    'en text a',
    'ar text b',
    'ar text c',
    'en text d',
    'en text e',
  ]);
  expect(runs('<p lang="ja-x-17">a</p>')).toEqual(['ja text a']);
});

test('code and formulas are separate from prose, with everything in them', () => {
  expect(runs('<pre>a<code>b</code></pre><math><mi>x</mi><mtext>y</mtext></math>')).toEqual([
    'en code a',
    'en code b',
    'en math x',
    'en math y',
  ]);
});

test('the text of a drawing is printed, but not its title and description', () => {
  expect(runs('<svg><title>t</title><desc>d</desc><text>w</text></svg>')).toEqual(['en text w']);
});

test('a text has its own position or that of the nearest ancestor', () => {
  const [own, none] = collectTextRuns(
    {
      type: 'root',
      children: [
        {
          type: 'element',
          tagName: 'p',
          properties: {},
          position: { start: { line: 3, column: 1, offset: 9 }, end: { line: 3, column: 9, offset: 17 } },
          children: [
            {
              type: 'text',
              value: 'a',
              position: {
                start: { line: 3, column: 2, offset: 10 },
                end: { line: 3, column: 3, offset: 11 },
              },
            },
            { type: 'element', tagName: 'b', properties: {}, children: [{ type: 'text', value: 'b' }] },
          ],
        },
      ],
    },
    'en',
  );
  expect(own?.node?.position?.start.offset).toBe(10);
  expect(none?.node?.position?.start.offset).toBe(9);
});
