/**
 * Prints random documents with emoji, symbols, scripts and characters that no font has. Whatever they contain, a file that claims
 * a standard keeps its rules for glyphs, and no font of the system is in it. The rules are checked here once more, glyph by glyph.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dict } from '../../src/lib/pdf/objects.ts';
import { collectPages } from '../../src/lib/pdf/page-tree.ts';
import { PdfFile } from '../../src/lib/pdf/pdf-file.ts';
import { openPress, type Press } from '../../src/print/index.ts';
import { printHandout } from '../../src/print/print-handout.ts';
import { readToUnicode } from '../../src/print/printed/glyph-text.ts';
import { sampleBook, sampleSection } from '../support/sample-book.ts';
import { HANDOUTS, printBench } from './workbench.ts';

const RUNS = 12;
/** Diagnostics of a long text, and of characters for private use. */
const EXPECTED = new Set(['handout-too-long', 'standard-unclaimed']);

const { context, diagnostics } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, context);
});
afterAll(() => press.close());

/** A character of some blocks of Unicode, as it comes: assigned or not. */
const fromBlocks = (...blocks: readonly (readonly [first: number, last: number])[]) =>
  fc.oneof(...blocks.map(([min, max]) => fc.integer({ min, max }))).map((code) => String.fromCodePoint(code));

const piece = fc.oneof(
  fc.constantFrom(
    ...['👨‍👩‍👧‍👦', '🇩🇪', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '1️⃣', '#⃣', '👍🏽', '❤️', '❤︎', '❤️‍🔥', '🏳️‍🌈', '🧑🏿‍⚕️', '✅', '✗', '⚠️'],
    ...['🇩', '\u200D', '\uFE0F', '\u20E3', '🏽', '\uFFFD', '\u0301', 'x\u0301\u0323', '\u2009', '\u202F'],
  ),
  fc.constantFrom(
    'دواء',
    'תרופה',
    'दवा',
    '薬',
    '药',
    '약',
    'జ్వరం',
    'ไข้',
    'ยา',
    'თბილისი',
    'лекарство',
    'φάρμακο',
  ),
  // Arrows to dingbats, emoji, private use, controls, historic scripts, the last plane.
  fromBlocks([0x2190, 0x2bff], [0x1f000, 0x1faff], [0xe000, 0xe0ff], [0x80, 0x9f], [0x10000, 0x10fff]),
  fromBlocks([0xa1, 0x2ff], [0x600, 0x6ff], [0x900, 0xdff], [0xfdd0, 0xffef], [0x10ff00, 0x10ffff]),
  fc.constantFrom('dose', '5 mg', ' '),
);
const words = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(' '));
const note = fc.record({ title: words, text: words, code: words, phrase: words });

const escapeHtml = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.codePointAt(0)};`);

test('a file that claims a standard has a glyph and a character for all that it shows', async () => {
  await fc.assert(
    fc.asyncProperty(note, async ({ title, text, code, phrase }) => {
      const html = `<h1 id="risks">Risks ${escapeHtml(title)}</h1><p>${escapeHtml(text)} <code>${escapeHtml(code)}</code></p><p lang="ar">${escapeHtml(phrase)}</p>`;
      const book = sampleBook({ scope: 'chapter', sections: [sampleSection(html)] });
      const { bytes } = await printHandout(book, HANDOUTS, press, context);
      expect(diagnostics.map(({ code }) => code).filter((code) => !EXPECTED.has(code))).toEqual([]);
      const file = PdfFile.read(bytes);
      const claims = file.inflate(file.stream(file.catalog.get('Metadata'))).includes('pdfuaid:part');
      expect(claims).toBe(!/\p{Co}/u.test(html));
      const faults = collectPages(file).flatMap((page) => findFaults(file, file.dict(page)));
      expect(faults).toEqual([]);
    }),
    { numRuns: RUNS, seed: 21, endOnFailure: true },
  );
}, 240_000);

/** Finds glyphs of a page that are `.notdef` or have no character (ISO 14289-1, 7.21.7 and 7.21.8). */
function findFaults(file: PdfFile, page: Dict): readonly string[] {
  const fonts = file.dict(file.dict(page.get('Resources')).get('Font'));
  const content = file.inflate(file.stream(page.get('Contents'))).toString('latin1');
  const faults = new Set<string>();
  let characters: ReadonlyMap<number, string> = new Map();
  for (const [, name, codes] of content.matchAll(
    /\/(F\d+) [\d.]+ Tf|<((?:[0-9A-F]{4})+)>(?=[-\d.<]|\]| Tj)/gi,
  )) {
    if (name !== undefined) characters = readToUnicode(file, file.dict(fonts.get(name)));
    for (const code of codes?.match(/.{4}/g) ?? []) {
      const text = characters.get(Number.parseInt(code, 16)) ?? '';
      if (code === '0000' || /^[\0\uFEFF\uFFFE]?$/.test(text)) faults.add(`${name ?? ''} ${code}`);
    }
  }
  return [...faults];
}
