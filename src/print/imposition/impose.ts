/**
 * Imposition: the pages of a finished file onto the sheets of a booklet, to be printed on both sides, folded and stapled.
 * The tags, and with them the order in which the file is read aloud, stay those of the pages.
 */
import type { Imposition, PageSize } from '../../core/model/edition.ts';
import { dict, isDict, type Reference, textString, type Value } from '../../lib/pdf/objects.ts';
import { pagesOf } from '../../lib/pdf/page-tree.ts';
import { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { writePdf } from '../../lib/pdf/writer.ts';
import { moveDestinations, moveLinks } from './destinations.ts';
import { type Side, sheetSides } from './order.ts';
import type { Placements } from './placement.ts';
import { type BuiltSheet, buildSide } from './sheets.ts';
import { joinParents, moveTags } from './structure.ts';

export interface Booklet {
  readonly bytes: Uint8Array;
  /** What stands on each page of the file, as `8 | 1`: the proof of the order. */
  readonly labels: readonly string[];
}

/**
 * @param bytes a finished file
 * @throws {Error} when it is not as {@link writePdf} writes it
 */
export async function impose(
  bytes: Uint8Array,
  page: PageSize,
  { sheet, duplex }: Imposition,
  direction: 'ltr' | 'rtl',
): Promise<Booklet> {
  const file = PdfFile.read(bytes);
  const pages = pagesOf(file);
  const sides = sheetSides(pages.length, direction);
  const paper = { page, sheet, turnBacks: duplex === 'long' };
  const built: BuiltSheet[] = [];
  for (const side of sides) built.push(await buildSide(file, pages, side, paper));
  const placements: Placements = new Map(built.flatMap((one) => [...one.placements]));
  const old = new Map(pages.map((reference) => [reference.number, reference]));
  joinParents(
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
  const labels = sides.map((side) => labelOf(side));
  bindSheets(
    file,
    built.map((one) => one.sheet),
    labels,
    duplex,
  );
  return { bytes: await writePdf(file), labels };
}

/** What lies left and right of the fold; a dash for a page that is blank. */
const labelOf = ({ left, right }: Side): string => `${left ?? '–'} | ${right ?? '–'}`;

function bindSheets(
  file: PdfFile,
  sheets: readonly Reference[],
  labels: readonly string[],
  duplex: Imposition['duplex'],
): void {
  const { catalog } = file;
  const tree = file.add(dict({ Type: '/Pages', Count: sheets.length, Kids: [...sheets] }));
  for (const sheet of sheets) file.dict(sheet).set('Parent', tree);
  catalog.set('Pages', tree);
  const numbers = labels.flatMap<Value>((label, index) => [index, dict({ P: textString(label) })]);
  catalog.set('PageLabels', dict({ Nums: numbers }));
  const known = file.get(catalog.get('ViewerPreferences'));
  const preferences = isDict(known) ? known : new Map<string, Value>();
  preferences.set('Duplex', duplex === 'long' ? '/DuplexFlipLongEdge' : '/DuplexFlipShortEdge');
  preferences.set('PrintScaling', '/None');
  catalog.set('ViewerPreferences', preferences);
}
