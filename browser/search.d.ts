/** Declares what the scripts of the search share in a page. */
import type MiniSearch from 'minisearch';

declare global {
  /** A page of the site, as `src/web/search/entries.ts` writes it. */
  interface SearchPage {
    readonly title: string;
    /** BCP 47; absent if it is that of the publication. */
    readonly language?: string;
    readonly direction?: 'ltr' | 'rtl';
    readonly entries: readonly {
      readonly href: string;
      readonly title: string;
      readonly text: string;
    }[];
  }

  /** A piece of text. */
  interface SearchPiece {
    readonly text: string;
    /** Whether it is one of the words that the reader looks for. */
    readonly isFound: boolean;
  }

  interface SearchResult {
    /** Relative to the first page of the site. */
    readonly href: string;
    readonly page: SearchPage;
    readonly title: readonly SearchPiece[];
    readonly excerpt: readonly SearchPiece[];
  }

  interface SearchAnswer {
    /** Number of all results. */
    readonly count: number;
    /** The best ones, in their order. */
    readonly results: readonly SearchResult[];
  }

  var handpressSearch: {
    readonly pages: readonly SearchPage[];
    /** Defined by `search-finder.js`. */
    find?(query: string, most: number): Promise<SearchAnswer>;
  };

  interface Window {
    readonly MiniSearch: typeof MiniSearch;
  }
}
