/**
 * Extracts the text of a page by marked-content id. `ActualText`, which Devanagari needs, replaces the
 * glyphs; pdf.js ignores it, so it is read from the content stream.
 */
import { decodePDFRawStream, PDFArray, type PDFDocument, type PDFPage, PDFRawStream } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js';

/** A piece of text on a page. */
export interface Run {
  readonly text: string;
  /** Baseline of its line. */
  readonly y: number;
}

type Runs = Map<string, Run[]>;

/** Text by page and marked-content id, as pdf.js names it: `p12R_mc3`. */
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
  /** Id of the marked content, if it belongs to an element. */
  readonly id?: string;
  /** `ActualText` of the glyphs, until the first glyph. */
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
    // pdf.js places the space or line end before a word in front of the first glyph.
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
    // pdf.js ignores glyphs without a character.
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

/** Decodes a text string: UTF-16 with a byte order mark, or one byte per character. ISO 32000-1, 7.9.2.2. */
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
