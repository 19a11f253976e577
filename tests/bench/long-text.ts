/** A long book of made-up sentences, the same in every run: chapters, parts, lists, tables, notes, links. */

const WORDS = (
  'water morning river letter garden window winter summer table paper market harbour teacher patient ' +
  'bottle kitchen question answer evening mountain village station bridge journey weather shadow corner ' +
  'gentle narrow quiet broken simple honest early golden distant careful open steady hollow bright heavy ' +
  'carries follows brings keeps finds leaves holds turns reaches crosses remembers measures gathers ' +
  'slowly often always nearly seldom again together beyond under between after before without within'
).split(' ');

/** Numerical Recipes' linear congruential generator: the choice of words need not be good, only the same. */
function chooser(seed: number): (count: number) => number {
  let state = seed >>> 0;
  return (count) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}

export interface LongText {
  readonly chapters: number;
  /** Headings of level two in a chapter. */
  readonly parts: number;
  /** Paragraphs in a part. */
  readonly paragraphs: number;
}

/** 3,000 words. */
export const ARTICLE: LongText = { chapters: 1, parts: 4, paragraphs: 9 };
/** 60,000 words. */
export const BOOK: LongText = { chapters: 20, parts: 4, paragraphs: 9 };
/** 789 pages on A4. */
export const LARGE_BOOK: LongText = { chapters: 50, parts: 5, paragraphs: 10 };
/** 726 pages on A4. */
export const LARGE_BOOK_IN_20: LongText = { chapters: 20, parts: 12, paragraphs: 10 };

/** @returns files of a publication, by path */
export function longText({ chapters, parts, paragraphs }: LongText): Readonly<Record<string, string>> {
  const choose = chooser(1);
  const files: Record<string, string> = {
    'publication.yaml':
      'title: A long book\nidentifier: urn:example:long-book\nlanguage: en-GB\nauthors: [{ name: A Writer }]\neditions: [book, epub]\n',
  };
  for (let chapter = 1; chapter <= chapters; chapter += 1) {
    const text = [`# Chapter ${chapter}: ${phrase(choose, 3)}`, paragraph(choose)];
    for (let part = 1; part <= parts; part += 1) {
      const next = `chapter-${String((chapter % chapters) + 1).padStart(2, '0')}.md`;
      text.push(...partOf(choose, { paragraphs, note: `n${part}`, next }));
    }
    files[`chapter-${String(chapter).padStart(2, '0')}.md`] = `${text.join('\n\n')}\n`;
  }
  return files;
}

/** A leaflet of a page or two, as a Markdown file of its own; each number gives another. */
export function shortText(number: number): string {
  const choose = chooser(number + 1);
  const text = [`# Leaflet ${number + 1}: ${phrase(choose, 3)}`, paragraph(choose)];
  text.push(
    ...['a', 'b'].flatMap((part) => partOf(choose, { paragraphs: 2, note: `${part}${choose(1000)}` })),
  );
  return `${text.join('\n\n')}\n`;
}

interface Part {
  readonly paragraphs: number;
  /** Label of its note. */
  readonly note: string;
  /** The chapter that it links to. */
  readonly next?: string;
}

function partOf(choose: (count: number) => number, { paragraphs, note, next }: Part): readonly string[] {
  const plain = Array.from({ length: paragraphs }, () => paragraph(choose));
  const list = Array.from({ length: 5 }, () => `- ${sentence(choose)}`).join('\n');
  return [
    `## ${phrase(choose, 4)}`,
    ...plain.slice(0, paragraphs >> 1),
    list,
    `${sentence(choose)}[^${note}]${next === undefined ? '' : ` See [what follows](${next}).`}`,
    table(choose),
    ...plain.slice(paragraphs >> 1),
    `[^${note}]: ${sentence(choose)}`,
  ];
}

function table(choose: (count: number) => number): string {
  const row = () => `| ${phrase(choose, 2)} | ${choose(1000)} | ${phrase(choose, 5)} |`;
  const rows = Array.from({ length: 8 }, row).join('\n');
  return `:::table[${phrase(choose, 4)}]\n| What | How many | Why |\n|---|--:|---|\n${rows}\n:::`;
}

function paragraph(choose: (count: number) => number): string {
  const plain = Array.from({ length: 4 + choose(4) }, () => sentence(choose));
  return `${plain.join(' ')} It is *${phrase(choose, 2)}* and **${phrase(choose, 1)}**.`;
}

const sentence = (choose: (count: number) => number): string => `${phrase(choose, 8 + choose(10))}.`;

function phrase(choose: (count: number) => number, length: number): string {
  const words = Array.from({ length }, () => WORDS[choose(WORDS.length)] ?? '').join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
