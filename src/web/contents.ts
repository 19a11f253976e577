/** Builds the table of contents of a web page. */
import { languageVariables } from '../core/language.ts';
import type { Book, NavigationNode } from '../core/model/book.ts';
import type { Locate } from '../core/screen/locate.ts';
import { isAlone, type WebPage, type WebPlan } from './plan.ts';
import type { WebContentsEntry } from './template-data.ts';

/**
 * Returns the contents as a page shows them: all chapters, with the headings below them on the first page and for the chapter
 * of the page itself. A leaflet has contents if it is long.
 */
export function buildContents(
  book: Book,
  page: WebPage,
  { pages, sectionFiles }: WebPlan,
  locate: Locate,
): readonly WebContentsEntry[] {
  const build = ({ id, title, level, language, children }: NavigationNode): readonly WebContentsEntry[] => {
    const below = children.flatMap(build);
    const target = locate(id, page.file);
    // An entry without a target is left out, and its children move up.
    if (target === undefined) return below;
    // A chapter begins its page, so its address needs no fragment.
    const file = sectionFiles.get(id);
    const href = pages.length > 1 && file !== undefined ? file : target;
    const isCurrent = file === page.file && pages.length > 1;
    const isShown = page.isFirst || isCurrent || level > 1 || below.some(hasCurrent);
    return [{ title, href, isCurrent, ...languageVariables(language), children: isShown ? below : [] }];
  };
  const entries = book.navigation.flatMap(build);
  return isAlone(book) && countEntries(entries) < LONG_LEAFLET ? [] : entries;
}

/** Headings of a leaflet that needs contents. */
const LONG_LEAFLET = 6;

const countEntries = (entries: readonly WebContentsEntry[]): number =>
  entries.reduce((sum, { children }) => sum + 1 + countEntries(children), 0);

const hasCurrent = ({ isCurrent, children }: WebContentsEntry): boolean =>
  isCurrent || children.some(hasCurrent);
