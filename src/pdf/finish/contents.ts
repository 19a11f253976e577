/** What is painted: pages and forms, scanned, and written anew once it is known what of it stays tagged. */
import { setImmediate as turn } from 'node:timers/promises';
import { type Matrix, matrixOf, product } from '../objects/matrix.ts';
import { pagesOf } from '../objects/pages.ts';
import type { PdfFile } from '../objects/pdf-file.ts';
import { type Dict, dict, isDict, Reference, Stream } from '../objects/values.ts';
import { type Advances, advancesOf } from './advances.ts';
import type { Rewriting } from './rewrite.ts';
import { beginRewriting, isLong } from './rewriters.ts';
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

/** Pages between two looks at what else there is to do. */
const TURN = 16;

/** Every page, in order, each followed by its forms. */
export async function readContents(file: PdfFile, measured: Measured): Promise<readonly Content[]> {
  const contents: Content[] = [];
  for (const [index, page] of pagesOf(file).entries()) {
    if (index % TURN === TURN - 1) await turn();
    contents.push(...readPage(file, page, measured));
  }
  return contents;
}

function readPage(file: PdfFile, page: Reference, measured: Measured): readonly Content[] {
  const node = file.dict(page);
  const [left = 0, bottom = 0, right = 0, top = 0] = file.list(node.get('MediaBox')).map(Number);
  const size = { height: top, area: (right - left) * (top - bottom) };
  const contents: Content[] = [];
  const read = (owner: Reference, stream: Stream, resources: Dict, matrix?: Matrix): void => {
    const forms = formsOf(file, resources);
    const bytes = file.inflated(stream);
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

/** What becomes of a sequence: its new number and the tag to name, or an artifact. */
export type Decide = (content: Content, sequence: Sequence) => { id: number; tag: string } | 'artifact';

/**
 * Every painting operator inside a sequence with a number or inside an artifact (ISO 14289-1, 7.1). Begins at once, in
 * another thread where there is much to write.
 * @returns what ends it
 */
export function writeContents(
  file: PdfFile,
  contents: readonly Content[],
  decide: Decide,
): () => Promise<void> {
  const fonts = new FontList(file);
  const rewritings = shared(contents.map((content) => rewritingOf(content, decide, fonts)));
  const writing = beginRewriting(rewritings, fonts.advances);
  return async () => {
    const streams = await writing.finish();
    for (const [index, content] of contents.entries()) {
      replaceStream(file, content, streams[index] ?? new Uint8Array());
    }
  };
}

/** The fonts of all contents, each once. */
class FontList {
  readonly advances: (Advances | undefined)[] = [];
  private readonly file: PdfFile;
  private readonly numbers = new Map<Dict, number>();
  private readonly named = new Map<Dict, ReadonlyMap<string, number>>();

  constructor(file: PdfFile) {
    this.file = file;
  }

  /** @returns numbers of the fonts in a content's resources, by their names */
  of(resources: Dict): ReadonlyMap<string, number> {
    const fonts = this.file.get(resources.get('Font'));
    if (!isDict(fonts)) return new Map();
    const known = this.named.get(fonts);
    if (known !== undefined) return known;
    const names = new Map([...fonts].map(([name, font]) => [name, this.numberOf(this.file.dict(font))]));
    this.named.set(fonts, names);
    return names;
  }

  private numberOf(font: Dict): number {
    const number = this.numbers.get(font) ?? this.advances.length;
    if (number === this.advances.length) this.advances.push(advancesOf(this.file, font));
    this.numbers.set(font, number);
    return number;
  }
}

/** The bytes of a long file in memory that another thread sees, too: nothing is sent to it. */
function shared(rewritings: readonly Rewriting[]): readonly Rewriting[] {
  const whole = rewritings.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (!isLong(whole)) return rewritings;
  const memory = new Uint8Array(new SharedArrayBuffer(whole));
  let end = 0;
  return rewritings.map((rewriting) => {
    const start = end;
    end += rewriting.bytes.length;
    memory.set(rewriting.bytes, start);
    return { ...rewriting, bytes: memory.subarray(start, end) };
  });
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

function rewritingOf(content: Content, decide: Decide, fonts: FontList): Rewriting {
  const { bytes, scan, resources } = content;
  const edits = editsOf(content, decide);
  return {
    bytes,
    texts: pairs(scan.isPlain ? scan.texts : [], ({ start, end }) => [start, end]),
    edits: pairs(edits, ({ at, until }) => [at, until]),
    instead: edits.map(({ text }) => text),
    fonts: fonts.of(resources),
  };
}

function pairs<T>(all: readonly T[], pairOf: (one: T) => readonly [number, number]): Uint32Array {
  const numbers = new Uint32Array(all.length * 2);
  for (const [index, one] of all.entries()) numbers.set(pairOf(one), index * 2);
  return numbers;
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
