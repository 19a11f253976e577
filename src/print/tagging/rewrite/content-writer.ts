/**
 * Contents written anew. Those of a long file are begun, by another thread, when it is known what they paint, with the
 * marks that are foreseen; where the tags come out otherwise a content is written once more.
 */

import { type Dict, dict, isDict, Stream } from '../../../lib/pdf/objects.ts';
import { pagesOf } from '../../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import type { PageTexts } from '../../printed/content-text.ts';
import type { Content } from '../content-streams.ts';
import { namedGlyphs } from '../fonts/to-unicode.ts';
import { type Edit, editsOf, type TagOf } from '../marked-content.ts';
import { advancesOf } from './advances.ts';
import { isLong, Rewriters } from './rewrite-pool.ts';
import type { Rewriting, RewritingFont } from './rewrite-stream.ts';

/** Chromium's contents pack to about a tenth of themselves. */
const PACKED = 10;

export class ContentWriter {
  private readonly file: PdfFile;
  private readonly asksText: boolean;
  private readonly fonts: FontList;
  /** Those of a file that is not long there are when all of it is known. */
  private rewriters: Rewriters | undefined;
  /** What was begun of a content: under which number, and which marks. */
  private readonly begun = new Map<Content, { readonly number: number; readonly marks: readonly string[] }>();

  /** @param asksText whether it is asked what the contents say */
  constructor(file: PdfFile, asksText: boolean) {
    this.file = file;
    this.asksText = asksText;
    this.fonts = new FontList(file, asksText);
    const about = PACKED * packedLength(file);
    if (isLong(about)) this.rewriters = new Rewriters(about, asksText);
  }

  /**
   * Begins what is worth it, as it will be if the tags come out as foreseen.
   * @returns the contents that {@link settle} is to be given for them
   */
  foresee(contents: readonly Content[], tagOf: TagOf): readonly Content[] {
    if (this.rewriters === undefined) return contents;
    const all = shared(contents);
    this.begin(this.rewriters, all, tagOf);
    return all;
  }

  /** Begins all that has not been begun as it is to be. @param contents all of the file */
  settle(contents: readonly Content[], tagOf: TagOf): void {
    const whole = contents.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.rewriters ??= new Rewriters(whole, this.asksText);
    const { rewriters } = this;
    const others = contents.filter((content) => {
      const begun = this.begun.get(content);
      if (begun === undefined) return true;
      const edits = editsOf(content, tagOf);
      if (edits.every(({ text }, index) => text === begun.marks[index])) return false;
      rewriters.withdraw(begun.number);
      this.begun.delete(content);
      return true;
    });
    this.begin(rewriters, rewriters.areTwo ? shared(others) : others, tagOf);
  }

  /** Waits for what was begun, and does its part of it. @returns what the contents say, if that is asked */
  async finish(): Promise<PageTexts> {
    const made = (await this.rewriters?.finish()) ?? [];
    const said = new Map<number, ReadonlyMap<number, string>>();
    for (const [content, { number }] of this.begun) {
      const { data = new Uint8Array(), texts } = made[number] ?? {};
      this.replaceStream(content, data);
      if (texts !== undefined) said.set(content.owner.number, texts);
    }
    return said;
  }

  /** Nothing more is written: of a file that cannot be finished, too. */
  close(): void {
    this.rewriters?.close();
  }

  private begin(rewriters: Rewriters, contents: readonly Content[], tagOf: TagOf): void {
    const rewritings = contents.map((content) => rewritingOf(content, editsOf(content, tagOf), this.fonts));
    const first = rewriters.begin(rewritings, this.fonts.all);
    for (const [index, content] of contents.entries()) {
      this.begun.set(content, { number: first + index, marks: rewritings[index]?.instead ?? [] });
    }
  }

  private replaceStream({ owner, page }: Content, data: Uint8Array): void {
    const { file } = this;
    if (owner.number === page.number) {
      const stream = new Stream(dict({ Filter: '/FlateDecode' }), data);
      file.dict(page).set('Contents', file.add(stream));
    } else {
      const entries: Dict = new Map(file.stream(owner).dict);
      file.set(owner, new Stream(entries.set('Filter', '/FlateDecode'), data));
    }
  }
}

/** Bytes of all pages' contents, as they were printed. */
function packedLength(file: PdfFile): number {
  const streams = pagesOf(file).map((page) => file.stream(file.dict(page).get('Contents')));
  return streams.reduce((sum, { data }) => sum + data.length, 0);
}

/** The fonts of all contents, each once. */
class FontList {
  readonly all: RewritingFont[] = [];
  private readonly file: PdfFile;
  private readonly asksText: boolean;
  private readonly numbers = new Map<Dict, number>();
  private readonly named = new Map<Dict, ReadonlyMap<string, number>>();

  constructor(file: PdfFile, asksText: boolean) {
    this.file = file;
    this.asksText = asksText;
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
    const number = this.numbers.get(font) ?? this.all.length;
    if (number === this.all.length) {
      const glyphs = this.asksText ? namedGlyphs(this.file, font) : undefined;
      this.all.push({ advances: advancesOf(this.file, font), ...(glyphs !== undefined && { glyphs }) });
    }
    this.numbers.set(font, number);
    return number;
  }
}

/** Their bytes in memory that another thread sees, too: nothing is sent to it. */
function shared(contents: readonly Content[]): readonly Content[] {
  const whole = contents.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const memory = Buffer.from(new SharedArrayBuffer(whole));
  let end = 0;
  return contents.map((content) => {
    const start = end;
    end += content.bytes.length;
    memory.set(content.bytes, start);
    return { ...content, bytes: memory.subarray(start, end) };
  });
}

function rewritingOf(
  { bytes, scan, resources }: Content,
  edits: readonly Edit[],
  fonts: FontList,
): Rewriting {
  const texts = scan.isPlain ? scan.texts : [];
  return {
    bytes,
    texts: inTurns(texts, 'start', 'end'),
    edits: inTurns(edits, 'at', 'until'),
    instead: edits.map(({ text }) => text),
    fonts: fonts.of(resources),
  };
}

/** Two numbers of each. */
function inTurns<First extends string, Second extends string>(
  all: readonly Readonly<Record<First | Second, number>>[],
  first: First,
  second: Second,
): Uint32Array {
  const numbers = new Uint32Array(all.length * 2);
  let at = 0;
  for (const each of all) {
    numbers[at] = each[first];
    numbers[at + 1] = each[second];
    at += 2;
  }
  return numbers;
}
