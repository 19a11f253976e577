/**
 * The text of a page by the number of its marked content. Where the file says what letters a group of glyphs stands for
 * (`ActualText`, as it must for Devanagari), that counts: pdf.js passes over it, so it is read from the page's content.
 */
import { decodePDFRawStream, PDFArray, type PDFDocument, type PDFPage, PDFRawStream } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js';

/** A piece of text as a page shows it. */
export interface Run {
  readonly text: string;
  /** Of its line. */
  readonly y: number;
}

type Runs = Map<string, Run[]>;

/** By page and number, as pdf.js names marked content: `p12R_mc3`. */
export async function markedRuns(
  bytes: Uint8Array,
  document: PDFDocument,
): Promise<ReadonlyMap<string, readonly Run[]>> {
  const loading = getDocument({ data: bytes.slice(), verbosity: 0 });
  const pdf = await loading.promise;
  const runs: Runs = new Map();
  for (const [index, page] of document.getPages().entries()) {
    const { items } = await (await pdf.getPage(index + 1)).getTextContent({ includeMarkedContent: true });
    const reader = new PageReader(runs, actualTexts(contentOf(page)));
    for (const item of items) reader.take(item);
    reader.finish();
  }
  await loading.destroy();
  return runs;
}

interface Open {
  /** Of marked content that is an element's. */
  readonly id?: string;
  /** What the glyphs inside stand for, until the first of them has come. */
  actual?: string | undefined;
  readonly isReplaced: boolean;
}

class PageReader {
  readonly #runs: Runs;
  readonly #actual: string[];
  readonly #open: Open[] = [];

  constructor(runs: Runs, actual: readonly string[]) {
    this.#runs = runs;
    this.#actual = [...actual];
  }

  take(item: TextItem | TextMarkedContent): void {
    if ('str' in item) this.text(item.str + (item.hasEOL ? '\n' : ''), Number(item.transform[5]));
    else if (item.type === 'endMarkedContent') this.end();
    else this.begin(item);
  }

  begin({ tag, id }: { readonly tag?: string; readonly id?: string }): void {
    const actual = tag === 'Span' && !id ? this.#actual.shift() : undefined;
    const isReplaced = actual !== undefined;
    this.#open.push({ ...(id && { id }), actual, isReplaced });
  }

  text(text: string, y: number): void {
    const replaced = this.#open.findLast(({ isReplaced }) => isReplaced);
    // pdf.js puts the space before a word, or the end of the line, in front of the first glyph.
    if (replaced === undefined || text.trim() === '') {
      this.#say(text, y);
      return;
    }
    const end = text.endsWith('\n') ? '\n' : '';
    this.#say((replaced.actual ?? '') + end, y);
    replaced.actual = undefined;
  }

  end(): void {
    const closed = this.#open.pop();
    // Glyphs that stand for nothing by themselves are no text to pdf.js.
    if (closed?.actual) this.#say(closed.actual, Number.NaN);
  }

  finish(): void {
    if (this.#actual.length > 0) throw new Error('The texts of glyphs do not fit the marked content.');
  }

  #say(text: string, y: number): void {
    const id = this.#open.findLast((one) => one.id !== undefined)?.id;
    if (id === undefined || text === '') return;
    const list = this.#runs.get(id) ?? [];
    this.#runs.set(id, list);
    list.push({ text, y: Number.isNaN(y) ? (list.at(-1)?.y ?? y) : y });
  }
}

function contentOf(page: PDFPage): string {
  const contents = page.node.Contents();
  const streams =
    contents instanceof PDFArray ? contents.asArray().map((one) => page.doc.context.lookup(one)) : [contents];
  return streams
    .map((stream) =>
      stream instanceof PDFRawStream ? decodePDFRawStream(stream).decode() : new Uint8Array(),
    )
    .map((decoded) => Buffer.from(decoded).toString('latin1'))
    .join('\n');
}

const ACTUAL = /\/Span\s*<<\s*\/ActualText\s*(?:<(?<hex>[^>]*)>|\((?<text>(?:\\.|[^\\)])*)\))\s*>>\s*BDC/gs;

/** ISO 32000-1, 7.9.2.2: UTF-16 with its mark, or one byte for each letter. */
function actualTexts(content: string): readonly string[] {
  return [...content.matchAll(ACTUAL)].map(({ groups = {} }) => {
    const raw =
      groups.hex === undefined
        ? unescaped(groups.text ?? '')
        : Buffer.from(groups.hex, 'hex').toString('latin1');
    if (!raw.startsWith('\xfe\xff')) return raw;
    return Buffer.from(raw.slice(2), 'latin1').swap16().toString('utf16le');
  });
}

const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{1,3})|\\(.)/gs, (_, octal: string | undefined, sign: string) =>
    octal === undefined ? sign : String.fromCharCode(Number.parseInt(octal, 8)),
  );
