/** Ids on the pages that no author wrote: unique in the whole book, for reading systems that join its files. */
import type { Book } from '../../core/model/book.ts';

export type PageIds = Readonly<
  Record<'title' | 'contents' | 'toc' | 'landmarks' | 'pageList' | 'about', string>
>;

/** A chapter may be called `about`, too. */
export function pageIdsOf({ anchors, sections }: Book): PageIds {
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
