/** Tests quotation marks, apostrophes, dashes and ellipses by language; code and options remain unchanged. */
import { describe, expect, test } from 'vitest';
import { punctuate } from '../../../src/render/typography/punctuate.ts';
import { findQuoteMarks } from '../../../src/render/typography/quotes.ts';
import { renderMarkdown } from '../../support/workbench.ts';

const NNBSP = '\u202F';

test.each([
  ['"Hello," she said.', '“Hello,” she said.'],
  ["'single'", '‘single’'],
  ['"\'Nested\' quote" and \'"other" nest\'', '“‘Nested’ quote” and ‘“other” nest’'],
  ['"Outer \'inner\'"', '“Outer ‘inner’”'],
  ["It's the dogs' bowl; James' book; don't.", 'It’s the dogs’ bowl; James’ book; don’t.'],
  ["'Don't'", '‘Don’t’'],
  ["the '90s, class of '98, '1990s'", 'the ’90s, class of ’98, ‘1990s’'],
  ["'Tis rock 'n' roll. Give 'em.", '’Tis rock ’n’ roll. Give ’em.'],
  ['(see "this") ["x"] {"y"}', '(see “this”) [“x”] {“y”}'],
  ['he said "yes"; "no"? "so"!', 'he said “yes”; “no”? “so”!'],
  ['"What?" "Yes!"', '“What?” “Yes!”'],
  ['dash-"quote" and -- "quote" and --"quote"', 'dash-“quote” and – “quote” and –“quote”'],
  ['"wait--" he said, "pre-" and "post-"', '“wait–” he said, “pre-” and “post-”'],
  ['"...and then"', '“…and then”'],
  ['wait... what....', 'wait… what….'],
  ['pages 1--2, a---b', 'pages 1–2, a—b'],
  ['use --option, (--help) and "--x"; a <!-- b --> c', 'use --option, (--help) and “--x”; a <!-- b --> c'],
  ['a rule ---- of hyphens', 'a rule ---- of hyphens'],
  ['6\'2" tall, 5\'11.5", 6\' 2", 40° 26\' 46" N', '6′2″ tall, 5′11.5″, 6′ 2″, 40° 26′ 46″ N'],
  ['a 3" nail; 12\'; "over 60" and \'in 1960\'', 'a 3″ nail; 12′; “over 60” and ‘in 1960’'],
  ['"He is 6\' 2" tall," "20" and "21"', '“He is 6′ 2″ tall,” “20” and “21”'],
  ["the 1980's; O'Neill; the '80s' music; '07", 'the 1980’s; O’Neill; the ’80s’ music; ’07'],
  [
    "So 'cause, 'bout, 'round, 'twere, 'ere, 'gainst, 's.",
    'So ’cause, ’bout, ’round, ’twere, ’ere, ’gainst, ’s.',
  ],
  ['"\'round here" and "\'Round"', '“’round here” and “’Round”'],
  ["'round and square' and 'cause'", '‘round and square’ and ‘cause’'],
  ['He said--"No."--and left---"No."---and "no"--again', 'He said–“No.”–and left—“No.”—and “no”–again'],
  ['Either/"or" and ["brackets"] and —"dash"', 'Either/“or” and [“brackets”] and —“dash”'],
  ['aged "over 60"', 'aged “over 60”'],
  ['""', '“”'],
  ['a lone " mark', 'a lone ” mark'],
  ['nothing', 'nothing'],
  ['', ''],
])('punctuates English: %s', (typed, set) => expect(punctuate(typed, findQuoteMarks('en-GB'))).toBe(set));

test.each([
  ['de', "\"Er sagt 'so'\", it's", '„Er sagt ‚so‘“, it’s'],
  ['de-CH', '"so \'x\'"', '«so ‹x›»'],
  ['fr', '"l\'été" et l\'"été"', `«${NNBSP}l’été${NNBSP}» et l’«${NNBSP}été${NNBSP}»`],
  ['es', '"así"', '«así»'],
  ['sv', '"så"', '”så”'],
  ['pl', '"tak"', '„tak”'],
  ['tlh', '"ghobe"', '“ghobe”'],
])('punctuates %s: %s', (language, typed, set) =>
  expect(punctuate(typed, findQuoteMarks(language))).toBe(set),
);

describe('inline elements', () => {
  test.each([
    ['"*really*" so', '“<em>really</em>” so'],
    ["'*really*' so", '‘<em>really</em>’ so'],
    ['*"so"* **"so"**', '<em>“so”</em> <strong>“so”</strong>'],
    ['"[so](https://x.org)" so', '“<a href="https://x.org">so</a>” so'],
    [
      "the *patient*'s and `x`'s and **\"A\"**'s",
      'the <em>patient</em>’s and <code>x</code>’s and <strong>“A”</strong>’s',
    ],
    ["l'*été*", 'l’<em>été</em>'],
    ['*em*--dash, *x* --option', '<em>em</em>–dash, <em>x</em> --option'],
    ['"a\\\nb"', '“a<br>\nb”'],
    ['x\\\n"b"', 'x<br>\n“b”'],
    ['"code `"x"`"', '“code <code>"x"</code>”'],
    ["<kbd>\"</kbd> <samp>'x'</samp> <var>--</var>", "<kbd>\"</kbd> <samp>'x'</samp> <var>--</var>"],
    ['<span lang="de">"so"</span> "so"', '<span lang="de">„so“</span> “so”'],
    ['<b>"</b>x"', '<b>“</b>x”'],
  ])('punctuates across the borders of elements: %s', async (typed, set) => {
    expect(await renderMarkdown(typed)).toBe(`<p class="lead">${set}</p>`);
  });

  test('a quotation may continue in the next paragraph, and each block starts again', async () => {
    expect(await renderMarkdown('word\n\n"a"\n\n- "b"\n- \'c\'\n\n> "d')).toContain('“a”');
    expect(await renderMarkdown('- x\n- "b"')).toContain('<li>“b”</li>');
    expect(await renderMarkdown('| "a" | "b" |\n|-|-|\n| "c" | \'d\' |')).toMatch(/“a”.*“b”.*“c”.*‘d’/s);
  });

  test('punctuates after a citation without text', async () => {
    const text = '---\ntitle: T\nreferences: r.json\n---\n\n"So [@a]" and [@a]\'s "x".';
    const { readAndRender, sectionHtml: htmlOf } = await import('../../support/workbench.ts');
    const { book } = await readAndRender({
      't.md': text,
      'r.json': '[{"id":"a","type":"book","title":"X"}]',
    });
    expect(htmlOf(book, 0).replace(/<[^>]+>/g, '')).toContain('“So [1]” and [1]’s “x”.');
  });
});

test('a chapter in another language uses the marks of that language', async () => {
  const { readAndRender, sectionHtml: htmlOf } = await import('../../support/workbench.ts');
  const files = {
    'p/publication.yaml': 'title: "\\"Title\\""\n',
    'p/1-a.md': '# "A"\n',
    'p/2-b.md': '---\nlanguage: de\n---\n\n# "B"\n',
  };
  const { book } = await readAndRender(files);
  expect(book.sections.map(({ title }) => title)).toEqual(['“A”', '„B“']);
  expect(htmlOf(book, 1)).toContain('„B“');
  expect(book.publication.metadata.title).toBe('“Title”');
});
