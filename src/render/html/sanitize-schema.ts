/** What HTML is kept: an allow-list for rehype's sanitiser, wide enough for text, too narrow for anything that acts. */
import type { Element, ElementContent, Root } from 'hast';
import { defaultSchema, type Schema } from 'hast-util-sanitize';

const TEXT =
  'a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em ' +
  'figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li mark ol p pre q rp rt ruby s samp ' +
  'section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr';

/** Names of the elements that may stand in a chapter. */
export const keptElements: ReadonlySet<string> = new Set(TEXT.split(' '));

/** The states and properties of WAI-ARIA 1.2 that mean something in a document nobody operates. */
const ARIA = [
  'ariaColCount',
  'ariaColIndex',
  'ariaColSpan',
  'ariaCurrent',
  'ariaDescribedBy',
  'ariaDetails',
  'ariaHidden',
  'ariaLabel',
  'ariaLabelledBy',
  'ariaLevel',
  'ariaRoleDescription',
  'ariaRowCount',
  'ariaRowIndex',
  'ariaRowSpan',
];

/** Elements of which nothing stays. */
const STRIPPED = 'script style template iframe object noscript title'.split(' ');

/**
 * Puts what is in an element that is not kept in its place. The sanitizer would do so, too, but ends the stack where there are a
 * hundred thousand children. Changes the tree.
 */
export function unwrapUnknown(parent: Root | Element): void {
  const children = parent.children as ElementContent[];
  parent.children = children.flatMap((child) => {
    if (child.type !== 'element') return [child];
    unwrapUnknown(child);
    return keptElements.has(child.tagName) || STRIPPED.includes(child.tagName) ? [child] : child.children;
  });
}

/** Everything else is taken out; the text of an unknown element stays, a script's does not. */
export const safeSchema: Schema = {
  ...defaultSchema,
  tagNames: [...keptElements],
  strip: STRIPPED,
  clobber: [],
  clobberPrefix: '',
  ancestors: {},
  required: {},
  attributes: {
    '*': [
      'id',
      'className',
      'lang',
      'dir',
      'title',
      'role',
      ...ARIA,
      'dataCite',
      'dataLocators',
      'dataFormula',
    ],
    a: ['href', 'name', 'dataFootnoteRef', 'dataFootnoteBackref'],
    img: ['src', 'alt', 'width', 'height'],
    ol: ['start', 'reversed', 'type'],
    li: ['value'],
    th: ['scope', 'colSpan', 'rowSpan', 'headers', 'abbr', 'align'],
    td: ['colSpan', 'rowSpan', 'headers', 'align'],
    col: ['span'],
    colgroup: ['span'],
    time: ['dateTime'],
    del: ['cite', 'dateTime'],
    ins: ['cite', 'dateTime'],
    blockquote: ['cite'],
    q: ['cite'],
    details: ['open'],
    section: ['dataFootnotes'],
  },
  protocols: {},
};
