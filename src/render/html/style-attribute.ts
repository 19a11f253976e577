/** Reads the attribute `style` of HTML in Markdown, and keeps what a page can honor: alignment, breaks between pages and the width of an image. */
import type { Element, Root } from 'hast';
import { addClass } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';
import { ALIGNED_ELEMENTS } from './html-rules.ts';

/** What a `style` asks for. */
export interface StyleReading {
  /** Side that the text is aligned to, on an element that can be aligned. */
  readonly align?: string;
  /** Width of an image, in pixels, other CSS units or percent. */
  readonly width?: string;
  /** Classes for a page that begins before or after the element: page-breaks.ts reads them. */
  readonly breaks: readonly string[];
  /** Whether it hides the element. */
  readonly hides: boolean;
  /** The first declaration without effect. */
  readonly dropped?: string;
}

const PAGE_BREAK = /^(?:page-)?(break-(?:before|after)): ?(?:always|page|left|right|recto|verso)$/;
const HIDING = /^(?:display: ?none|visibility: ?hidden|mso-hide: ?all)$/;
const ALIGNMENT = /^text-align: ?(left|center|right)$/;
const WIDTH = /^width: ?(\d*\.?\d+(?:px|%|pt|cm|mm|in))$/;

/** Reads the declarations of an element's `style`. */
export function readStyle(tag: string, style: string): StyleReading {
  const reading: { -readonly [key in keyof StyleReading]: StyleReading[key] } = {
    breaks: [],
    hides: false,
  };
  for (const declaration of splitStyle(style).filter((one) => !follows(tag, one, style))) {
    const [, align] = (ALIGNED_ELEMENTS.has(tag) && ALIGNMENT.exec(declaration)) || [];
    const [, width] = (tag === 'img' && WIDTH.exec(declaration)) || [];
    const [, pageBreak] = PAGE_BREAK.exec(declaration) ?? [];
    if (align !== undefined) reading.align = align;
    else if (width !== undefined) reading.width = width;
    else if (pageBreak !== undefined) reading.breaks = [...reading.breaks, pageBreak];
    else if (HIDING.test(declaration)) reading.hides = true;
    else reading.dropped ??= declaration;
  }
  return reading;
}

/** Whether a page does it anyway: images keep their proportions, and columns are as wide as saves lines. */
const follows = (tag: string, declaration: string, style: string): boolean =>
  (tag === 'img' && declaration.startsWith('height:') && /(?:^|[;\s])width\s*:/i.test(style)) ||
  (tag === 'col' && declaration.startsWith('width:'));

/** Splits a `style` into declarations in lowercase, without `!important`. */
const splitStyle = (style: string): readonly string[] =>
  style
    .toLowerCase()
    .split(';')
    .map((declaration) =>
      declaration
        .replace(/!\s*important/, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?: ?/, ': ')
        .trim(),
    )
    .filter((declaration) => declaration !== '');

/** Replaces what can be honored of each `style` by attributes and classes, in place. Attributes that an element has already win. */
export function honorStyles(tree: Root): void {
  visit(tree, 'element', (element: Element) => {
    const { tagName, properties } = element;
    if (typeof properties.style !== 'string') return;
    const { align, width, breaks } = readStyle(tagName, properties.style);
    for (const name of breaks) addClass(element, name);
    if (align !== undefined) properties.align ??= align;
    if (width !== undefined) properties.width ??= width;
  });
}
