/** Computes the numbers of headings, figures, tables, formulas and the like in a book or in one chapter of it. */
import type { Element, Root } from 'hast';
import type { BookPart } from '../../core/book-parts.ts';
import type { Heading } from '../../core/model/book.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';
import { toLetters } from '../../lib/text/letters.ts';
import { isNotesHeading } from '../blocks/footnotes.ts';
import { type CountedKind, readNumbered } from '../blocks/numbered-element.ts';

/** Kinds of headings. The word for each is the term of this name. */
export type HeadingKind = 'chapter' | 'appendix' | 'section';

/** Something that a reference can mean. */
export interface NumberedTarget {
  readonly kind: CountedKind | HeadingKind;
  /** Absent for a heading that has none. */
  readonly number?: string;
  /** The words of a heading. */
  readonly title?: string;
}

/** By id. */
export type NumberedTargets = ReadonlyMap<string, NumberedTarget>;

/** A chapter whose content is counted. */
export interface CountedChapter {
  readonly body: Root;
  readonly headings: readonly Heading[];
  readonly part?: BookPart | undefined;
  /** Whether its headings have no numbers, as those of a preface. */
  readonly isUnnumbered?: boolean;
}

/** How a book is counted. */
export interface Counting {
  /** Whether the headings of level one begin chapters; otherwise the first one is the title of the whole. */
  readonly hasChapters: boolean;
  /** Levels of headings with a number, from that of the chapters on; 0: none has one. */
  readonly depth: number;
  /** Whether figures and the like are counted in each chapter: `Figure 2.1`. */
  readonly isByChapter: boolean;
}

/** Counts the content of chapters in the order of the book. Does not change them. */
export function countContent(chapters: readonly CountedChapter[], counting: Counting): NumberedTargets {
  const counter = new ContentCounter(counting);
  for (const chapter of chapters) counter.count(chapter);
  return counter.targets;
}

class ContentCounter {
  readonly targets = new Map<string, NumberedTarget>();
  readonly #counting: Counting;
  readonly #headings: HeadingCounter;
  readonly #counts = new Map<string, number>();

  constructor(counting: Counting) {
    this.#counting = counting;
    this.#headings = new HeadingCounter(counting);
  }

  count({ body, headings, part, isUnnumbered = false }: CountedChapter): void {
    const titles = new Map(headings.map(({ id, text }) => [id, text]));
    this.#headings.startChapter(part, isUnnumbered);
    visit(body, 'element', (element) => {
      const { id } = element.properties;
      if (typeof id !== 'string') return;
      const level = /^h([1-6])$/.exec(element.tagName)?.[1];
      if (level === undefined) this.#countElement(element, id);
      else {
        const title = titles.get(id) ?? '';
        this.targets.set(id, { ...this.#headings.count(element, Number(level)), title });
      }
    });
  }

  #countElement(element: Element, id: string): void {
    const marked = readNumbered(element);
    if (marked !== undefined)
      this.targets.set(id, { ...marked, number: marked.number ?? this.#next(marked.kind) });
  }

  #next(kind: CountedKind): string {
    const chapter = this.#counting.isByChapter ? this.#headings.chapter : undefined;
    const key = `${kind} ${chapter ?? ''}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return chapter === undefined ? String(count) : `${chapter}.${count}`;
  }
}

/** Counts headings: chapters, appendices with letters, and the sections in them. */
class HeadingCounter {
  /** The number of the chapter so far; absent in a part of the book that has none. */
  chapter: string | undefined;
  readonly #counting: Counting;
  #part: BookPart | undefined;
  #chapters = 0;
  #appendices = 0;
  /** The numbers of the open sections, from that below a chapter on. */
  #open: number[] = [];
  /** Level of the heading below which none has a number. */
  #hiddenFrom = Number.POSITIVE_INFINITY;

  constructor(counting: Counting) {
    this.#counting = counting;
  }

  startChapter(part: BookPart | undefined, isUnnumbered: boolean): void {
    this.#part = part;
    this.chapter = undefined;
    this.#open = [];
    const { hasChapters } = this.#counting;
    const isHidden = isUnnumbered || (hasChapters && !NUMBERED_PARTS.has(part));
    this.#hiddenFrom = isHidden ? 0 : Number.POSITIVE_INFINITY;
  }

  /** Returns the number of a heading, if it has one, and advances the count. */
  count(heading: Element, level: number): Pick<NumberedTarget, 'kind' | 'number'> {
    const { hasChapters, depth } = this.#counting;
    const isChapter = hasChapters && level === 1;
    const kind = !isChapter ? 'section' : this.#part === 'appendix' ? 'appendix' : 'chapter';
    // Without chapters, a heading of level one is the title.
    if (this.#isHidden(heading, level) || (level === 1 && !isChapter)) return { kind };
    if (isChapter) this.#startNumbered(kind);
    else this.#advance(level - 1);
    const number = [...(this.chapter === undefined ? [] : [this.chapter]), ...this.#open].join('.');
    const rank = hasChapters ? level : level - 1;
    return rank <= depth ? { kind, number } : { kind };
  }

  #startNumbered(kind: HeadingKind): void {
    if (kind === 'appendix') {
      this.#appendices += 1;
      this.chapter = toLetters(this.#appendices);
    } else {
      this.#chapters += 1;
      this.chapter = String(this.#chapters);
    }
    this.#open = [];
  }

  /** @param depth of the section, 1 for those below a chapter */
  #advance(depth: number): void {
    while (this.#open.length < depth) this.#open.push(0);
    this.#open.length = depth;
    this.#open[depth - 1] = (this.#open[depth - 1] ?? 0) + 1;
  }

  #isHidden(heading: Element, level: number): boolean {
    if (level > this.#hiddenFrom) return true;
    const isHidden = hasClass(heading, 'unnumbered') || isNotesHeading(String(heading.properties.id));
    this.#hiddenFrom = isHidden ? level : Number.POSITIVE_INFINITY;
    return isHidden;
  }
}

/** Parts of a book whose headings have numbers; `undefined` is an ordinary chapter. */
const NUMBERED_PARTS: ReadonlySet<BookPart | undefined> = new Set([
  undefined,
  'chapter',
  'appendix',
] as const);
