/** Collects the texts of a site for its search, and makes the files that the search loads. */
import type { Root } from 'hast';
import { languageVariables } from '../../core/language.ts';
import type { Section } from '../../core/model/book.ts';
import type { Design } from '../../core/model/design.ts';
import type { Locate } from '../../core/screen/locate.ts';
import { listEntries, type SearchPage } from './entries.ts';
import { readSearchLibrary } from './library.ts';

/** The script of the search field, which each page loads. The others are loaded when the field is used, from beside it. */
export const SEARCH_SCRIPT = 'search/search-field.js';

/** A file of the search. */
export interface SearchFile {
  /** Relative to the first page. */
  readonly file: string;
  readonly text: string;
}

export interface SiteSearch {
  /** @param tree the section as its page shows it @param file the page */
  add(section: Section, tree: Root, file: string, locate: Locate): void;
  /** Makes the files from what was added. */
  buildFiles(design: Design): Promise<readonly SearchFile[]>;
}

/** Opens the search of a site. */
export function openSearch(): SiteSearch {
  const pages: SearchPage[] = [];
  return {
    add: (section, tree, file, locate) => {
      const entries = listEntries(section, tree, file, locate);
      pages.push({ title: section.title, ...languageVariables(section.language), entries });
    },
    buildFiles: async (design) => [
      { file: SEARCH_SCRIPT, text: await design.readScript('search-field.js') },
      { file: 'search/search-finder.js', text: await design.readScript('search-finder.js') },
      { file: 'search/minisearch.js', text: await readSearchLibrary() },
      { file: 'search/entries.js', text: writeEntries(pages) },
    ],
  };
}

/** Writes the entries as a script, because a page that is opened from a disk can load no data. */
const writeEntries = (pages: readonly SearchPage[]): string =>
  `globalThis.handpressSearch = {\n"pages": [\n${pages.map((page) => JSON.stringify(page)).join(',\n')}\n]};\n`;
