/** Bytes of a file → text: UTF-8 only, whatever the line ends, with or without a byte order mark. */
import { describe, expect, test } from 'vitest';
import { HostError } from '../../../src/core/host.ts';
import {
  benchOver,
  complaints,
  htmlOf,
  judge,
  memoryHost,
  readAndRender,
  told,
} from '../../support/workbench.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

describe('what is not UTF-8 is found at its line and column', () => {
  test.each([
    ['Latin-1 in the middle', bytes('# T\n\nCaf', [0xe9], ' noir\n'), 'file-not-utf8 t.md:3:4'],
    ['the first byte', bytes([0xff], '# T\n'), 'file-not-utf8 t.md:1:1'],
    ['after characters of several bytes', bytes('# Tée 😀 ', [0xc3, 0x28]), 'file-not-utf8 t.md:1:10'],
    ['a character cut off at the end', bytes('# T\n\né', [0xe2, 0x82]), 'file-not-utf8 t.md:3:2'],
    ['an encoded surrogate', bytes('# T\n', [0xed, 0xa0, 0x80]), 'file-not-utf8 t.md:2:1'],
    ['UTF-16', Buffer.from('\uFEFF# T\n', 'utf16le'), 'file-not-utf8 t.md:1:1'],
  ])('%s', async (_, text, expected) => {
    expect(await complaints({ 't.md': text })).toEqual([expected]);
  });

  test('the message counts bytes from 1', async () => {
    const { diagnostics } = await judge(benchOver(memoryHost({ 't.md': bytes('# T\n', [0xff]) })));
    expect(diagnostics[0]?.message).toContain('byte 5 ');
  });
});

test.each(['\n', '\r\n', '\r'])('line ends %j make no difference', async (end) => {
  const text = ['# T', '', 'One "word".', '', '- a', '- b', ''].join(end);
  const { book } = await readAndRender({ 't.md': text });
  expect(htmlOf(book)).toBe(
    '<h1 id="t">T</h1>\n<p class="lead">One “word”.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>',
  );
});

test('a byte order mark is no part of the text, and columns do not count it', async () => {
  const { book } = await readAndRender({ 't.md': '\uFEFF# T\n\nWords.\n' });
  expect(book.sections[0]?.title).toBe('T');
  expect(await complaints({ 't.md': '\uFEFF[x](#y)\n\n# T\n' })).toEqual(['link-anchor-missing t.md:1:1']);
});

test('a file that cannot be read is told of', async () => {
  const host = memoryHost({ 't.md': '# T\n' });
  const denied = {
    ...host,
    read: async (path: string) => Promise.reject(new HostError('denied', path, 'no')),
  };
  const { diagnostics, book } = await judge(benchOver(denied), 't.md');
  expect(told(diagnostics)).toEqual(['file-unreadable t.md:1:1']);
  expect(book).toBeUndefined();
});
