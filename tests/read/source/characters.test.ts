/** Control characters are left out or restored, and letters of a wrong encoding are reported. */
import { expect, test } from 'vitest';
import { collectDiagnostics, readAndRender, sectionHtml } from '../../support/workbench.ts';

async function read(text: string, expected: readonly string[]) {
  const { book, diagnostics } = await readAndRender({ 't.md': `# T\n\n${text}` }, { expected });
  return {
    html: sectionHtml(book)
      .split('\n')
      .slice(1)
      .join('\n')
      .replace(/<[^>]*>/g, ''),
    message: diagnostics[0]?.message,
  };
}

test('leaves out control characters', async () => {
  const text = 'A\0B, form\ffeed, ver\vtical, bell\x07, esc\x1b[31mred\x1b[0m e\x7fnd, b\uFEFFom, \uFFFEx.';
  const { html, message } = await read(text, ['control-dropped t.md:3:2']);
  expect(html).toBe('AB, form feed, ver tical, bell, escred end, bom, x.');
  expect(message).toBe(
    '9 invisible control characters are left out: U+0000 U+000C U+000B U+0007 U+001B U+007F U+FEFF U+FFFE.',
  );
});

test('reads a heading after a byte order mark inside the text', async () => {
  const { html } = await read('A\n\n\uFEFF## B', ['control-dropped t.md:5:1']);
  expect(html).toBe('A\nB');
});

test('restores what Windows-1252 has in the place of controls', async () => {
  const text = 'He said \u0093hello\u0094 \u0096 it\u0092s fine \u0085 and \u0080 5\u0081.';
  const { html, message } = await read(text, ['control-replaced t.md:3:9']);
  expect(html).toBe('He said “hello” – it’s fine … and € 5.');
  expect(message).toContain('7 invisible control characters come');
  expect(message).not.toContain('U+0081');
  expect(message).toContain('U+0093 “, U+0094 ”, U+0096 –, U+0092 ’, U+0085 …, U+0080 €');
});

test.each([
  ['donâ€™t', '`â€™` for “’”'],
  ['â€œquotesâ€\u009D', '`â€œ` for ““”, `â€\u009D` for “””'],
  ['cafÃ©', '`Ã©` for “é”'],
  ['38 Â°C', '`Â°` for “°”'],
  ['â‰¥ 5', '`â‰¥` for “≥”'],
  ['5 âˆ’ 3', '`âˆ’` for “−”'],
  ['ðŸ˜€', '`ðŸ˜€` for “😀”'],
  ['ÐŸÑ€Ð¸Ð²ÐµÑ‚', '`ÐŸÑ€Ð¸Ð²ÐµÑ‚` for “Привет”'],
  ['lost \uFFFD', '`\uFFFD` for “?”'],
])('reports %j', async (text, sample) => {
  const expected = [`text-miscoded t.md:3:${text.search(/[âÃÂðÐ\uFFFD]/) + 1}`];
  const extra = text.includes('\u009D') ? ['control-replaced t.md:3:12'] : [];
  const { diagnostics } = await readAndRender(
    { 't.md': `# T\n\n${text}` },
    { expected: [...expected, ...extra].sort((a, b) => a.length - b.length) },
  );
  expect(diagnostics.map(({ message }) => message).join()).toContain(sample);
});

test.each([
  '«CAFÉ» “IRMÔ «café » é”, É®, à »',
  'São Paulo, pâté, Â, château, ÂGE, NÃO, maçã, crânio',
  'ÄÖÜ „ÄÖÜ“ Ä“ ß” ö»',
  'soft\u00ADhyphen\u200B and\u200Cjoiner, tab\there',
])('says nothing of %j', async (text) =>
  expect(await collectDiagnostics({ 't.md': `# T\n\n${text}` })).toEqual([]),
);

test('takes no longer for many of them', async () => {
  const started = performance.now();
  await collectDiagnostics({ 't.md': `# T\n\n${'Ðâ\u0093\0'.repeat(20_000)}` });
  expect(performance.now() - started).toBeLessThan(5000);
});
