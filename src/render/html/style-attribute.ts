/**
 * Reads the attribute `style` of HTML in Markdown, and keeps what a page can honor: alignment, breaks between pages, width and
 * side of an image, and bold, italic, underlined, struck, raised and lowered words. Colors: colors.ts.
 */
import type { Element, ElementContent, Root } from 'hast';
import { addClass } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';
import { ALIGNED_ELEMENTS } from './html-rules.ts';

/** What a `style` asks for. */
export interface StyleReading {
  /** Side that the text is aligned to, on an element that can be aligned. */
  readonly align?: string;
  /** Width of an image, in pixels, other CSS units or percent. */
  readonly width?: string;
  /** Side of an image that has text beside it. */
  readonly float?: string;
  /** Elements around the content, the outermost first. */
  readonly elements: readonly string[];
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

const COLOR = /^color: ?(.+)$/;
const FLOAT = /^float: ?(left|right)$/;

/** Elements that look as a declaration asks. They take the place of styles on words, which readers can then change. */
const LOOKS: readonly (readonly [pattern: RegExp, element: string])[] = [
  [/^font-weight: ?(?:bold|bolder|[6-9]00)$/, 'b'],
  [/^font-style: ?(?:italic|oblique)$/, 'i'],
  [/^text-decoration(?:-line)?: ?underline$/, 'u'],
  [/^text-decoration(?:-line)?: ?line-through$/, 's'],
  [/^vertical-align: ?super$/, 'sup'],
  [/^vertical-align: ?sub$/, 'sub'],
];
/** Elements that contain words only. */
const OF_WORDS: ReadonlySet<string> = new Set(
  'p span h1 h2 h3 h4 h5 h6 a em strong b i u mark small'.split(' '),
);

const findLook = (tag: string, declaration: string): string | undefined =>
  OF_WORDS.has(tag) ? LOOKS.find(([pattern]) => pattern.test(declaration))?.[1] : undefined;

/** Reads the declarations of an element's `style`. */
export function readStyle(tag: string, style: string): StyleReading {
  const readings = splitStyle(style)
    .filter((declaration) => !follows(tag, declaration, style))
    .map((declaration) => readDeclaration(tag, declaration));
  const dropped = readings.find((reading) => reading.dropped !== undefined)?.dropped;
  return {
    ...Object.assign({ hides: false }, ...readings),
    breaks: readings.flatMap(({ breaks = [] }) => breaks),
    elements: readings.flatMap(({ elements = [] }) => elements),
    ...(dropped !== undefined && { dropped }),
  };
}

function readDeclaration(tag: string, declaration: string): Partial<StyleReading> {
  const read = (pattern: RegExp): string | undefined => pattern.exec(declaration)?.[1];
  const align = ALIGNED_ELEMENTS.has(tag) ? read(ALIGNMENT) : undefined;
  if (align !== undefined) return { align };
  const [width, float] = tag === 'img' ? [read(WIDTH), read(FLOAT)] : [];
  if (width !== undefined) return { width };
  if (float !== undefined) return { float };
  const pageBreak = read(PAGE_BREAK);
  if (pageBreak !== undefined) return { breaks: [pageBreak] };
  const look = findLook(tag, declaration);
  if (look !== undefined) return { elements: [look] };
  return HIDING.test(declaration) ? { hides: true } : { dropped: declaration };
}

/** Whether a page does it anyway: images keep their proportions, and columns are as wide as saves lines. Colors are read apart. */
const follows = (tag: string, declaration: string, style: string): boolean =>
  COLOR.test(declaration) ||
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

/** Returns the color that an element gives to its words, as it is written, in lowercase. */
export function findColor({ tagName, properties: { style, color } }: Element): string | undefined {
  const declarations = typeof style === 'string' ? splitStyle(style) : [];
  const declared = declarations.map((declaration) => COLOR.exec(declaration)?.[1]).findLast(isText);
  return declared ?? (tagName === 'font' && isText(color) ? color.trim().toLowerCase() : undefined);
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Whether an element of the tree may have a color, also one that is in no `style`. */
export function hasColors(tree: Root): boolean {
  let any = false;
  visit(tree, 'element', (element: Element) => {
    any ||= element.properties.dataColor !== undefined || findColor(element) !== undefined;
  });
  return any;
}

/** Replaces what can be honored of each `style` by attributes and classes, in place. Attributes that an element has already win. */
export function honorStyles(tree: Root): void {
  visit(tree, 'element', (element: Element) => {
    const { tagName, properties } = element;
    if (typeof properties.style !== 'string') return;
    const { align, width, float, elements, breaks } = readStyle(tagName, properties.style);
    for (const name of breaks) addClass(element, name);
    if (align !== undefined) properties.align ??= align;
    if (float !== undefined) properties.align = float;
    for (const tag of elements.toReversed()) element.children = [wrap(tag, element.children)];
    if (width !== undefined) properties.width ??= width;
  });
}

const wrap = (tagName: string, children: readonly ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties: {},
  children: [...children],
});

/** Elements of older HTML, and those that replace them. */
const REPLACED: ReadonlyMap<string, string> = new Map([
  ['center', 'div'],
  ['strike', 's'],
  ['tt', 'code'],
  ['acronym', 'abbr'],
  ['font', 'span'],
]);

/** Returns whether an element is read as another one. Of `font`, that is its color alone. */
export const isReplaced = (tag: string, attributes: readonly string[]): boolean =>
  REPLACED.has(tag) &&
  (tag !== 'font' || (attributes.length > 0 && attributes.every((name) => name === 'color')));

/** Replaces the elements of older HTML, in place. */
export function replaceElements(tree: Root): void {
  visit(tree, 'element', (element: Element) => {
    const { tagName, properties } = element;
    if (tagName === 'center') properties.align ??= 'center';
    element.tagName = REPLACED.get(tagName) ?? tagName;
  });
}
