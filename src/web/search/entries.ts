/** Lists what the search of a site finds: the headings, each with the text up to the next one. */
import type { Element, Root } from 'hast';
import type { Section } from '../../core/model/book.ts';
import type { Locate } from '../../core/screen/locate.ts';
import { HEADING } from '../../lib/html/elements.ts';
import { collectText, joinText } from './shown-text.ts';

/** A heading with the text up to the next one. `browser/search-finder.js` reads it. */
export interface SearchEntry {
  /** Address of the heading, relative to the first page. */
  readonly href: string;
  readonly title: string;
  readonly text: string;
}

/** The entries of a page. */
export interface SearchPage {
  readonly title: string;
  /** BCP 47; absent if it is that of the publication. */
  readonly language?: string;
  readonly direction?: 'ltr' | 'rtl';
  readonly entries: readonly SearchEntry[];
}

/** An entry whose text is being collected. */
interface OpenEntry {
  readonly href: string;
  readonly title: string;
  readonly text: string[];
}

/**
 * Lists the entries of a section. Text before the first heading has the title of the section.
 * @param tree the section as its page shows it
 * @param file the page
 */
export function listEntries(
  section: Section,
  tree: Root,
  file: string,
  locate: Locate,
): readonly SearchEntry[] {
  const anchors = new Set<unknown>(section.headings.map(({ id }) => id));
  let open: OpenEntry = { href: file, title: section.title, text: [] };
  const opened = [open];
  const openAtHeading = (element: Element): boolean => {
    const { id } = element.properties;
    if (!HEADING.test(element.tagName) || !anchors.has(id)) return false;
    const title: string[] = [];
    for (const child of element.children) collectText(child, (text) => title.push(text));
    open = { href: locate(String(id)) ?? file, title: joinText(title), text: [] };
    opened.push(open);
    return true;
  };
  collectText(tree, (text) => open.text.push(text), openAtHeading);
  return opened
    .map(({ href, title, text }) => ({ href, title, text: joinText(text) }))
    .filter(({ text }, index) => text !== '' || index > 0);
}
