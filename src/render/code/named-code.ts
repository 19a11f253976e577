/** Finds the code in the tree of a chapter whose language is named by a class such as `language-js` (HTML Living Standard, 4.5.15). */
import type { Element, Root } from 'hast';
import { listClasses } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';

/** Code with the name of a language. */
export interface NamedCode {
  readonly element: Element;
  readonly language: string;
  /** The listing; absent for code in the line. */
  readonly listing?: Element;
}

const LANGUAGE = /^(?:language|lang)-(.+)$/;

/** Finds the code of a tree whose language is named. */
export function findNamedCode(tree: Root): readonly NamedCode[] {
  const found: NamedCode[] = [];
  visit(tree, 'element', (element, _, parent) => {
    if (element.tagName !== 'code') return;
    const name = listClasses(element).find((each) => LANGUAGE.test(each));
    const language = name === undefined ? undefined : LANGUAGE.exec(name)?.[1];
    if (language === undefined || element.children.some(({ type }) => type !== 'text')) return;
    const isListing = parent?.type === 'element' && parent.tagName === 'pre';
    found.push({ element, language, ...(isListing && { listing: parent }) });
  });
  return found;
}
