/**
 * Creates ids for generated elements. They are unique in the whole book, for reading systems that join its
 * files.
 */
import type { Book } from '../../core/model/book.ts';

export type PageIds = Readonly<
  Record<'title' | 'contents' | 'toc' | 'landmarks' | 'pageList' | 'about', string>
>;

/** Creates the ids. They avoid those of authors, because a chapter may also have the id `about`. */
export function createPageIds({ anchors, sections }: Book): PageIds {
  const taken = new Set([...anchors.keys(), ...sections.map(({ id }) => id)]);
  const free = (wish: string): string => {
    let id = wish;
    while (taken.has(id)) id += '-page';
    return id;
  };
  return {
    title: free('title'),
    contents: free('contents'),
    toc: free('toc'),
    landmarks: free('landmarks'),
    pageList: free('page-list'),
    about: free('about'),
  };
}
