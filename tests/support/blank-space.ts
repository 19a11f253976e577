/** Measures how much of each page of a printed file is blank, between head and foot. */
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { builtInEditions } from '../../src/core/editions.ts';
import { isPaper, type PaperEdition } from '../../src/core/model/edition.ts';
import type { DocumentPages, PageReader } from '../../src/proof/page-reader.ts';

export interface PageSpace {
  /** In reading order, from 1. */
  readonly page: number;
  /** Share of the height between head and foot that is in gaps of more than three lines, from 0 to 1. */
  readonly blank: number;
  /** Why the page may be blank in part; absent: it is in the middle of a chapter. */
  readonly ending?: 'cover' | 'blank on purpose' | 'end of a chapter' | 'last page';
}

/** Returns the edition of a built file by its path: `x/x-book-a5.pdf`, `x/handouts-a4/y.pdf`, or `x/x-a4.pdf` of a single file. */
export function editionOfPath(path: string): PaperEdition {
  const [, folder] = /(handouts-[a-z0-9-]+)\/[^/]+\.pdf$/.exec(path) ?? [];
  const [, book] = /-(book-[a-z0-9-]+)\.pdf$/.exec(path) ?? [];
  const layouts = builtInEditions.names.filter((name) => path.endsWith(`-${name}.pdf`));
  const longest = layouts.sort((one, other) => other.length - one.length)[0];
  const name = folder ?? book ?? `handouts-${longest}`;
  const [edition] = builtInEditions.find(name);
  if (edition === undefined || !isPaper(edition)) throw new Error(`${path} is of no printed edition`);
  return edition;
}

/** Lists the pages of a file in reading order. A booklet is cut into its pages. */
export async function measureBlankSpace(
  bytes: Uint8Array,
  edition: PaperEdition,
  reader: PageReader,
): Promise<readonly PageSpace[]> {
  const pages = await reader.open(bytes);
  const found: number[] = [];
  for (let sheet = 1; sheet <= pages.sizes.length; sheet += 1) {
    found.push(...(await measureSheet(pages, sheet, edition)));
  }
  pages.close();
  const shares = edition.imposition === undefined ? found : inReadingOrder(found);
  const last = shares.findLastIndex((share) => share < 1);
  const openers = await findOpeners(bytes, edition);
  return shares.slice(0, last + 1).map((blank, index) => {
    const isNextBlank = shares[index + 1] === 1;
    const ending = endingOf(index + 1, { blank, isNextBlank, last: last + 1, openers, edition });
    return { page: index + 1, blank, ...(ending && { ending }) };
  });
}

/** The pages that are blank for the most part without a reason. */
export const findHoles = (pages: readonly PageSpace[], most = 0.7): readonly PageSpace[] =>
  pages.filter(({ blank, ending }) => blank > most && ending === undefined);

interface PageFacts {
  readonly blank: number;
  readonly isNextBlank: boolean;
  /** The last page that is not blank. */
  readonly last: number;
  /** Pages on which a part of the book begins. */
  readonly openers: ReadonlySet<number>;
  readonly edition: PaperEdition;
}

function endingOf(
  page: number,
  { blank, isNextBlank, last, openers, edition }: PageFacts,
): PageSpace['ending'] {
  if (page === last) return 'last page';
  if (edition.family !== 'book') return undefined;
  if (page === 1) return 'cover';
  if (blank === 1) return 'blank on purpose';
  return openers.has(page + 1) || (openers.has(page + 2) && isNextBlank) ? 'end of a chapter' : undefined;
}

/** Pixels per point. */
const SCALE = 0.5;
/** Gray from which a pixel is paper. The tint of boxes is darker. */
const PAPER = 250;

/** Returns the blank share of the page, or of both pages on one side of a booklet's sheet. */
async function measureSheet(
  pages: DocumentPages,
  sheet: number,
  edition: PaperEdition,
): Promise<readonly number[]> {
  const given = pages.sizes[sheet - 1] ?? { width: 0, height: 0 };
  const size = { width: Math.round(given.width * SCALE), height: Math.round(given.height * SCALE) };
  const pixels = await pages.render(sheet, size);
  const perMm = (72 / 25.4) * SCALE;
  const isTurned = edition.imposition === undefined && given.width > given.height;
  const { top, bottom, inside } = edition.margins;
  const [head, foot] = (isTurned ? [inside, inside] : [top, bottom]).map((margin) =>
    Math.round(margin * perMm),
  );
  const halves = edition.imposition === undefined ? 1 : 2;
  // A page of a booklet has other margins than its sheet.
  const spare = edition.imposition === undefined ? 0 : (size.height - edition.page.height * perMm) / 2;
  const [from, to] = [(head ?? 0) + spare, size.height - (foot ?? 0) - spare].map(Math.round);
  const width = Math.floor(size.width / halves);
  return Array.from({ length: halves }, (_half, at) => {
    const rows = Array.from({ length: (to ?? 0) - (from ?? 0) }, (_row, row) =>
      hasInk(pixels, ((from ?? 0) + row) * size.width + at * width, width),
    );
    return shareInGaps(rows, edition.type.leading * SCALE * 3);
  });
}

function hasInk(pixels: Uint8Array, from: number, width: number): boolean {
  for (let pixel = from; pixel < from + width; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1)
      if ((pixels[pixel * 4 + channel] ?? 255) < PAPER) return true;
  }
  return false;
}

function shareInGaps(rows: readonly boolean[], shortest: number): number {
  let [blank, gap] = [0, 0];
  for (const row of [...rows, true]) {
    if (!row) gap += 1;
    else {
      if (gap > shortest || gap === rows.length) blank += gap;
      gap = 0;
    }
  }
  return blank / rows.length;
}

/** Returns the pages of a booklet's sheets in reading order: `8 | 1`, `2 | 7`, `6 | 3`, `4 | 5`. */
function inReadingOrder(halves: readonly number[]): readonly number[] {
  const count = halves.length;
  const pages: number[] = [];
  for (let side = 0; side < count / 2; side += 1) {
    const [outer, inner] = [count - 1 - side, side];
    const [left, right] = side % 2 === 0 ? [outer, inner] : [inner, outer];
    pages[left] = halves[side * 2] ?? 0;
    pages[right] = halves[side * 2 + 1] ?? 0;
  }
  return pages;
}

/** Returns the pages on which a part of a book begins; those after a booklet's chapter by the size of its title. */
async function findOpeners(bytes: Uint8Array, edition: PaperEdition): Promise<ReadonlySet<number>> {
  if (edition.family !== 'book') return new Set();
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const pages = edition.imposition === undefined ? await readOutline(pdf) : await readTitles(pdf, edition);
  await task.destroy();
  return new Set(pages);
}

async function readOutline(pdf: PDFDocumentProxy): Promise<readonly number[]> {
  const entries = (await pdf.getOutline()) ?? [];
  return Promise.all(
    entries.map(async ({ dest }) => {
      const target = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
      return (await pdf.getPageIndex(target?.[0])) + 1;
    }),
  );
}

async function readTitles(pdf: PDFDocumentProxy, { type }: PaperEdition): Promise<readonly number[]> {
  const isTitle: number[] = [];
  for (let sheet = 1; sheet <= pdf.numPages; sheet += 1) {
    const page = await pdf.getPage(sheet);
    const middle = ((page.view[2] ?? 0) - (page.view[0] ?? 0)) / 2;
    const { items } = await page.getTextContent();
    for (const half of [0, 1]) {
      const large = items.some((item) => {
        if (!('str' in item)) return false;
        const [a = 0, b = 0, , , x = 0] = item.transform as number[];
        return Math.hypot(a, b) > type.size * 1.9 && (x > middle ? 1 : 0) === half;
      });
      isTitle.push(large ? 1 : 0);
    }
  }
  return inReadingOrder(isTitle).flatMap((title, index) => (title === 1 ? [index + 1] : []));
}
