/** Builds the template data of a printed book's contents and of its lists of figures and tables. */
import { languageVariables } from '../../core/language.ts';
import type { NavigationNode } from '../../core/model/book.ts';
import type { CaptionList } from '../caption-lists.ts';
import type { PageNumber } from '../pagination/folios.ts';
import { encodeFolioHint } from '../pagination/page-number-patch.ts';
import type { BookData, ContentsBranch, ContentsEntry } from './template-data.ts';

/** The contents and lists of a book. */
export interface ContentsList {
  /** The page numbers, in the order of the lines. */
  readonly numbers: readonly PageNumber[];
  /** Returns the template data. @param texts printed text of each number */
  data(texts: readonly string[]): Pick<BookData, 'contents' | 'lists'>;
}

/** Levels of headings in the contents of a printed book, unless the publication sets a depth. */
const PRINTED_DEPTH = 2;

/** Returns the entries of headings down to a level. */
export function limitDepth(
  entries: readonly NavigationNode[],
  depth = PRINTED_DEPTH,
): readonly NavigationNode[] {
  return entries
    .filter(({ level }) => level <= depth)
    .map((entry) => ({ ...entry, children: limitDepth(entry.children, depth) }));
}

/** Builds the contents. @param language of the publication */
export function buildContents(
  entries: readonly NavigationNode[],
  lists: readonly CaptionList[],
  language: string,
): ContentsList {
  const numbers = [
    ...entries.flatMap((entry) => listNumbers(entry, 1)),
    ...lists.flatMap(({ items }) => items.map(({ id }) => columnNumber(id, 2))),
  ];
  return {
    numbers,
    data: (texts) => {
      let key = 0;
      const entry = (one: Omit<NavigationNode, 'children' | 'level'>): ContentsEntry => {
        const mark = encodeFolioHint(language, key);
        const page = texts[key] ?? '';
        key += 1;
        return { id: one.id, title: one.title, mark, page, ...languageVariables(one.language) };
      };
      // The keys count up in the order of `numbers`.
      const branch = (node: NavigationNode): ContentsBranch => ({
        ...entry(node),
        children: node.children.map(branch),
      });
      return {
        contents: entries.map(branch),
        lists: lists.map(({ id, title, items }) => ({ id, title, items: items.map(entry) })),
      };
    },
  };
}

/** Returns the numbers of an entry and of those below it. All levels below the first have one font. */
const listNumbers = ({ id, children }: NavigationNode, level: 1 | 2): readonly PageNumber[] => [
  columnNumber(id, level),
  ...children.flatMap((child) => listNumbers(child, 2)),
];

const columnNumber = (target: string, level: number): PageNumber => ({ target, place: 'column', level });
