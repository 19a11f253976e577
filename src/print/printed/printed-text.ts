/** What a finished book says on each of its pages: for the e-book, which marks where they begin. */
import type { Artifact } from '../../core/model/artifact.ts';
import type { PrintedPiece, PrintedText } from '../../core/model/printed-text.ts';
import { isDict, Text, textOf } from '../../lib/pdf/objects.ts';
import { pagesOf } from '../../lib/pdf/page-tree.ts';
import { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { type Element, type Kid, type Marked, readStructure } from '../../lib/pdf/structure-tree.ts';
import type { PageTexts } from './content-text.ts';
import { readPageMap } from './page-map.ts';
import { readPageTexts, textOfPiece } from './page-text.ts';

/** Elements that stand in a line with what is around them. */
const IN_LINE = new Set(
  'Span Link Reference Em Strong Code Quote Formula Ruby RB RT RP Note NonStruct BibEntry Annot'.split(' '),
);

/**
 * @param book finished
 * @param sections how many it has
 * @throws {Error} when it is not a file that we have finished
 */
export function readPrintedText({ bytes, asSet, text }: Artifact, sections: number): PrintedText {
  if (text !== undefined) return text(sections);
  const file = PdfFile.read(asSet ?? bytes);
  return textOfFile(file, readStructure(file), sections);
}

/**
 * @param file of a finished book, not laid out on sheets
 * @param top its tags
 * @param known what its contents say, if that is known
 */
export function textOfFile(file: PdfFile, top: Element, sections: number, known?: PageTexts): PrintedText {
  const pages = pagesOf(file);
  const parts = readPageMap(file);
  const numbers = new Map(pages.map(({ number }, index) => [number, index]));
  const gathered = gather(top, numbers);
  const marked = gathered.flatMap(({ marked }) => marked ?? []);
  const texts = known ?? readPageTexts(file, marked);
  const pieces = gathered.map(({ marked, kind, page }): PrintedPiece => {
    if (marked === undefined) return { page, kind, text: '' };
    return { page, kind, text: textOfPiece(texts, marked) };
  });
  const starts = Array.from({ length: sections }, (_, index) => (parts.get(`_part-${index + 1}`) ?? 0) - 1);
  const colophon = (parts.get('_colophon') ?? pages.length + 1) - 1;
  const ends = [...starts.slice(1), colophon];
  return {
    labels: labelsOf(file, pages.length),
    contents: (parts.get('_contents') ?? 0) - 1,
    colophon,
    sections: starts.map((start, index) =>
      start < 0 ? [] : pieces.filter(({ page }) => page >= start && page < (ends[index] ?? 0)),
    ),
  };
}

interface Gathered {
  readonly page: number;
  readonly kind: PrintedPiece['kind'];
  readonly marked?: Marked;
}

/** In the order of the tags; what is no content has none. @param pages numbers of pages by that of their object */
function gather(top: Element, pages: ReadonlyMap<number, number>): readonly Gathered[] {
  const gathered: Gathered[] = [];
  let page = 0;
  const note = (kind: PrintedPiece['kind'], marked?: Marked): void => {
    page = (marked && pages.get(marked.page.number)) ?? page;
    gathered.push({ page, kind, ...(kind === 'text' && marked && { marked }) });
  };
  const walk = (kid: Kid): void => {
    if (kid.kind === 'marked') note('text', kid);
    if (kid.kind !== 'element') return;
    const whole = WHOLE[kid.tag];
    if (whole === undefined) inside(kid);
    else if (firstMarked(kid) !== undefined) note(whole, firstMarked(kid));
  };
  const inside = ({ tag, kids }: Element): void => {
    const isApart = !IN_LINE.has(tag);
    if (isApart) note('break');
    for (const kid of kids) walk(kid);
    if (isApart) note('break');
  };
  walk(top);
  return gathered;
}

/** What counts as one sign, whatever is painted for it. */
const WHOLE: Readonly<Record<string, PrintedPiece['kind']>> = { Figure: 'figure', Formula: 'formula' };

function firstMarked({ kids }: Element): Marked | undefined {
  for (const kid of kids) {
    const found = kid.kind === 'element' ? firstMarked(kid) : kid.kind === 'marked' ? kid : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The numbers that are printed on the pages (ISO 32000-1, 12.4.2). */
function labelsOf(file: PdfFile, count: number): readonly string[] {
  const labels = file.get(file.catalog.get('PageLabels'));
  const nums = isDict(labels) ? file.list(labels.get('Nums')) : [];
  const ranges = new Map<number, ReturnType<PdfFile['dict']>>();
  for (let at = 0; at + 1 < nums.length; at += 2) ranges.set(Number(nums[at]), file.dict(nums[at + 1]));
  let [first, style, start, prefix] = [0, '/D', 1, ''];
  return Array.from({ length: count }, (_, page) => {
    const range = ranges.get(page);
    if (range !== undefined) {
      const written = range.get('P');
      [first, style, start] = [page, String(range.get('S') ?? ''), Number(range.get('St') ?? 1)];
      prefix = written instanceof Text ? textOf(written) : '';
    }
    const number = start + page - first;
    return prefix + (style === '/r' ? roman(number) : style === '/D' ? String(number) : '');
  });
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(number: number): string {
  let rest = number;
  let written = '';
  for (const [value, letters] of ROMAN) {
    for (; rest >= value; rest -= value) written += letters;
  }
  return written;
}
