/**
 * Imposes the pages of a tagged file on the sheets of a booklet, to be printed on both sides, folded and
 * stapled. The tags, and with them the reading order, stay those of the pages.
 */
import type { Imposition, PageSize } from '../../core/model/edition.ts';
import { dict, encodeTextString, isDict, type Reference, type Value } from '../../lib/pdf/objects.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { writePdf } from '../../lib/pdf/writer.ts';
import { moveDestinations, moveLinks } from './destinations.ts';
import { computeSheetSides, type SheetSide } from './order.ts';
import type { Placements } from './placement.ts';
import { type BuiltSheet, buildSide } from './sheets.ts';
import { mergeParentTree, moveTags } from './structure.ts';

/** An imposed file. */
export interface Booklet {
  readonly bytes: Uint8Array;
  /** The page numbers on each side, such as `8 | 1`, for the contact sheet and the page labels. */
  readonly labels: readonly string[];
}

/**
 * Imposes a file.
 * @param bytes a tagged file
 * @param page the size of its pages, in mm
 * @throws {Error} (rejects) when the file is not as {@link writePdf} writes it
 */
export async function impose(
  bytes: Uint8Array,
  page: PageSize,
  { sheet, duplex }: Imposition,
  direction: 'ltr' | 'rtl',
): Promise<Booklet> {
  const file = PdfFile.read(bytes);
  const pages = collectPages(file);
  const sides = computeSheetSides(pages.length, direction);
  const paper = { page, sheet, turnBacks: duplex === 'long' };
  const built: BuiltSheet[] = [];
  for (const side of sides) built.push(await buildSide(file, pages, side, paper));
  const placements: Placements = new Map(built.flatMap((one) => [...one.placements]));
  const old = new Map(pages.map((reference) => [reference.number, reference]));
  mergeParentTree(
    file,
    built.map((one) => ({
      sheet: one.sheet,
      pages: one.placements.flatMap(([number]) => old.get(number) ?? []),
    })),
  );
  moveTags(file, placements);
  for (const reference of pages) {
    const placement = placements.get(reference.number);
    if (placement) moveLinks(file, file.dict(reference), placement, placements);
  }
  moveDestinations(file, placements);
  const labels = sides.map((side) => formatLabel(side));
  replacePages(
    file,
    built.map((one) => one.sheet),
    labels,
    duplex,
  );
  return { bytes: await writePdf(file), labels };
}

/** Formats the page numbers left and right of the fold; a dash is a blank page. */
const formatLabel = ({ left, right }: SheetSide): string => `${left ?? '–'} | ${right ?? '–'}`;

function replacePages(
  file: PdfFile,
  sheets: readonly Reference[],
  labels: readonly string[],
  duplex: Imposition['duplex'],
): void {
  const { catalog } = file;
  const tree = file.add(dict({ Type: '/Pages', Count: sheets.length, Kids: [...sheets] }));
  for (const sheet of sheets) file.dict(sheet).set('Parent', tree);
  catalog.set('Pages', tree);
  const numbers = labels.flatMap<Value>((label, index) => [index, dict({ P: encodeTextString(label) })]);
  catalog.set('PageLabels', dict({ Nums: numbers }));
  const known = file.get(catalog.get('ViewerPreferences'));
  const preferences = isDict(known) ? known : new Map<string, Value>();
  preferences.set('Duplex', duplex === 'long' ? '/DuplexFlipLongEdge' : '/DuplexFlipShortEdge');
  preferences.set('PrintScaling', '/None');
  catalog.set('ViewerPreferences', preferences);
}
