/** The cover: every title fits, nothing is cut off, and a draft says that it is one. */

import { convertIndexedToRgb, decode } from 'fast-png';
import { imageSize } from 'image-size';
import { expect, test } from 'vitest';
import { fromXml } from 'xast-util-from-xml';
import { findDirection } from '../../../src/core/language.ts';
import type { Book } from '../../../src/core/model/book.ts';
import { drawCover } from '../../../src/epub/cover/cover.ts';
import { fitText, measureWidth } from '../../../src/epub/cover/fit-text.ts';
import { sampleAsset, sampleBook, samplePng } from '../../support/sample-book.ts';
import { context, elements, pack, texts } from '../packed.ts';

const TITLES = {
  short: 'Hope',
  usual: "Ketamine and migraine: what we know, what we don't, and what to ask",
  'very long': 'A guide for people with migraine and for those who care for them '.repeat(12).trim(),
  'one long word': 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
  'one endless word': 'x'.repeat(600),
  Japanese: '片頭痛とケタミンについて知っておきたいこと、まだわかっていないこと、そして医師に聞くこと。',
  Arabic: 'الصداع النصفي والكيتامين: ما نعرفه وما لا نعرفه وما يجب أن نسأل عنه',
};

interface Line {
  readonly text: string;
  readonly y: number;
  readonly size: number;
}

/** The lines of the drawn cover, from the top. */
async function linesOf(book: Book): Promise<Line[]> {
  return elements(fromXml(await drawCover(book, context.design)), 'g').flatMap((group) =>
    elements({ type: 'root', children: [group] }, 'text').map((line) => ({
      text: texts({ type: 'root', children: [line] }, 'text').join(),
      y: Number(line.attributes.y),
      size: Number(group.attributes['font-size']),
    })),
  );
}

test.each(Object.entries(TITLES))('fits a title that is %s without truncation', async (_kind, title) => {
  const lines = await linesOf(sampleBook({ metadata: { title, subtitle: title } }));
  for (const { text, size, y } of lines) {
    expect(measureWidth(text) * size).toBeLessThanOrEqual(1160.5);
    expect(y).toBeLessThan(2100 - 100);
  }
  const above = lines.filter(({ y }) => y < 1420);
  expect(Math.max(...above.map(({ y }) => y))).toBeLessThan(1200);
  for (const [index, { y, size }] of lines.entries()) {
    const previous = lines[index - 1];
    if (previous !== undefined) expect(y - previous.y).toBeGreaterThanOrEqual(size * 0.99);
  }
  const letters = (text: string) => text.replace(/\s/g, '');
  expect(letters(lines.map(({ text }) => text).join(''))).toContain(letters(title + title));
});

test('breaks lines between words if there is room', () => {
  const box = { width: 1160, height: 800, largest: 168, smallest: 72, leading: 1.2 };
  const { lines } = fitText(TITLES.usual, box);
  expect(lines.join(' ')).toBe(TITLES.usual);
  const widths = lines.map(measureWidth);
  expect(Math.min(...widths)).toBeGreaterThan(Math.max(...widths) / 3);
});

test('begins no Japanese line with a full stop', () => {
  const box = { width: 900, height: 900, largest: 100, smallest: 20, leading: 1.2 };
  const { lines } = fitText('あいうえおかき。くけこさしす、せそたちつてと。', box);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.filter((line) => /^[。、]/.test(line))).toEqual([]);
});

test('puts the draft mark on the cover and title page of drafts only', async () => {
  const mark = 'Draft: not clinically reviewed';
  const draft = await pack(sampleBook());
  expect((await linesOf(sampleBook()))[0]?.text).toBe(mark);
  expect(elements(draft.xml('cover.xhtml'), 'img')[0]?.attributes.alt).toContain(mark);
  const [first] = texts(draft.xml('title-page.xhtml'), 'p');
  expect(first).toBe(mark);
  expect(draft.text('title-page.xhtml')).toContain('No clinician has reviewed it yet.');
  const published = await pack(sampleBook({ draftMark: null }));
  expect(await drawCover(sampleBook({ draftMark: null }), context.design)).not.toMatch(/draft/i);
  for (const file of ['cover.xhtml', 'title-page.xhtml', 'about.xhtml']) {
    expect(published.text(file)).not.toMatch(/draft/i);
  }
});

test('explains a draft that is not clinical without mentioning clinicians', async () => {
  const packed = await pack(sampleBook({ draftMark: 'Draft', metadata: { clinical: false } }));
  expect(packed.text('title-page.xhtml')).toContain('It may still change.');
  expect(packed.text('title-page.xhtml')).not.toContain('clinician');
});

test("uses a publication's picture as the cover, with the draft mark above it", async () => {
  const cover = sampleAsset('art/front.png', 'image/png', samplePng(200));
  const packed = await pack(sampleBook({ cover }), {
    report: ({ code }) => expect(code).toBe('cover-unfit'),
  });
  const items = elements(packed.xml('content.opf'), 'item');
  const covers = items.filter(({ attributes }) => attributes.properties === 'cover-image');
  expect(covers.map(({ attributes }) => attributes.href)).toEqual(['images/cover.png']);
  expect(packed.entries.get('OEBPS/images/cover.png')).toEqual(new Uint8Array(samplePng(200)));
  expect(packed.entries.has('OEBPS/images/cover.svg')).toBe(false);
  expect(texts(packed.xml('cover.xhtml'), 'p')).toEqual(['Draft: not clinically reviewed']);
});

test('packs the drawn cover only as a picture', async () => {
  const packed = await pack(sampleBook());
  const items = elements(packed.xml('content.opf'), 'item').map(({ attributes }) => attributes);
  const cover = items.find(({ properties }) => properties === 'cover-image');
  expect(cover).toMatchObject({ id: 'cover-image', href: 'images/cover.png', 'media-type': 'image/png' });
  const png = packed.entries.get('OEBPS/images/cover.png') ?? new Uint8Array();
  expect(imageSize(png)).toMatchObject({ width: 1600, height: 2400, type: 'png' });
  expect(png.length).toBeGreaterThan(20_000);
  const page = packed.xml('cover.xhtml');
  expect(elements(page, 'img')[0]?.attributes.src).toBe('images/cover.png');
  // A reader that takes packages apart may look for pictures in `src` alone.
  expect(packed.text('cover.xhtml')).not.toContain('srcset');
  expect(packed.entries.has('OEBPS/images/cover.svg')).toBe(false);
});

test('paints the same picture each time, and another for another title', async () => {
  const picture = async (title: string) =>
    (await pack(sampleBook({ metadata: { title } }))).entries.get('OEBPS/images/cover.png');
  const one = await picture('Hope');
  expect(await picture('Hope')).toEqual(one);
  expect(await picture('Hop')).not.toEqual(one);
});

test.each([
  ['Greek', 'el', 'Ημικρανία'],
  ['Cyrillic', 'ru', 'Мигрень'],
  ['Hebrew', 'he', 'מיגרנה'],
  ['Arabic', 'ar', TITLES.Arabic],
  ['Devanagari', 'hi', 'माइग्रेन'],
  ['Japanese', 'ja', TITLES.Japanese],
])('paints a title in %s with built-in fonts', async (_script, language, title) => {
  const direction = findDirection(language);
  const packed = await pack(sampleBook({ metadata: { title, language, direction }, draftMark: null }));
  const image = decode(packed.entries.get('OEBPS/images/cover.png') ?? new Uint8Array());
  const [paper] = image.palette ?? [];
  const reds = convertIndexedToRgb(image).filter((_channel, index) => index % 3 === 0);
  const inked = (from: number, to: number): number =>
    reds.subarray(from * 1600, to * 1600).filter((red) => red !== paper?.[0]).length;
  expect(inked(240, 1360)).toBeGreaterThan(80 * 1120 + 10_000);
});

test('uses the SVG as the cover, and reports it, if no font has a character', async () => {
  const reported: string[] = [];
  const book = sampleBook({ metadata: { title: 'ไมเกรน' } });
  const packed = await pack(book, { report: ({ code }) => void reported.push(code) });
  const items = elements(packed.xml('content.opf'), 'item').map(({ attributes }) => attributes);
  expect(items.find(({ properties }) => properties === 'cover-image')?.href).toBe('images/cover.svg');
  expect([...packed.entries.keys()]).not.toContain('OEBPS/images/cover.png');
  expect(reported).toEqual(['cover-unpainted']);
});

test('paints a title with an emoji', async () => {
  const reported: string[] = [];
  const book = sampleBook({ metadata: { title: 'Fever 💊' }, draftMark: null });
  const packed = await pack(book, { report: ({ code }) => void reported.push(code) });
  expect([...packed.entries.keys()]).toContain('OEBPS/images/cover.png');
  expect(reported).toEqual([]);
});
