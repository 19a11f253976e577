/** The contents of a printed book, and its lists of figures and tables, as its templates take them. */
import { otherLanguage } from '../../core/language.ts';
import type { NavigationNode } from '../../core/model/book.ts';
import type { CaptionList } from '../caption-lists.ts';
import type { PageNumber } from '../pagination/folios.ts';
import { folioMark } from '../pagination/page-number-patch.ts';

/** A line with its number. */
interface Entry {
  readonly id: string;
  readonly title: string;
  readonly language?: string;
  readonly direction?: string;
  /** Language of the whole line, with the mark by which its number is found. */
  readonly mark: string;
  readonly page: string;
}

export interface Contents {
  readonly numbers: readonly PageNumber[];
  /** What the template is given. @param texts what is printed for the numbers, in their order */
  data(texts: readonly string[]): { readonly contents: readonly object[]; readonly lists: readonly object[] };
}

/** Chapters and their parts; what lies deeper is found on the page. @param language of the publication */
export function contentsOf(
  entries: readonly NavigationNode[],
  lists: readonly CaptionList[],
  language: string,
): Contents {
  const numbers = [
    ...entries.flatMap(({ id, children }) => [
      numberOf(id, 1),
      ...children.map((child) => numberOf(child.id, 2)),
    ]),
    ...lists.flatMap(({ items }) => items.map(({ id }) => numberOf(id, 2))),
  ];
  return {
    numbers,
    data: (texts) => {
      let key = 0;
      const entry = (one: Omit<NavigationNode, 'children'>): Entry => {
        const mark = folioMark(language, key);
        const page = texts[key] ?? '';
        key += 1;
        return { id: one.id, title: one.title, mark, page, ...otherLanguage(one.language) };
      };
      return {
        // The keys follow the order of `numbers`.
        contents: entries.map((node) => ({ ...entry(node), children: node.children.map(entry) })),
        lists: lists.map(({ id, title, items }) => ({ id, title, items: items.map(entry) })),
      };
    },
  };
}

const numberOf = (target: string, level: number): PageNumber => ({ target, place: 'column', level });
