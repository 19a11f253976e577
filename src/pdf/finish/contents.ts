/** What is painted: pages and forms, scanned, and written anew once it is known what of it stays tagged. */
import pLimit from 'p-limit';
import { deflated } from '../objects/deflate.ts';
import { type Matrix, matrixOf, product } from '../objects/matrix.ts';
import { pagesOf } from '../objects/pages.ts';
import type { PdfFile } from '../objects/pdf-file.ts';
import { type Dict, dict, Reference, Stream } from '../objects/values.ts';
import { advancesIn } from './advances.ts';
import { ByteWriter } from './byte-writer.ts';
import { GlyphRuns, type GlyphSource } from './glyph-runs.ts';
import { type Loose, type Scan, type Sequence, scan } from './scan.ts';

/** One content stream. */
export interface Content {
  /** The page, or the form. */
  readonly owner: Reference;
  readonly page: Reference;
  readonly bytes: Buffer;
  readonly scan: Scan;
  readonly resources: Dict;
}

/** Which sequences are measured: by number of the content's owner, their numbers. */
export type Measured = ReadonlyMap<number, ReadonlySet<number>>;

/** Contents that are packed or unpacked at a time: enough for the threads there are, and little memory. */
const AT_ONCE = 4;

/** Every page, in order, each followed by its forms. */
export async function readContents(file: PdfFile, measured: Measured): Promise<readonly Content[]> {
  const limit = pLimit(AT_ONCE);
  const pages = await Promise.all(pagesOf(file).map((page) => limit(() => readPage(file, page, measured))));
  return pages.flat();
}

async function readPage(file: PdfFile, page: Reference, measured: Measured): Promise<readonly Content[]> {
  const node = file.dict(page);
  const [left = 0, bottom = 0, right = 0, top = 0] = file.list(node.get('MediaBox')).map(Number);
  const size = { height: top, area: (right - left) * (top - bottom) };
  const contents: Content[] = [];
  const read = async (owner: Reference, stream: Stream, resources: Dict, matrix?: Matrix): Promise<void> => {
    const forms = formsOf(file, resources);
    const { buffer, byteOffset, byteLength } = await file.inflated(stream);
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    const wanted = measured.get(owner.number);
    const scanned = scan({
      text: bytes.toString('latin1'),
      page: size,
      measured: (id) => wanted?.has(id) === true,
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
      await read(form, stream, file.dict(stream.dict.get('Resources')), product(own, matrix));
    }
  };
  await read(page, file.stream(node.get('Contents')), file.dict(node.get('Resources')));
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

/** What becomes of a sequence: its new number and the tag to name, or an artifact. */
export type Decide = (content: Content, sequence: Sequence) => { id: number; tag: string } | 'artifact';

/** Every painting operator inside a sequence with a number or inside an artifact (ISO 14289-1, 7.1). */
export async function writeContents(
  file: PdfFile,
  contents: readonly Content[],
  decide: Decide,
): Promise<void> {
  const advances = advancesIn(file);
  const whole = contents.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const limit = pLimit(AT_ONCE);
  const streams = await Promise.all(
    contents.map((content) =>
      limit(async () => {
        const bytes = rewritten(content, decide, advances(content.resources));
        return { content, data: await deflated(bytes, whole) };
      }),
    ),
  );
  for (const { content, data } of streams) replaceStream(file, content, data);
}

function replaceStream(file: PdfFile, { owner, page }: Content, data: Uint8Array): void {
  if (owner.number === page.number) {
    const stream = new Stream(dict({ Filter: '/FlateDecode' }), data);
    file.dict(page).set('Contents', file.add(stream));
  } else {
    const entries: Dict = new Map(file.stream(owner).dict);
    file.set(owner, new Stream(entries.set('Filter', '/FlateDecode'), data));
  }
}

interface Edit {
  readonly at: number;
  readonly until: number;
  readonly text: string;
}

function rewritten(content: Content, decide: Decide, advances: GlyphSource['advances']): Uint8Array {
  const { bytes, scan } = content;
  const out = new ByteWriter(bytes.length);
  const runs = new GlyphRuns({ bytes, advances }, out);
  let at = 0;
  const copy = (end: number): void => {
    out.copy(bytes, at, end);
    at = end;
  };
  const texts = scan.isPlain ? scan.texts : [];
  let next = 0;
  // No edit begins or ends within a text.
  const write = (end: number): void => {
    for (let text = texts[next]; text !== undefined && text.end <= end; text = texts[next]) {
      copy(text.start);
      runs.write(text.start, text.end);
      at = text.end;
      next += 1;
    }
    copy(end);
  };
  for (const edit of editsOf(content, decide)) {
    write(edit.at);
    out.text(edit.text);
    at = edit.until;
  }
  write(bytes.length);
  return out.written();
}

function editsOf(content: Content, decide: Decide): readonly Edit[] {
  const edits: Edit[] = [];
  for (const sequence of content.scan.sequences) {
    const decided = decide(content, sequence);
    const text = decided === 'artifact' ? LAYOUT : `/${decided.tag}<</MCID ${decided.id}>>BDC`;
    edits.push({ at: sequence.start, until: sequence.bodyStart, text });
  }
  for (const loose of content.scan.loose) {
    edits.push({ at: loose.start, until: loose.start, text: `${artifactOf(loose)}\n` });
    edits.push({ at: loose.end, until: loose.end, text: '\nEMC' });
  }
  return edits.sort((one, other) => one.at - other.at || one.until - other.until);
}

const LAYOUT = '/Artifact <</Type/Layout>>BDC';
const MARGIN = { head: ['Header', 'Top'], foot: ['Footer', 'Bottom'] } as const;

/** ISO 32000-1, 14.8.2.2.2. */
function artifactOf({ margin }: Loose): string {
  if (margin === undefined) return LAYOUT;
  const [subtype, attached] = MARGIN[margin];
  return `/Artifact <</Type/Pagination/Subtype/${subtype}/Attached[/${attached}]>>BDC`;
}
