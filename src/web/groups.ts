/** Makes boxes and theorems groups: a section of HTML has a heading, and a page with a landmark for each box has too many. */
import type { Root } from 'hast';
import { hasClass } from '../lib/html/classes.ts';
import { visit } from '../lib/html/visit.ts';

const KINDS = ['box', 'theorem'];

/** Changes the tree in place. A box keeps its role, such as `doc-notice`, and its name. */
export function groupBoxes(tree: Root): void {
  visit(tree, { type: 'element', tagName: 'section' }, (section) => {
    if (!KINDS.some((kind) => hasClass(section, kind))) return;
    const { role, ariaLabelledBy, ariaLabel } = section.properties;
    section.tagName = 'div';
    // ARIA names no element without a role.
    if (role === undefined && (ariaLabelledBy ?? ariaLabel) !== undefined) section.properties.role = 'group';
  });
}
