/** Replaces links to other chapters by the chapter's title, for a chapter that is printed alone. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Terms } from '../core/model/design.ts';
import { createTermNodes } from '../core/term-language.ts';
import { GLOSSARY_LINK } from '../core/tree/glossary-link.ts';
import { shortenTitle } from '../core/wording.ts';
import { hasClass } from '../lib/html/classes.ts';
import { visit } from '../lib/html/visit.ts';
import type { RenderedChapter } from './chapter.ts';
import { collectIds } from './ids.ts';

/**
 * Replaces links to other chapters. Changes the body of one chapter in place.
 * @param titles title of the chapter that contains an id, by id
 */
export function replaceExternalLinks(body: Root, titles: ReadonlyMap<string, string>, terms: Terms): void {
  const own = new Set(collectIds(body));
  visit(body, 'element', (link) => {
    const id = String(link.properties.href ?? '').replace(/^#/, '');
    const title = link.tagName === 'a' && !own.has(id) ? titles.get(id) : undefined;
    if (title === undefined) return;
    if (hasClass(link, GLOSSARY_LINK)) becomeWords(link);
    else replaceLink(link, shortenTitle(title), terms);
  });
}

/** Returns, for each id of the publication, the title of the chapter that contains it. */
export function mapTitlesById(chapters: readonly RenderedChapter[]): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const { chapter, anchors, headings } of chapters) {
    const title = headings.find(({ level }) => level === 1)?.text ?? chapter.metadata.title;
    for (const id of anchors.values()) titles.set(id, title);
  }
  return titles;
}

/** Words explained in a glossary would have the same hint again and again. */
function becomeWords(link: Element): void {
  link.tagName = 'span';
  link.properties = {};
}

function replaceLink(link: Element, title: string, terms: Terms): void {
  const named = matchesTitle(textOf(link), title);
  link.tagName = named ? 'cite' : 'span';
  link.properties = { className: ['elsewhere'] };
  if (named) return;
  link.children.push(
    { type: 'text', value: ' (' },
    ...createTermNodes(terms, 'elsewhere', terms.elsewhere ?? 'see'),
    { type: 'text', value: ' ' },
    { type: 'element', tagName: 'cite', properties: {}, children: [{ type: 'text', value: title }] },
    { type: 'text', value: ')' },
  );
}

/**
 * Returns whether a link's text is the title or its beginning, as “What are the risks?” for “What are the
 * risks, and …”.
 */
function matchesTitle(words: string, title: string): boolean {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return plain(words).includes(' ') && `${plain(title)} `.startsWith(`${plain(words)} `);
}
