/**
 * Tests untrusted drawings and images in full builds: dangerous or too complex ones are reported before a
 * browser renders them, the other documents are built, and the output is valid.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { build, type Diagnostic } from '../../src/index.ts';
import { png } from '../support/pictures.ts';
import { chunk, joined, writePng } from '../support/png-chunks.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handpress-drawings-'));
  put('content/other.md', '# Other\n\nDrink enough.\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, bytes: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
}

/** Builds a document with one image, and another without images. */
async function buildWith(name: string, bytes: string | Uint8Array, editions = ['handouts-a4']) {
  put('content/note.md', `---\nstrict: true\n---\n# Note\n\n![A thing](${name})\n`);
  put(`content/${name}`, bytes);
  const begin = performance.now();
  const { diagnostics, files } = await build({ root, editions, cache: false });
  const reported = diagnostics.filter(
    ({ code, severity }) => severity !== 'note' && code !== 'publication-kept',
  );
  return { reported, files: files.map(({ path }) => path), seconds: (performance.now() - begin) / 1000 };
}

const svg = (inside: string, attributes = 'viewBox="0 0 300 300"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>\n${inside}\n</svg>`;

const formatProblem = ({ severity, domain, code, place }: Diagnostic): string =>
  `${severity} ${domain} ${code} ${place === undefined ? '' : `${place.file}:${place.line}`}`;

/** Levels of three masks, each drawn with the level below. */
const masks = Array.from(
  { length: 12 },
  (_, level) =>
    `<mask id="m${level + 1}">${`<rect width="300" height="300" fill="#fff" mask="url(#m${level})"/>`.repeat(3)}</mask>`,
).join('');

const copies = (use: string): string =>
  Array.from({ length: 24 }, (_, level) =>
    level === 0
      ? '<g id="u0"><path d="M0 0h9v9z"/></g>'
      : `<g id="u${level}">${`<${use} href="#u${level - 1}"/>`.repeat(2)}</g>`,
  ).join('');

describe('refused drawings', () => {
  test.each([
    [
      'masks in masks',
      svg(
        `<mask id="m0"><rect width="9" height="9"/></mask>${masks}<rect width="300" height="300" mask="url(#m12)"/>`,
      ),
      'error content svg-too-complex content/d.svg:2',
    ],
    ['copies of copies', svg(copies('use')), 'error content svg-too-complex content/d.svg:2'],
    [
      'an absurd proportion',
      svg('<g/>', 'viewBox="0 0 1e-9 1e9"'),
      'error content svg-too-narrow content/note.md:6',
    ],
    ['a frame', svg('<iframe src="http://127.0.0.1/"/>'), 'error content svg-unsafe content/d.svg:2'],
    [
      'an address to be taken to',
      svg('<meta http-equiv="refresh" content="0;url=about:blank"/>'),
      'error content svg-unsafe content/d.svg:2',
    ],
    [
      'an image of HTML',
      svg('<h:img src="http://127.0.0.1/x.png"/>'),
      'error content svg-unsafe content/d.svg:2',
    ],
    [
      'an object of HTML',
      svg('<h:object data="http://127.0.0.1/"/>'),
      'error content svg-unsafe content/d.svg:2',
    ],
    ['a script in capitals', svg('<h:SCRIPT>x()</h:SCRIPT>'), 'error content svg-unsafe content/d.svg:2'],
  ])('refuses a drawing before rendering and builds the other document: %s', async (_, text, expected) => {
    const { reported, files, seconds } = await buildWith('d.svg', text);
    expect(reported.map(formatProblem)).toEqual([expected]);
    expect(files).toEqual(['other/other-a4.pdf']);
    expect(seconds).toBeLessThan(15);
  });

  test.each([
    ['of a header alone', joined(png([[[0, 0, 0]]]).subarray(0, 33), chunk('IEND', Buffer.alloc(0)))],
    ['whose pixels have another name', writePng({}, [chunk('IDAX', Buffer.alloc(99))])],
    [
      'of 81 million pixels in 100 bytes',
      writePng({ width: 9000, height: 9000 }, [chunk('IDAT', Buffer.alloc(100))]),
    ],
  ])('refuses a PNG %s', async (_, bytes) => {
    const { reported, files, seconds } = await buildWith('d.png', bytes);
    expect(reported.map(formatProblem)).toEqual(['error content image-truncated content/note.md:6']);
    expect(files).toEqual(['other/other-a4.pdf']);
    expect(seconds).toBeLessThan(15);
  });

  test('refuses a PNG with 200 MB after its end', async () => {
    put('content/d.png', png([[[0, 0, 0]]]));
    put('content/note.md', '---\nstrict: true\n---\n# Note\n\n![A thing](d.png)\n');
    truncateSync(join(root, 'content/d.png'), 200_000_000);
    const { diagnostics, files } = await build({ root, editions: ['handouts-a4'], cache: false });
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(formatProblem)).toEqual([
      'error content image-file-too-large content/note.md:6',
    ]);
    expect(files.map(({ path }) => path)).toEqual(['other/other-a4.pdf']);
  });
});

describe('repaired drawings', () => {
  test.each([
    ['copies in capitals', svg(copies('USE')), 'USE'],
    [
      'an attribute that objects have by themselves',
      svg('<g constructor="x" __proto__="y"><path d="M0 0h9"/></g>'),
      undefined,
    ],
    ['a paragraph of HTML', svg('<h:p>x</h:p>'), 'h:p'],
  ])('removes and reports parts of a drawing: %s', async (_, text, dropped) => {
    const { reported, files } = await buildWith('d.svg', text);
    expect(reported.map(({ code }) => code)).toEqual(dropped === undefined ? [] : ['svg-part-dropped']);
    if (dropped !== undefined) expect(reported[0]?.message).toContain(`\`<${dropped}>\``);
    expect(files).toEqual(['note/note-a4.pdf', 'other/other-a4.pdf']);
  });
});

describe('e-books', () => {
  const bookOf = async (bytes: string | Uint8Array, name = 'd.svg') => {
    const { reported, files } = await buildWith(name, bytes, ['epub']);
    const path = join(root, 'dist/note/note.epub');
    if (!existsSync(path)) return { reported, files, messages: [], all: '' };
    const packed = readFileSync(path);
    const { messages } = await EpubCheck.validate(packed);
    const all = Object.values(unzipSync(packed))
      .map((entry) => Buffer.from(entry).toString('latin1'))
      .join('\n');
    return {
      reported,
      files,
      messages: messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info'),
      all,
    };
  };

  test.each([
    [
      'HTML in a title',
      svg('<title><img src="x"/>A</title><desc><h:p>B</h:p></desc><rect width="9" height="9"/>'),
    ],
    ['HTML that is no danger', svg('<h:p>x</h:p><h:b/>')],
    ['an id twice', svg('<g id="a"/><g id="a"/><rect id="a" width="9" height="9"/>')],
    ['ids that are no names', svg('<g id="1 2"/><g id=""/><g id="a:b"/><g id="50%"/><use href="#1 2"/>')],
    ['names of a program', svg('<metadata><h:x/></metadata><g data-x="1" xmlns:i="urn:i" i:y="2"/>')],
    ['words that stand alone', svg('words <g>more</g>')],
  ])('an e-book with a drawing that has %s is valid', async (_, text) => {
    const { messages, files, all } = await bookOf(text);
    expect(messages).toEqual([]);
    expect(files).toContain('note/note.epub');
    expect(all).not.toMatch(/http:\/\/127\.0\.0\.1/);
  });

  test('an e-book contains no data after a PNG', async () => {
    const { messages, all } = await bookOf(
      joined(png([[[0, 0, 0]]]), Buffer.from('<script>TOKEN</script>')),
      'd.png',
    );
    expect(messages).toEqual([]);
    expect(all).not.toContain('TOKEN');
  });
});
