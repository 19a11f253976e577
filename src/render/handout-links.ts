/** In a chapter printed alone, a link to another chapter names that chapter in words. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Terms } from '../core/model/design.ts';
import { titleInReference } from '../core/wording.ts';
import { visit } from '../lib/html/visit.ts';
import type { RenderedChapter } from './chapter.ts';
import { idsOf } from './ids.ts';

/**
 * Changes the body of one chapter in place.
 * @param titles the title of the chapter that an id of the publication stands in
 */
export function wordsForLinks(body: Root, titles: ReadonlyMap<string, string>, terms: Terms): void {
  const own = new Set(idsOf(body));
  visit(body, 'element', (link) => {
    const id = String(link.properties.href ?? '').replace(/^#/, '');
    const title = link.tagName === 'a' && !own.has(id) ? titles.get(id) : undefined;
    if (title !== undefined) makeWords(link, titleInReference(title), terms);
  });
}

/** The title of the chapter that an id stands in. */
export function titlesById(chapters: readonly RenderedChapter[]): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const { chapter, anchors, headings } of chapters) {
    const title = headings.find(({ level }) => level === 1)?.text ?? chapter.metadata.title;
    for (const id of anchors.values()) titles.set(id, title);
  }
  return titles;
}

function makeWords(link: Element, title: string, terms: Terms): void {
  const named = saysTitle(textOf(link), title);
  link.tagName = named ? 'cite' : 'span';
  link.properties = { className: ['elsewhere'] };
  if (named) return;
  link.children.push(
    { type: 'text', value: ` (${terms.elsewhere ?? 'see'} ` },
    { type: 'element', tagName: 'cite', properties: {}, children: [{ type: 'text', value: title }] },
    { type: 'text', value: ')' },
  );
}

/** Whether the link's words are the title, or how it begins: “What are the risks?” for “What are the risks, and …”. */
function saysTitle(words: string, title: string): boolean {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return plain(words).includes(' ') && `${plain(title)} `.startsWith(`${plain(words)} `);
}
