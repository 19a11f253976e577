/**
 * Joins the finished parts of a book and completes the file. It depends on nothing but its arguments, which are plain data.
 */
import { type Dict, Reference } from '../../lib/pdf/objects.ts';
import { listResources, visitResources } from '../../lib/pdf/page-resources.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { readStructure } from '../../lib/pdf/structure-tree.ts';
import { type JoinedFile, type JoinedPage, joinPrints } from '../joining/join-prints.ts';
import { layFrames, type Shift } from '../joining/lay-frames.ts';
import { type CompletionRequest, completeFile } from '../tagging/complete-file.ts';
import { stripFonts } from '../tagging/fonts/strip-fonts.ts';
import { readPartFile } from './finish-part.ts';

/** How the parts become a book. */
export interface BookPlan {
  readonly pages: readonly JoinedPage[];
  /** By how much the content of each page moves. */
  readonly shifts: readonly Shift[];
  /** Number of pages at the beginning of each print of heads and feet that are not for the book. */
  readonly skipped: readonly number[];
  readonly conforms: boolean;
  readonly completion: CompletionRequest;
}

/**
 * Completes a book.
 * @param parts finished parts, see finish-part.ts
 * @param frames finished prints of the heads and feet of all pages, as many as there are parts
 * @returns the finished file; empty if a font has no outline for a digit of a page number
 */
export async function completeBook(
  parts: readonly Uint8Array[],
  frames: readonly Uint8Array[],
  { pages, shifts, skipped, conforms, completion }: BookPlan,
): Promise<Uint8Array> {
  const joined = await joinPrints(parts.map(readPartFile), pages);
  const { file, fonts } = joined;
  const top = readStructure(file);
  const prints = frames.map((frame, index) => ({ file: readPartFile(frame), skipped: skipped[index] ?? 0 }));
  layFrames(joined, top, prints, shifts);
  if (fonts.lacksFigures()) return new Uint8Array();
  fonts.write();
  await stripFonts(file);
  return completeFile({ ...{ file, top, conforms }, owners: listOwners(joined) }, completion);
}

/** Lists the pages and the forms on them. */
function listOwners({ file, pages }: JoinedFile): readonly Reference[] {
  const forms = new Map<number, Reference>();
  visitResources(file, (resources) => {
    for (const form of listForms(file, resources)) forms.set(form.number, form);
  });
  return [...pages, ...forms.values()];
}

const listForms = (file: PdfFile, resources: Dict): readonly Reference[] =>
  listResources(file, resources, 'XObject').filter(
    (object): object is Reference =>
      object instanceof Reference && file.dict(object).get('Subtype') === '/Form',
  );
