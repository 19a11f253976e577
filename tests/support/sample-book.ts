/** Builds a small book with everything that a section may have; the tests of print and e-book write it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import { parse } from 'yaml';
import { builtInEditions } from '../../src/core/editions.ts';
import type { Asset, Drawing } from '../../src/core/model/asset.ts';
import type { Book, Feature, Heading, NavigationNode, Section } from '../../src/core/model/book.ts';
import type { Terms } from '../../src/core/model/design.ts';
import type { Edition } from '../../src/core/model/edition.ts';
import type { Metadata } from '../../src/core/model/metadata.ts';
import type { Chapter, Publication } from '../../src/core/model/publication.ts';
import { parseSvg } from '../../src/render/images/svg/parse.ts';
import { sanitizeDrawing } from '../../src/render/images/svg/sanitize.ts';
import { GATE, METADATA, RISKS, SOURCES, WHAT } from './sample-content.ts';

/** What a test may change. `metadata` is merged; the rest is replaced. */
export interface SampleOverrides {
  readonly metadata?: Partial<Metadata>;
  readonly sections?: readonly Section[];
  readonly assets?: ReadonlyMap<string, Asset>;
  readonly terms?: Terms;
  /** `null`: the book is published and has no draft mark. */
  readonly draftMark?: string | null;
  readonly cover?: Asset;
  readonly scope?: Book['scope'];
  readonly form?: Publication['form'];
  readonly id?: string;
  /** How many sheets each chapter may take as a handout. */
  readonly sheets?: 1 | 2;
}

/** The words that come with Handpress. */
const TERMS = parse(readFileSync(new URL('../../templates/terms/en.yaml', import.meta.url), 'utf8')) as Terms;

/** An asset with these bytes; the digest is theirs. */
export function sampleAsset(path: string, mediaType: Asset['mediaType'], bytes: Uint8Array): Asset {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const [width, height] = mediaType === 'image/svg+xml' ? [320, 120] : [8, 8];
  const drawing = mediaType === 'image/svg+xml' ? sampleDrawing(new TextDecoder().decode(bytes)) : undefined;
  const place = { file: 'note.md', line: 1, column: 1 };
  return {
    ...{ path, mediaType, digest, width, height, readBytes: async () => bytes },
    ...{ locations: [place], ...(drawing && { drawing }) },
  };
}

function sampleDrawing(svg: string): Drawing | undefined {
  const parsed = parseSvg(svg);
  const root = 'root' in parsed && parsed.root ? sanitizeDrawing(parsed.root).root : undefined;
  return root && { root, costShare: 0, isHeavy: false };
}

/** Returns a gray PNG of 8 by 8 pixels. @param grey 0 (black) to 255 */
export function samplePng(grey: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(8, 0);
  header.writeUInt32BE(8, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const row = [0, ...Array<number>(8).fill(grey)];
  const pixels = deflateSync(Buffer.from(Array.from({ length: 8 }, () => row).flat()));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', pixels), pngChunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  frame.set(body, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

/** Makes a section from HTML. Title, headings and features are read from it; the first `h1` gives the id. */
export function sampleSection(html: string, more: Partial<Section> = {}): Section {
  const body = fromHtml(html.trim(), { fragment: true });
  const headings = headingsOf(body);
  const first = headings[0] ?? { id: 'section', text: 'Section' };
  return {
    id: first.id,
    kind: 'chapter',
    title: first.text,
    body,
    headings,
    features: featuresOf(body),
    ...more,
  };
}

function headingsOf(body: Root): Heading[] {
  const headings: Heading[] = [];
  visit(body, 'element', (element) => {
    const level = /^h([1-6])$/.exec(element.tagName)?.[1];
    if (level === undefined) return;
    headings.push({
      id: String(element.properties.id),
      level: Number(level) as Heading['level'],
      text: textOf(element),
    });
  });
  return headings;
}

const FEATURES: readonly [Feature, (element: Element, classes: readonly unknown[]) => boolean][] = [
  ['image', ({ tagName }) => tagName === 'img'],
  ['table', ({ tagName }) => tagName === 'table'],
  ['code', ({ tagName }) => tagName === 'code'],
  ['note', (_element, classes) => classes.includes('notes')],
  ['citation', (_element, classes) => classes.includes('citation')],
  ['box', (_element, classes) => classes.includes('box')],
];

function featuresOf(body: Root): Set<Feature> {
  const features = new Set<Feature>();
  visit(body, 'element', (element) => {
    const classes = Array.isArray(element.properties.className) ? element.properties.className : [];
    for (const [feature, has] of FEATURES) if (has(element, classes)) features.add(feature);
  });
  return features;
}

/** Headings of level one and two, nested. */
function navigationOf(sections: readonly Section[]): NavigationNode[] {
  return sections.map(({ id, title, headings, language }) => ({
    id,
    title,
    level: 1,
    ...(language && { language }),
    children: headings
      .filter(({ level }) => level === 2)
      .map((heading) => ({ id: heading.id, title: heading.text, level: 2, children: [] })),
  }));
}

function anchorsOf(sections: readonly Section[]): Map<string, string> {
  const anchors = new Map<string, string>();
  for (const section of sections) {
    visit(section.body, 'element', ({ properties }) => {
      if (typeof properties.id === 'string') anchors.set(properties.id, section.id);
    });
  }
  return anchors;
}

function chapterOf(section: Section, index: number, sheets: 1 | 2 | undefined): Chapter {
  return {
    id: section.id,
    source: { path: `content/sample/0${index + 1}-${section.id}.md`, text: `# ${section.title}\n` },
    metadata: { title: section.title, ...(sheets && { sheets }) },
    body: { read: async () => ({ type: 'root', children: [] }) },
  };
}

const EDITIONS: readonly Edition[] = ['book-a4', 'handouts-a4', 'epub'].flatMap((name) => [
  ...builtInEditions.find(name),
]);

const publicationOf = (sections: readonly Section[], overrides: SampleOverrides): Publication => ({
  id: overrides.id ?? 'sample',
  form: overrides.form ?? 'folder',
  folder: 'content/sample',
  metadata: { ...METADATA, ...overrides.metadata },
  chapters: sections
    .filter(({ kind }) => kind === 'chapter')
    .map((section, index) => chapterOf(section, index, overrides.sheets)),
  references: new Map(),
  editions: EDITIONS,
  languageLocation: { file: 'book/publication.yaml', line: 1, column: 1 },
  listsEditions: true,
});

const sampleAssets = (): Map<string, Asset> =>
  new Map([
    ['images/gate.svg', sampleAsset('images/gate.svg', 'image/svg+xml', new TextEncoder().encode(GATE))],
    ['images/dot.png', sampleAsset('images/dot.png', 'image/png', samplePng(60))],
  ]);

const sampleSections = (): readonly Section[] => [
  sampleSection(WHAT),
  sampleSection(RISKS),
  sampleSection(SOURCES, { kind: 'references' }),
];

/** The whole sample: two chapters and the reference list, with a draft mark unless the overrides say otherwise. */
export function sampleBook(overrides: SampleOverrides = {}): Book {
  const sections = overrides.sections ?? sampleSections();
  const draftMark = overrides.draftMark === undefined ? TERMS.draftClinical : overrides.draftMark;
  return {
    publication: publicationOf(sections, overrides),
    scope: overrides.scope ?? 'publication',
    sections,
    navigation: navigationOf(sections),
    assets: overrides.assets ?? sampleAssets(),
    anchors: anchorsOf(sections),
    terms: overrides.terms ?? TERMS,
    ...(draftMark && { draftMark }),
    ...(overrides.cover && { cover: overrides.cover }),
  };
}

/** The first chapter alone with its sources, as a handout; links to the other chapter are text. */
export function sampleHandout(overrides: SampleOverrides = {}): Book {
  const elsewhere = (words: string) =>
    `<span class="elsewhere">${words} (see <cite>Risks &amp; unknowns</cite>)</span>`;
  const html = WHAT.replace(/<a href="#risks[^"]*">(.*?)<\/a>/g, (_link, words: string) => elsewhere(words));
  const sections = [sampleSection(html), sampleSection(SOURCES, { kind: 'references' })];
  const book = sampleBook({ sections, scope: 'chapter', sheets: 1, ...overrides });
  const whole = publicationOf(sampleSections(), overrides);
  return { ...book, publication: { ...whole, chapters: book.publication.chapters } };
}
