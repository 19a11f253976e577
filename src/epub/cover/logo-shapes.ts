/** Converts a logo to the few shapes that the painter of covers knows. */
import type { Element, ElementContent } from 'xast';
import type { Drawing } from '../../core/model/asset.ts';
import { readColor } from '../../lib/color/contrast.ts';
import { parseNumberList } from '../../lib/raster/numbers.ts';
import { INVISIBLE_ELEMENTS } from '../../lib/raster/svg-shapes.ts';
import { getTextContent } from '../../lib/xml/elements.ts';

/** Thrown for a logo with anything else. */
class UnknownShapeError extends Error {}

/** Where the logo is drawn. */
interface Box {
  readonly x: number;
  readonly y: number;
  /** Units of the cover for one unit of the logo. */
  readonly scale: number;
}

/** Returns a group of shapes; `undefined` if the logo has anything else, such as gradients. */
export function convertLogo({ root }: Drawing, { x, y, scale }: Box): Element | undefined {
  const [left = 0, top = 0] = parseNumberList(root.attributes.viewBox ?? '');
  const place = `translate(${x} ${y}) scale(${scale}) translate(${-left} ${-top})`;
  try {
    const style = readPaint(root.attributes);
    const attributes = { fill: '#000000', ...style, transform: place };
    return { type: 'element', name: 'g', attributes, children: convertChildren(root) };
  } catch (error) {
    if (error instanceof UnknownShapeError) return undefined;
    throw error;
  }
}

const convertChildren = ({ children }: Element): ElementContent[] =>
  children.flatMap((child) => {
    if (child.type === 'element' && !INVISIBLE_ELEMENTS.has(child.name)) return [convertElement(child)];
    return [];
  });

/** Attributes that are not painted. */
const UNPAINTED = /^(?:id|class|role|focusable|xmlns(?::.*)?|xml:space|aria-.*|data-.*)$/;

/** Attributes of the geometry of each element. */
const GEOMETRY: Readonly<Record<string, readonly string[]>> = {
  g: [],
  path: ['d'],
  rect: ['x', 'y', 'width', 'height', 'rx', 'ry'],
  circle: ['cx', 'cy', 'r'],
  ellipse: ['cx', 'cy', 'rx', 'ry'],
  polygon: ['points'],
  polyline: ['points'],
  line: ['x1', 'y1', 'x2', 'y2'],
};

/** Converts words, which are then in the typeface of the cover. */
function convertText(element: Element): Element {
  const { x = '0', y = '0', 'font-family': _, ...others } = element.attributes;
  if (element.children.some(({ type }) => type === 'element')) throw new UnknownShapeError();
  const text = { type: 'text', value: getTextContent(element) } as const;
  return { type: 'element', name: 'text', attributes: { ...readPaint(others), x, y }, children: [text] };
}

function convertElement(element: Element): Element {
  if (element.name === 'text') return convertText(element);
  const own = Object.hasOwn(GEOMETRY, element.name) ? GEOMETRY[element.name] : undefined;
  if (own === undefined) throw new UnknownShapeError();
  const others = Object.entries(element.attributes).filter(([name]) => !own.includes(name));
  const paint = readPaint(Object.fromEntries(others));
  if (element.name === 'g') {
    return { type: 'element', name: 'g', attributes: paint, children: convertChildren(element) };
  }
  const d = toPath(element.name, (name) => element.attributes[name] ?? undefined);
  return { type: 'element', name: 'path', attributes: { ...paint, d }, children: [] };
}

function toPath(name: string, attribute: (name: string) => string | undefined): string {
  const number = (key: string): number => parseNumberList(attribute(key) ?? '0')[0] ?? 0;
  const radius = (key: string, other: string): number => number(attribute(key) === undefined ? other : key);
  switch (name) {
    case 'path':
      return attribute('d') ?? '';
    case 'rect': {
      const sides = { width: number('width'), height: number('height') };
      const round = {
        x: Math.min(radius('rx', 'ry'), sides.width / 2),
        y: Math.min(radius('ry', 'rx'), sides.height / 2),
      };
      return rectangle({ x: number('x'), y: number('y') }, sides, round);
    }
    case 'circle':
      return ellipse(number('cx'), number('cy'), number('r'), number('r'));
    case 'ellipse':
      return ellipse(number('cx'), number('cy'), number('rx'), number('ry'));
    case 'line':
      return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`;
    default:
      return `M${parseNumberList(attribute('points') ?? '').join(' ')}${name === 'polygon' ? 'Z' : ''}`;
  }
}

const ellipse = (x: number, y: number, rx: number, ry: number): string =>
  `M${x - rx} ${y}A${rx} ${ry} 0 0 1 ${x + rx} ${y}A${rx} ${ry} 0 0 1 ${x - rx} ${y}Z`;

function rectangle(
  { x, y }: { readonly x: number; readonly y: number },
  { width, height }: { readonly width: number; readonly height: number },
  round: { readonly x: number; readonly y: number },
): string {
  if (round.x === 0 || round.y === 0) return `M${x} ${y}h${width}v${height}h${-width}Z`;
  const corner = (dx: number, dy: number): string => `a${round.x} ${round.y} 0 0 1 ${dx} ${dy}`;
  const [across, down] = [width - 2 * round.x, height - 2 * round.y];
  return [
    `M${x + round.x} ${y}h${across}${corner(round.x, round.y)}v${down}${corner(-round.x, round.y)}`,
    `h${-across}${corner(-round.x, -round.y)}v${-down}${corner(round.x, -round.y)}Z`,
  ].join('');
}

/** Attributes and declarations that say how a shape is painted, and what they may be for the painter. */
const PAINT: Readonly<Record<string, (value: string) => string>> = {
  fill: readPaintColor,
  stroke: readPaintColor,
  'stroke-width': (value) => value,
  'stroke-dasharray': (value) => value,
  transform: readTransform,
  'font-size': (value) => value.replace(/px$/, ''),
  'font-weight': (value) => ({ normal: '400', bold: '700' })[value] ?? value,
};

/** Values of other properties that change nothing. */
const PLAIN: Readonly<Record<string, RegExp>> = {
  opacity: /^(?:1|100%)$/,
  'fill-opacity': /^(?:1|100%)$/,
  'stroke-opacity': /^(?:1|100%)$/,
  'fill-rule': /^nonzero$/,
  'clip-rule': /./,
  'stroke-linecap': /./,
  'stroke-linejoin': /./,
  'stroke-miterlimit': /./,
  viewBox: /./,
  width: /./,
  height: /./,
  version: /./,
  preserveAspectRatio: /./,
};

function readPaint(attributes: Element['attributes']): Record<string, string> {
  const declared = (attributes.style ?? '').split(';').flatMap((declaration) => {
    const colon = declaration.indexOf(':');
    return colon < 0
      ? []
      : [[declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()] as const];
  });
  const written = Object.entries(attributes).filter(([name]) => name !== 'style' && !UNPAINTED.test(name));
  const paint: Record<string, string> = {};
  for (const [name, value] of [...written, ...declared]) {
    const read = Object.hasOwn(PAINT, name) ? PAINT[name] : undefined;
    const plain = Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined;
    if (read !== undefined) paint[name] = read(value ?? '');
    else if (plain?.test(value ?? '') !== true) throw new UnknownShapeError();
  }
  return paint;
}

function readPaintColor(value: string): string {
  if (value === 'none') return value;
  const color = value === 'currentColor' ? '#000000' : readColor(value);
  if (color === undefined) throw new UnknownShapeError();
  return color.toLowerCase();
}

/** Writes a matrix without rotation as the transforms that the painter knows. */
function readTransform(value: string): string {
  const known = value.replace(/matrix\(([^)]*)\)/g, (_, list: string) => {
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = parseNumberList(list);
    if (b !== 0 || c !== 0) throw new UnknownShapeError();
    return `translate(${e} ${f}) scale(${a} ${d})`;
  });
  if (/\b(?:rotate|skew)/i.test(known)) throw new UnknownShapeError();
  return known;
}
