/** Notes by the name that older readers know. */
import type { Element } from 'xast';
import { named } from '../../lib/xml/elements.ts';
import type { OpenPackage } from './open-package.ts';

/** Readers that show a note over the text look for a footnote: one in the notes of a chapter is nothing to them. */
export function notesThatPopUp(book: OpenPackage): OpenPackage {
  for (const { tree } of book.documents) {
    for (const section of named(tree, 'section')) {
      if (section.attributes['epub:type'] !== 'endnotes') continue;
      for (const note of named(section, 'li')) if (note.attributes.id) callFootnote(note);
    }
  }
  return book;
}

/** An item of a list can have no role: what is in it gets one, and the id to which references lead. */
function callFootnote(note: Element): void {
  const { id, ...others } = note.attributes;
  note.attributes = others;
  const attributes = { id: id ?? '', 'epub:type': 'footnote', role: 'doc-footnote' };
  note.children = [{ type: 'element', name: 'div', attributes, children: note.children }];
}
