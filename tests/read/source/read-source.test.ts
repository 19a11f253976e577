/** Bytes of a file → text: UTF-8 only, whatever the line ends, with or without a byte order mark. */
import { describe, expect, test } from 'vitest';
import { HostError } from '../../../src/core/host.ts';
import {
  collectDiagnostics,
  formatDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
  sectionHtml,
} from '../../support/workbench.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

describe('locations of invalid UTF-8', () => {
  test.each([
    ['Latin-1 in the middle', bytes('# T\n\nCaf', [0xe9], ' noir\n'), 'file-not-utf8 t.md:3:4'],
    ['the first byte', bytes([0xff], '\n\n# T\n'), 'file-not-utf8 t.md:1:1'],
    ['after characters of several bytes', bytes('# Tée 😀 ', [0xc3, 0x28]), 'file-not-utf8 t.md:1:10'],
    ['a character cut off at the end', bytes('# T\n\né', [0xe2, 0x82]), 'file-not-utf8 t.md:3:2'],
    ['an encoded surrogate', bytes('# T\n', [0xed, 0xa0, 0x80]), 'file-not-utf8 t.md:2:1'],
    ['UTF-16', Buffer.from('\uFEFF# T\n', 'utf16le'), 'file-not-utf8 t.md:1:1'],
  ])('locates invalid UTF-8: %s', async (_, text, expected) => {
    expect(await collectDiagnostics({ 't.md': text })).toEqual([expected]);
  });

  test.each([
    [
      'Windows-1252',
      bytes('# Gr', [0xfc, 0xdf], 'e\n\nCaf', [0xe9, 0x20, 0x93], 'good', [0x94]),
      'Grüße',
      'Café “good”',
    ],
    ['UTF-16, little-endian', Buffer.from('\uFEFF# Grüße\n\nCafé', 'utf16le'), 'Grüße', 'Café'],
    ['UTF-16, big-endian', Buffer.from('\uFEFF# Grüße\n\nCafé', 'utf16le').swap16(), 'Grüße', 'Café'],
  ])('reads %s, and says so', async (_, text, title, words) => {
    const { publication, diagnostics } = await readAndRenderAny(openWorkbench(memoryHost({ 't.md': text })));
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toContainEqual([
      'file-not-utf8',
      'warning',
    ]);
    expect(publication?.metadata.title).toBe(title);
    expect(publication?.chapters[0]?.source.text).toContain(words);
  });

  test.each([
    ['Shift-JIS', bytes('# ', [0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x81, 0x40])],
    ['Cyrillic in Windows-1251', bytes('# ', [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x20, 0xec, 0xe8, 0xf0])],
    ['damaged UTF-8', bytes('# Grüße ', [0xff], ' and more words')],
  ])('does not guess at %s', async (_, text) => {
    const { publication } = await readAndRenderAny(openWorkbench(memoryHost({ 't.md': text })));
    expect(publication).toBeUndefined();
  });

  test('counts bytes from 1 in the message', async () => {
    const { diagnostics } = await readAndRenderAny(
      openWorkbench(memoryHost({ 't.md': bytes('# T\n', [0xff]) })),
    );
    expect(diagnostics[0]?.message).toContain('byte 5 ');
  });
});

test.each(['\n', '\r\n', '\r'])('reads line ends %j in the same way', async (end) => {
  const text = ['# T', '', 'One "word".', '', '- a', '- b', ''].join(end);
  const { book } = await readAndRender({ 't.md': text });
  expect(sectionHtml(book)).toBe(
    '<h1 id="t">T</h1>\n<p class="lead">One “word”.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>',
  );
});

test('drops a byte order mark and does not count it in columns', async () => {
  const { book } = await readAndRender({ 't.md': '\uFEFF# T\n\nWords.\n' });
  expect(book.sections[0]?.title).toBe('T');
  expect(await collectDiagnostics({ 't.md': '\uFEFF[x](#y)\n\n# T\n' })).toEqual([
    'link-anchor-missing t.md:1:1',
  ]);
});

test('reports a file that cannot be read', async () => {
  const host = memoryHost({ 't.md': '# T\n' });
  const denied = {
    ...host,
    read: async (path: string) => Promise.reject(new HostError('denied', path, 'no')),
  };
  const { diagnostics, book } = await readAndRenderAny(openWorkbench(denied), 't.md');
  expect(formatDiagnostics(diagnostics)).toEqual(['file-unreadable t.md:1:1']);
  expect(book).toBeUndefined();
});
