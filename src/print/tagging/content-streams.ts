/** Scans the content streams of pages and forms. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { type Matrix, multiply, toMatrix } from '../../lib/geometry/matrix.ts';
import { type Dict, Reference, type Stream } from '../../lib/pdf/objects.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { SpaceRestorer } from '../printed/lost-spaces.ts';
import { restoreSpaces } from '../printed/space-marks.ts';
import { eraseText, type HiddenText } from './continued-heads.ts';
import { scanContent } from './scan.ts';
import type { Extract, ScanResult } from './scan-types.ts';

/** A content stream with the result of its scan. */
export interface ContentStream {
  /** The page or form that the stream belongs to. */
  readonly owner: Reference;
  readonly page: Reference;
  readonly bytes: Buffer;
  readonly scan: ScanResult;
  readonly resources: Dict;
}

/** What to extract from sequences, by the object number of the page or form and then by MCID. */
export type ExtractRequests = ReadonlyMap<number, ReadonlyMap<number, Extract>>;

/** Number of pages that are scanned before other tasks of the event loop run. */
const PAGES_PER_TURN = 16;

/** Scans the pages in order, some at a time; each page is followed by its forms. */
export async function* scanContents(
  file: PdfFile,
  requests: ExtractRequests,
  hidden: HiddenText = new Map(),
): AsyncGenerator<readonly ContentStream[]> {
  const pages = collectPages(file);
  const spaces = new SpaceRestorer(file);
  for (let at = 0; at < pages.length; at += PAGES_PER_TURN) {
    if (at > 0) await yieldToEventLoop();
    yield pages
      .slice(at, at + PAGES_PER_TURN)
      .flatMap((page) => scanPage(file, page, { requests, spaces, hidden }));
  }
}

/** What the scan of a page depends on. */
interface PageScan {
  readonly requests: ExtractRequests;
  readonly spaces: SpaceRestorer;
  readonly hidden: HiddenText;
}

function scanPage(
  file: PdfFile,
  page: Reference,
  { requests, spaces, hidden }: PageScan,
): readonly ContentStream[] {
  const node = file.dict(page);
  const [left = 0, bottom = 0, right = 0, top = 0] = file.list(node.get('MediaBox')).map(Number);
  const size = { height: top, area: (right - left) * (top - bottom) };
  const contents: ContentStream[] = [];
  const read = (owner: Reference, stream: Stream, resources: Dict, matrix?: Matrix): void => {
    const forms = findForms(file, resources);
    const shown = eraseText(file.inflate(stream), hidden.get(owner.number));
    const bytes = restoreSpaces(spaces.restore(shown, resources));
    const extracts = requests.get(owner.number);
    const scanned = scanContent({
      text: bytes.toString('latin1'),
      page: size,
      extractOf: (id) => extracts?.get(id),
      forms: new Set(forms.keys()),
      ...(matrix && { matrix }),
    });
    contents.push({ owner, page, bytes, scan: scanned, resources });
    for (const { name, matrix } of scanned.forms) {
      const form = forms.get(name);
      // A form that is drawn twice is scanned once.
      if (form === undefined || contents.some(({ owner }) => owner.number === form.number)) continue;
      const stream = file.stream(form);
      const own = toMatrix(file.list(stream.dict.get('Matrix')).map(Number));
      read(form, stream, file.dict(stream.dict.get('Resources')), multiply(own, matrix));
    }
  };
  read(page, file.stream(node.get('Contents')), file.dict(node.get('Resources')));
  return contents;
}

/** Returns the form XObjects by resource name. */
function findForms(file: PdfFile, resources: Dict): ReadonlyMap<string, Reference> {
  const forms = new Map<string, Reference>();
  const objects = resources.get('XObject');
  if (objects === undefined) return forms;
  for (const [name, object] of file.dict(objects)) {
    const isForm = file.dict(object).get('Subtype') === '/Form';
    if (isForm && object instanceof Reference) forms.set(name, object);
  }
  return forms;
}
