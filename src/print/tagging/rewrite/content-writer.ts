/**
 * Rewrites the content streams of a file. In a large file the rewriting starts in a worker thread as soon
 * as a stream is scanned, with predicted tags; a stream whose final tags differ from the prediction is
 * rewritten again.
 */

import { type Dict, dict, isDict, Stream } from '../../../lib/pdf/objects.ts';
import { collectPages } from '../../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import type { PageTexts } from '../../printed/content-text.ts';
import type { ContentStream } from '../content-streams.ts';
import { readGlyphTexts } from '../fonts/to-unicode.ts';
import { computeEdits, type Edit, type TagLookup } from '../marked-content.ts';
import { readAdvances } from './advances.ts';
import { isWorthAWorker, RewritePool } from './rewrite-pool.ts';
import type { RewriteFont, RewriteJob, RewriteResult } from './rewrite-stream.ts';

/** Size of a content stream divided by its compressed size, as Chromium writes it: estimatedBytes 10. */
const COMPRESSION_RATIO = 10;

/** What is wanted beside the rewritten streams. */
export interface WriterOptions {
  /** Whether the text of the content streams is needed, too. */
  readonly extractsText?: boolean;
  /** Whether pages are marked with the length of their content, see prepend-content.ts. */
  readonly notesLengths?: boolean;
  /** Whether this thread does all of the work. */
  readonly usesOneThread?: boolean;
}

/** Rewrites the content streams of one file: call the methods in the order in which they are declared. */
export class ContentWriter {
  readonly #file: PdfFile;
  readonly #options: WriterOptions;
  readonly #fonts: FontList;
  /** Created in the constructor for a large file, otherwise by {@link startRemaining}. */
  #pool: RewritePool | undefined;
  /** The current job of each content stream: its number in the pool and the operators that it inserts. */
  readonly #started = new Map<
    ContentStream,
    { readonly number: number; readonly inserted: readonly string[] }
  >();

  constructor(file: PdfFile, options: WriterOptions = {}) {
    this.#options = options;
    this.#file = file;
    this.#fonts = new FontList(file, options.extractsText === true);
    const estimatedBytes = COMPRESSION_RATIO * sumCompressedLengths(file);
    if (isWorthAWorker(estimatedBytes)) this.#pool = new RewritePool(estimatedBytes, options);
  }

  /**
   * Starts rewriting with predicted tags if the file is large enough for a worker thread.
   * @returns the content streams, with their bytes in shared memory if that was needed: pass them to {@link
   *   startRemaining}
   */
  startPredicted(contents: readonly ContentStream[], tagOf: TagLookup): readonly ContentStream[] {
    if (this.#pool === undefined) return contents;
    const all = copyToSharedMemory(contents);
    this.#start(this.#pool, all, tagOf);
    return all;
  }

  /**
   * Starts rewriting all content streams that were not started, or that were started with tags which proved
   * wrong.
   * @param contents all of the file
   */
  startRemaining(contents: readonly ContentStream[], tagOf: TagLookup): void {
    const totalBytes = contents.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#pool ??= new RewritePool(totalBytes, this.#options);
    const pool = this.#pool;
    const others = contents.filter((content) => {
      const job = this.#started.get(content);
      if (job === undefined) return true;
      const edits = computeEdits(content, tagOf);
      if (edits.every(({ text }, index) => text === job.inserted[index])) return false;
      pool.cancel(job.number);
      this.#started.delete(content);
      return true;
    });
    this.#start(pool, pool.usesWorker ? copyToSharedMemory(others) : others, tagOf);
  }

  /**
   * Waits for the rewritten streams and puts them into the file.
   * @returns the text of the streams, if it is needed
   */
  async replaceStreams(): Promise<PageTexts> {
    const results = (await this.#pool?.collect()) ?? [];
    const streamTexts = new Map<number, ReadonlyMap<number, string>>();
    for (const [content, { number }] of this.#started) {
      const result = results[number];
      this.#replaceStream(content, result);
      const texts = result?.texts;
      if (texts !== undefined) streamTexts.set(content.owner.number, texts);
    }
    return streamTexts;
  }

  /**
   * Cancels outstanding work. Idempotent; call it also after an error, because it lets go of the worker
   * thread.
   */
  cancel(): void {
    this.#pool?.close();
  }

  #start(pool: RewritePool, contents: readonly ContentStream[], tagOf: TagLookup): void {
    const jobs = contents.map((content) =>
      buildRewriteJob(content, computeEdits(content, tagOf), this.#fonts),
    );
    const first = pool.submit(jobs, this.#fonts.all);
    for (const [index, content] of contents.entries()) {
      this.#started.set(content, { number: first + index, inserted: jobs[index]?.replacements ?? [] });
    }
  }

  #replaceStream(
    { owner, page }: ContentStream,
    { data, length }: RewriteResult = { data: new Uint8Array(), length: 0 },
  ): void {
    const file = this.#file;
    if (owner.number === page.number) {
      const DL = this.#options.notesLengths ? length : undefined;
      const stream = new Stream(dict({ Filter: '/FlateDecode', DL }), data);
      file.dict(page).set('Contents', file.add(stream));
    } else {
      const entries: Dict = new Map(file.stream(owner).dict);
      file.set(owner, new Stream(entries.set('Filter', '/FlateDecode'), data));
    }
  }
}

/** Returns the bytes of all pages' content streams, compressed as they are in the printed file. */
function sumCompressedLengths(file: PdfFile): number {
  const streams = collectPages(file).map((page) => file.stream(file.dict(page).get('Contents')));
  return streams.reduce((sum, { data }) => sum + data.length, 0);
}

/** The fonts of all content streams, each once. */
class FontList {
  readonly all: RewriteFont[] = [];
  readonly #file: PdfFile;
  readonly #extractsText: boolean;
  readonly #numbers = new Map<Dict, number>();
  readonly #named = new Map<Dict, ReadonlyMap<string, number>>();

  constructor(file: PdfFile, extractsText: boolean) {
    this.#file = file;
    this.#extractsText = extractsText;
  }

  /**
   * Returns the index in {@link all} of each font in a content stream's resources, by the font's resource
   * name.
   */
  numbersByName(resources: Dict): ReadonlyMap<string, number> {
    const fonts = this.#file.get(resources.get('Font'));
    if (!isDict(fonts)) return new Map();
    const known = this.#named.get(fonts);
    if (known !== undefined) return known;
    const names = new Map([...fonts].map(([name, font]) => [name, this.#numberOf(this.#file.dict(font))]));
    this.#named.set(fonts, names);
    return names;
  }

  #numberOf(font: Dict): number {
    const number = this.#numbers.get(font) ?? this.all.length;
    if (number === this.all.length) {
      const glyphs = this.#extractsText ? readGlyphTexts(this.#file, font) : undefined;
      this.all.push({ advances: readAdvances(this.#file, font), ...(glyphs !== undefined && { glyphs }) });
    }
    this.#numbers.set(font, number);
    return number;
  }
}

/**
 * Copies the bytes into memory that is shared with the worker thread, because sending them would copy them
 * once more.
 */
function copyToSharedMemory(contents: readonly ContentStream[]): readonly ContentStream[] {
  const totalBytes = contents.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const memory = Buffer.from(new SharedArrayBuffer(totalBytes));
  let end = 0;
  return contents.map((content) => {
    const start = end;
    end += content.bytes.length;
    memory.set(content.bytes, start);
    return { ...content, bytes: memory.subarray(start, end) };
  });
}

function buildRewriteJob(
  { bytes, scan, resources }: ContentStream,
  edits: readonly Edit[],
  fonts: FontList,
): RewriteJob {
  const texts = scan.hasDefaultSpacing ? scan.texts : [];
  return {
    bytes,
    texts: interleave(texts),
    edits: interleave(edits),
    replacements: edits.map(({ text }) => text),
    fonts: fonts.numbersByName(resources),
  };
}

/** Returns start and end of each range in turn: a typed array is cheap to send to another thread. */
function interleave(ranges: readonly { readonly start: number; readonly end: number }[]): Uint32Array {
  const offsets = new Uint32Array(ranges.length * 2);
  let at = 0;
  for (const { start, end } of ranges) {
    offsets[at] = start;
    offsets[at + 1] = end;
    at += 2;
  }
  return offsets;
}
