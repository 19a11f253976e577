/** What is painted: pages and forms, scanned. */
import { setImmediate as turn } from 'node:timers/promises';
import { type Matrix, matrixOf, product } from '../../lib/geometry/matrix.ts';
import { type Dict, Reference, type Stream } from '../../lib/pdf/objects.ts';
import { pagesOf } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { type Scan, scan, type Wanted } from './scan.ts';

/** One content stream. */
export interface Content {
  /** The page, or the form. */
  readonly owner: Reference;
  readonly page: Reference;
  readonly bytes: Buffer;
  readonly scan: Scan;
  readonly resources: Dict;
}

/** What is wanted of sequences: by number of the content's owner, by their numbers. */
export type WantedOf = ReadonlyMap<number, ReadonlyMap<number, Wanted>>;

/** Pages between two looks at what else there is to do. */
const TURN = 16;

/** Some pages at a time, in order, each followed by its forms. */
export async function* readContents(file: PdfFile, wantedOf: WantedOf): AsyncGenerator<readonly Content[]> {
  const pages = pagesOf(file);
  for (let at = 0; at < pages.length; at += TURN) {
    if (at > 0) await turn();
    yield pages.slice(at, at + TURN).flatMap((page) => readPage(file, page, wantedOf));
  }
}

function readPage(file: PdfFile, page: Reference, wantedOf: WantedOf): readonly Content[] {
  const node = file.dict(page);
  const [left = 0, bottom = 0, right = 0, top = 0] = file.list(node.get('MediaBox')).map(Number);
  const size = { height: top, area: (right - left) * (top - bottom) };
  const contents: Content[] = [];
  const read = (owner: Reference, stream: Stream, resources: Dict, matrix?: Matrix): void => {
    const forms = formsOf(file, resources);
    const bytes = file.inflated(stream);
    const wanted = wantedOf.get(owner.number);
    const scanned = scan({
      text: bytes.toString('latin1'),
      page: size,
      wanted: (id) => wanted?.get(id),
      forms: new Set(forms.keys()),
      ...(matrix && { matrix }),
    });
    contents.push({ owner, page, bytes, scan: scanned, resources });
    for (const { name, matrix } of scanned.forms) {
      const form = forms.get(name);
      // Drawn twice, it is one content all the same.
      if (form === undefined || contents.some(({ owner }) => owner.number === form.number)) continue;
      const stream = file.stream(form);
      const own = matrixOf(file.list(stream.dict.get('Matrix')).map(Number));
      read(form, stream, file.dict(stream.dict.get('Resources')), product(own, matrix));
    }
  };
  read(page, file.stream(node.get('Contents')), file.dict(node.get('Resources')));
  return contents;
}

/** Forms by the name they are drawn by. */
function formsOf(file: PdfFile, resources: Dict): ReadonlyMap<string, Reference> {
  const forms = new Map<string, Reference>();
  const objects = resources.get('XObject');
  if (objects === undefined) return forms;
  for (const [name, object] of file.dict(objects)) {
    const isForm = file.dict(object).get('Subtype') === '/Form';
    if (isForm && object instanceof Reference) forms.set(name, object);
  }
  return forms;
}
