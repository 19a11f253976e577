/** Builds the template data of a printed book's contents and of its lists of figures and tables. */
import { languageVariables } from '../../core/language.ts';
import type { NavigationNode } from '../../core/model/book.ts';
import type { CaptionList } from '../caption-lists.ts';
import type { PageNumber } from '../pagination/folios.ts';
import { encodeFolioHint } from '../pagination/page-number-patch.ts';
import type { BookData, ContentsEntry } from './template-data.ts';

/** The contents and lists of a book. */
export interface ContentsList {
  /** The page numbers, in the order of the lines. */
  readonly numbers: readonly PageNumber[];
  /** Returns the template data. @param texts printed text of each number */
  data(texts: readonly string[]): Pick<BookData, 'contents' | 'lists'>;
}

/** Builds the contents from the first two levels. @param language of the publication */
export function buildContents(
  entries: readonly NavigationNode[],
  lists: readonly CaptionList[],
  language: string,
): ContentsList {
  const numbers = [
    ...entries.flatMap(({ id, children }) => [
      columnNumber(id, 1),
      ...children.map((child) => columnNumber(child.id, 2)),
    ]),
    ...lists.flatMap(({ items }) => items.map(({ id }) => columnNumber(id, 2))),
  ];
  return {
    numbers,
    data: (texts) => {
      let key = 0;
      const entry = (one: Omit<NavigationNode, 'children'>): ContentsEntry => {
        const mark = encodeFolioHint(language, key);
        const page = texts[key] ?? '';
        key += 1;
        return { id: one.id, title: one.title, mark, page, ...languageVariables(one.language) };
      };
      return {
        // The keys count up in the order of `numbers`.
        contents: entries.map((node) => ({ ...entry(node), children: node.children.map(entry) })),
        lists: lists.map(({ id, title, items }) => ({ id, title, items: items.map(entry) })),
      };
    },
  };
}

const columnNumber = (target: string, level: number): PageNumber => ({ target, place: 'column', level });
