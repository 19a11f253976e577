/**
 * Defines the allowed HTML: an allow-list for hast-util-sanitize with text elements, and without active
 * content.
 */
import type { Element, ElementContent, Root } from 'hast';
import { defaultSchema, type Schema } from 'hast-util-sanitize';
import { WIKI_MARK } from '../../core/tree/wiki-mark.ts';

const TEXT_ELEMENTS =
  'a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em ' +
  'figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li mark ol p pre q rp rt ruby s samp ' +
  'section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr';

/** Names of the elements that a chapter may contain. */
export const allowedElements: ReadonlySet<string> = new Set(TEXT_ELEMENTS.split(' '));

/** States and properties of WAI-ARIA 1.2 that apply to a document without controls. */
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

/**
 * Elements that are removed with their content: it is a program, a drawing, a formula, or words for those who cannot
 * see the element.
 */
const STRIPPED_ELEMENTS = (
  'script style template iframe object noscript title frameset noframes embed noembed applet canvas audio video ' +
  'svg math'
).split(' ');

/**
 * Replaces elements that are not allowed by their content. Changes the tree in place. The sanitizer does the
 * same, but overflows the stack at a hundred thousand children.
 */
export function unwrapUnknownElements(parent: Root | Element): void {
  const children = parent.children as ElementContent[];
  parent.children = children.flatMap((child) => {
    if (child.type !== 'element') return [child];
    unwrapUnknownElements(child);
    return allowedElements.has(child.tagName) || STRIPPED_ELEMENTS.includes(child.tagName)
      ? [child]
      : child.children;
  });
}

/**
 * Schema for hast-util-sanitize. Everything else is removed; the text of an unknown element remains, that of
 * a script does not.
 */
export const sanitizeSchema: Schema = {
  ...defaultSchema,
  tagNames: [...allowedElements],
  strip: STRIPPED_ELEMENTS,
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
      'dataReference',
      'dataIndex',
      'dataFormula',
      'dataTerm',
      // Only colors.ts sets it; raw HTML may not.
      'dataColor',
    ],
    a: ['href', 'name', WIKI_MARK, 'dataFootnoteRef', 'dataFootnoteBackref'],
    img: ['src', 'alt', 'width', 'height', 'align', WIKI_MARK],
    // Only `:::figure` and `:::table` have it; raw HTML may not.
    div: ['align', 'dataShortCaption', 'dataRowHeads', 'dataWidths', 'dataAlign'],
    table: ['dataWidths'],
    // Only lines to write on have it; raw HTML may not.
    span: ['dataWidths'],
    ...Object.fromEntries(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, ['align']])),
    ol: ['start', 'reversed', 'type'],
    li: ['value'],
    th: ['scope', 'colSpan', 'rowSpan', 'headers', 'abbr', 'align'],
    td: ['colSpan', 'rowSpan', 'headers', 'align'],
    // Only Markdown listings have it; raw HTML may not.
    pre: ['dataListing', 'dataDiagram'],
    col: ['span'],
    colgroup: ['span'],
    time: ['dateTime'],
    del: ['cite', 'dateTime'],
    ins: ['cite', 'dateTime'],
    blockquote: ['cite'],
    q: ['cite'],
    details: ['open'],
    // Only solutions of exercises have the second; raw HTML may not.
    section: ['dataFootnotes', 'dataSolves'],
  },
  protocols: {},
};
