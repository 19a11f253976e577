/** Gives images the width that an author gave them as a part of the line. */
import type { Root } from 'hast';
import { visit } from '../../lib/html/visit.ts';

/** Moves `width="50%"` to a style, because XHTML allows only whole numbers there. Changes the tree in place. */
export function styleImageWidths(tree: Root): void {
  visit(tree, { type: 'element', tagName: 'img' }, ({ properties }) => {
    const { width } = properties;
    if (typeof width !== 'string' || !/^[\d.]+%$/.test(width)) return;
    properties.style = `width: ${width}`;
    delete properties.width;
  });
}
