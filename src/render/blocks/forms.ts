/** Names lines to write on and boxes to tick for screen readers, which see nothing in them. */
import type { Element } from 'hast';
import type { Terms } from '../../core/model/design.ts';
import { termAttributes } from '../../core/term-language.ts';
import { FIELD_CLASS, TICK_BOX_CLASS, WRITING_LINES_CLASS } from '../../core/tree/form-classes.ts';
import { hasClass } from '../../lib/html/classes.ts';

/**
 * Gives an element that is filled in by hand its role and its name; of a block of lines, the first line gets them, because
 * Chromium tags nothing that is a block without text. Other elements stay as they are.
 */
export function nameFormElement(element: Element, terms: Terms): void {
  const key = findTerm(element);
  if (key === undefined) return;
  const lines = element.children.filter((child) => child.type === 'element');
  const named = key === 'writingLines' ? lines[0] : element;
  if (named === undefined) return;
  Object.assign(named.properties, {
    role: 'img',
    ariaLabel: (terms[key] ?? '').replace('{count}', String(lines.length)),
    ...termAttributes(terms, key),
  });
}

/** Finds the key of an element's name. */
function findTerm(element: Element): string | undefined {
  const { tagName, properties } = element;
  if ((tagName !== 'span' && tagName !== 'div') || properties.className === undefined) return undefined;
  if (hasClass(element, FIELD_CLASS)) return 'writingLine';
  if (hasClass(element, TICK_BOX_CLASS)) return hasClass(element, 'checked') ? 'done' : 'tickBox';
  return hasClass(element, WRITING_LINES_CLASS) ? 'writingLines' : undefined;
}
