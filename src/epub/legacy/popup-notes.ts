/** Marks notes as footnotes, which older readers show as popups. */
import type { Element } from 'xast';
import { findElements } from '../../lib/xml/elements.ts';
import type { OpenPackage } from './open-package.ts';

/** Wraps each endnote in a footnote, because readers with popup notes ignore endnotes. */
export function popupNotes(book: OpenPackage): OpenPackage {
  for (const { tree } of book.documents) {
    for (const section of findElements(tree, 'section')) {
      if (section.attributes['epub:type'] !== 'endnotes') continue;
      for (const note of findElements(section, 'li')) if (note.attributes.id) wrapInFootnote(note);
    }
  }
  return book;
}

/**
 * Moves a list item's content and id into an element with the role, because a list item cannot have that
 * role.
 */
function wrapInFootnote(note: Element): void {
  const { id, ...others } = note.attributes;
  note.attributes = others;
  const attributes = { id: id ?? '', 'epub:type': 'footnote', role: 'doc-footnote' };
  note.children = [{ type: 'element', name: 'div', attributes, children: note.children }];
}
