/** Definitions that nothing uses: their words are printed or reported, never dropped in silence. */
import { describe, expect, test } from 'vitest';
import { collectDiagnostics, readAndRender, sectionHtml } from '../../../support/workbench.ts';

const diagnose = (text: string) => collectDiagnostics({ 't.md': `# T\n\n${text}` });

async function html(text: string, expected: readonly string[]): Promise<string> {
  const { book } = await readAndRender({ 't.md': `# T\n\n${text}` }, { expected });
  return sectionHtml(book).split('\n').slice(1).join('\n');
}

describe('a definition that nothing uses and that is no address', () => {
  test.each([
    ['[Maximum]: 8/day', '[Maximum]: 8/day'],
    ['[Warning]: alcohol "never"', '[Warning]: alcohol “never”'],
    ['[Take]: morning/evening', '[Take]: morning/evening'],
    ['[Dose]: 2.5mg', '[Dose]: 2.5mg'],
    ['[Hours]: Mon-Fri:9-17', '[Hours]: Mon-Fri:9-17'],
    ['[Dose]:\n8/day', '[Dose]: 8/day'],
    ['[Contact]: us@example.org', '[Contact]: us@example.org'],
    ['[A\\]b]: 8/day', '[A]b]: 8/day'],
  ])('is printed: %j', async (text, printed) => {
    expect(await html(`First.\n\n${text}\n`, ['definition-printed t.md:5:1'])).toContain(`<p>${printed}</p>`);
  });

  test('is printed for each line, in its place, in lists and quotations', async () => {
    const text = 'One.\n\n[Max]: 8/day\n[Min]: 2/day\n\nTwo.\n\n- x\n\n  [Three]: 3/day\n\n> [Four]: 4/day\n';
    const places = ['5:1', '6:1', '12:3', '14:3'];
    const expected = places.map((place) => `definition-printed t.md:${place}`);
    const words = (await html(text, expected))
      .replace(/<[^>]*>/g, '')
      .trim()
      .split(/\n+/);
    expect(words).toEqual([
      'One.',
      '[Max]: 8/day',
      '[Min]: 2/day',
      'Two.',
      'x',
      '[Three]: 3/day',
      '[Four]: 4/day',
    ]);
  });
});

test.each([
  ['[a]: https://example.org'],
  ['[a]: mailto:us@example.org'],
  ['[a]: other.md'],
  ['[a]: other.md#part'],
  ['[a]: ../images/gate.svg'],
  ['[a]: /health'],
  ['[a]: #part'],
  ['[a]: www.example.org'],
  ['[a]: example.org/path'],
])('an address that nothing uses is only a note: %j', async (text) => {
  expect(await diagnose(`Words.\n\n${text}`)).toEqual(['definition-unused t.md:5:1']);
});

test('reports all unused addresses of a file once', async () => {
  const { diagnostics } = await readAndRender(
    { 't.md': '# T\n\nWords.\n\n[a]: https://example.org\n[b]: https://example.org/b\n' },
    { expected: ['definition-unused t.md:5:1'] },
  );
  expect(diagnostics[0]?.severity).toBe('note');
  expect(diagnostics[0]?.message).toContain('2 addresses that no link uses are not printed: `[a]`, `[b]`');
});

test.each([
  ['[//]: # (a comment)'],
  ['[//]: # "a comment"'],
  ['[comment]: <> (a comment)'],
  ['[_metadata_:author]: - "a value"'],
  ['[x]: https://example.org\n\nSee [x], [X][] and [words][x].'],
])('says nothing of %j', async (text) => expect(await diagnose(`Words.\n\n${text}`)).toEqual([]));

test.each([
  ['[x]: https://example.org/1\n[X]: https://example.org/2\n\nSee [x].', ['definition-duplicate t.md:4:1']],
  ['[x]: https://example.org/1\n[x]: https://example.org/1\n\nSee [x].', []],
  ['a[^1]\n\n[^1]: One.\n\n[^1]: Two.', ['note-duplicate t.md:7:1']],
  ['a[^1] b[^2]\n\n[^1]: One.\n[^2]: Two.', []],
  ['a[^A]\n\n[^a]: One.\n\n> [^A]: Two.', ['note-duplicate t.md:7:3']],
])('reports definitions of one name: %j', async (text, expected) =>
  expect(await diagnose(text)).toEqual(expected),
);

test('names the first place of a duplicate', async () => {
  const { diagnostics } = await readAndRender(
    { 't.md': '# T\n\nSee [x].\n\n[x]: https://example.org/1\n\n[x]: https://example.org/2\n' },
    { expected: ['definition-duplicate t.md:7:1'] },
  );
  expect(diagnostics[0]?.message).toContain('in line 5: `https://example.org/1`');
});
