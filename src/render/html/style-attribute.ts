/** Reads the attribute `style` of HTML in Markdown, and keeps what a page can honor: alignment and the width of an image. */
import type { Element, Root } from 'hast';
import { visit } from '../../lib/html/visit.ts';
import { ALIGNED_ELEMENTS } from './html-rules.ts';

/** What a `style` asks for. */
export interface StyleReading {
  /** Side that the text is aligned to, on an element that can be aligned. */
  readonly align?: string;
  /** Width of an image, in pixels, other CSS units or percent. */
  readonly width?: string;
  /** Whether it begins a page, as word processors and web pages write it. */
  readonly breaksPage: boolean;
  /** Whether it hides the element. */
  readonly hides: boolean;
  /** The first declaration without effect. */
  readonly dropped?: string;
}

const PAGE_BREAK = /^(?:page-)?break-(?:before|after): ?(?:always|page|left|right|recto|verso)$/;
const HIDING = /^(?:display: ?none|visibility: ?hidden|mso-hide: ?all)$/;
const ALIGNMENT = /^text-align: ?(left|center|right)$/;
const WIDTH = /^width: ?(\d*\.?\d+(?:px|%|pt|cm|mm|in))$/;

/** Reads the declarations of an element's `style`. */
export function readStyle(tag: string, style: string): StyleReading {
  const reading: { -readonly [key in keyof StyleReading]: StyleReading[key] } = {
    breaksPage: false,
    hides: false,
  };
  for (const declaration of splitStyle(style)) {
    const [, align] = (ALIGNED_ELEMENTS.has(tag) && ALIGNMENT.exec(declaration)) || [];
    const [, width] = (tag === 'img' && WIDTH.exec(declaration)) || [];
    if (align !== undefined) reading.align = align;
    else if (width !== undefined) reading.width = width;
    else if (PAGE_BREAK.test(declaration)) reading.breaksPage = true;
    else if (HIDING.test(declaration)) reading.hides = true;
    else reading.dropped ??= declaration;
  }
  return reading;
}

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

/** Replaces what can be honored of each `style` by attributes, in place. Attributes that an element has already win. */
export function honorStyles(tree: Root): void {
  visit(tree, 'element', ({ tagName, properties }: Element) => {
    if (typeof properties.style !== 'string') return;
    const { align, width } = readStyle(tagName, properties.style);
    if (align !== undefined) properties.align ??= align;
    if (width !== undefined) properties.width ??= width;
  });
}
