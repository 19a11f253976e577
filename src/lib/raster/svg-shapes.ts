/** Converts an SVG drawing of rectangles, circles, paths and text to filled areas, in painting order. */
import type { Element } from 'xast';
import { getTextContent } from '../xml/elements.ts';
import type { Color } from './canvas.ts';
import { parseNumberList } from './numbers.ts';
import { flattenOutline, type Outline, type Point, type Polyline, type Transform } from './outline.ts';
import { strokePolyline } from './stroke.ts';
import { parseSvgPath } from './svg-path.ts';

/** The inherited style of an element: SVG's presentation attributes. */
export type Style = Readonly<Record<string, string>>;

/** Polygons that are filled together with one color. */
export interface FilledArea {
  readonly polygons: readonly Polyline[];
  readonly color: Color;
}

/** Converts text to an outline in units of the drawing, with its start at the origin. */
export type ShapeText = (text: string, style: Style) => Promise<Outline>;

/** Thrown for a drawing with an unsupported feature, which `message` names. */
export class UnsupportedSvgError extends Error {}

const STYLE_ATTRIBUTES = new Set([
  ...['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-family', 'font-size', 'font-weight'],
  ...['direction', 'xml:lang'],
]);
/** Supported attributes of each element, beside style and {@link INVISIBLE_ATTRIBUTES}. */
const ELEMENT_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  svg: ['xmlns', 'viewBox'],
  g: ['transform'],
  rect: ['transform', 'x', 'y', 'width', 'height'],
  circle: ['transform', 'cx', 'cy', 'r'],
  path: ['transform', 'd'],
  text: ['transform', 'x', 'y'],
};
const INVISIBLE_ATTRIBUTES = /^(?:id|class|role|aria-.*)$/;
/** Elements that are not painted. */
export const INVISIBLE_ELEMENTS: ReadonlySet<string> = new Set(['title', 'desc', 'metadata']);

/** Length of the handles of a cubic curve that approximates a quarter circle of radius 1. */
const QUARTER_CIRCLE = 0.5523;

/**
 * Returns the filled areas of an element and its descendants.
 * @param inherited style of the parent
 * @param transform from units of the element to pixels
 * @throws {UnsupportedSvgError} if the drawing uses an unsupported feature
 */
export async function toFilledAreas(
  element: Element,
  inherited: Style,
  transform: Transform,
  shapeText: ShapeText,
): Promise<readonly FilledArea[]> {
  if (INVISIBLE_ELEMENTS.has(element.name)) return [];
  const style = { ...inherited, ...readStyle(element) };
  const own = applyTransforms(transform, element.attributes.transform ?? '');
  const areas = [...(await paintElement(element, style, own, shapeText))];
  for (const child of element.name === 'text' ? [] : element.children) {
    if (child.type === 'element') areas.push(...(await toFilledAreas(child, style, own, shapeText)));
  }
  return areas;
}

function readStyle({ name, attributes, children }: Element): Style {
  const own = Object.hasOwn(ELEMENT_ATTRIBUTES, name) ? ELEMENT_ATTRIBUTES[name] : undefined;
  if (own === undefined) throw new UnsupportedSvgError(`\`<${name}>\``);
  const style: Record<string, string> = {};
  for (const [attribute, value] of Object.entries(attributes)) {
    if (STYLE_ATTRIBUTES.has(attribute)) style[attribute] = value ?? '';
    else if (!own.includes(attribute) && !INVISIBLE_ATTRIBUTES.test(attribute))
      throw new UnsupportedSvgError(`\`${attribute}\` of \`<${name}>\``);
  }
  const inner = children.find(({ type }) => name === 'text' && type === 'element');
  if (inner !== undefined) throw new UnsupportedSvgError('an element in `<text>`');
  return style;
}

async function paintElement(
  element: Element,
  style: Style,
  transform: Transform,
  shapeText: ShapeText,
): Promise<readonly FilledArea[]> {
  const number = (name: string): number => parseNumberList(element.attributes[name] ?? '0')[0] ?? 0;
  switch (element.name) {
    case 'rect':
      return paintOutline(
        rectangle([number('x'), number('y')], number('width'), number('height')),
        style,
        transform,
      );
    case 'circle':
      return paintOutline(circle(number('cx'), number('cy'), number('r')), style, transform);
    case 'path':
      return paintOutline(
        requireSupported(parseSvgPath(element.attributes.d ?? ''), 'the path of a `<path>`'),
        style,
        transform,
      );
    case 'text': {
      const text = await shapeText(getTextContent(element).replace(/\s+/g, ' ').trim(), style);
      return paintOutline(text, style, translate(transform, number('x'), number('y')));
    }
    default:
      return [];
  }
}

const rectangle = ([x, y]: Point, width: number, height: number): Outline => [
  {
    start: [x, y],
    steps: [{ to: [x + width, y] }, { to: [x + width, y + height] }, { to: [x, y + height] }],
    isClosed: true,
  },
];

function circle(x: number, y: number, r: number): Outline {
  const k = r * QUARTER_CIRCLE;
  const quarter = (a: Point, b: Point, to: Point) => ({ handles: [a, b] as const, to });
  return [
    {
      start: [x + r, y],
      steps: [
        quarter([x + r, y + k], [x + k, y + r], [x, y + r]),
        quarter([x - k, y + r], [x - r, y + k], [x - r, y]),
        quarter([x - r, y - k], [x - k, y - r], [x, y - r]),
        quarter([x + k, y - r], [x + r, y - k], [x + r, y]),
      ],
      isClosed: true,
    },
  ];
}

/** Returns the areas of a shape's fill and stroke. The default is a black fill and no stroke. */
function paintOutline(outline: Outline, style: Style, transform: Transform): readonly FilledArea[] {
  const {
    fill = '#000000',
    stroke = 'none',
    'stroke-width': width = '1',
    'stroke-dasharray': dashes,
  } = style;
  const lines = flattenOutline(outline, transform);
  const scale = Math.sqrt(Math.abs(transform.scaleX * transform.scaleY));
  const pixels = (list: string): readonly number[] => parseNumberList(list).map((length) => length * scale);
  const [thickness = scale] = pixels(width);
  const pattern = dashes === undefined || dashes === 'none' ? [] : pixels(dashes);
  const drawn = (): readonly Polyline[] => lines.flatMap((line) => strokePolyline(line, thickness, pattern));
  return [
    ...(fill === 'none' ? [] : [{ polygons: lines, color: parseColor(fill) }]),
    ...(stroke === 'none' ? [] : [{ polygons: drawn(), color: parseColor(stroke) }]),
  ];
}

function parseColor(value: string): Color {
  const [, red = '', green = '', blue = ''] = requireSupported(
    /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(value) ?? undefined,
    `the color \`${value}\``,
  );
  const channel = (hex: string): number => Number.parseInt(hex, 16);
  return [channel(red), channel(green), channel(blue)];
}

function applyTransforms(outer: Transform, list: string): Transform {
  const steps = [...list.matchAll(/(\w+)\s*\(([^)]*)\)/g)];
  if (list.replace(/(\w+)\s*\(([^)]*)\)/g, '').trim() !== '') throw new UnsupportedSvgError('a `transform`');
  return steps.reduce(
    (before, [step, name = '', numbers = '']) => applyTransform(before, step, name, parseNumberList(numbers)),
    outer,
  );
}

function applyTransform(
  transform: Transform,
  step: string,
  name: string,
  [x = 0, y]: readonly number[],
): Transform {
  if (name === 'translate') return translate(transform, x, y ?? 0);
  if (name === 'scale')
    return { ...transform, scaleX: transform.scaleX * x, scaleY: transform.scaleY * (y ?? x) };
  throw new UnsupportedSvgError(`\`${step}\``);
}

const translate = (transform: Transform, x: number, y: number): Transform => ({
  ...transform,
  x: transform.x + x * transform.scaleX,
  y: transform.y + y * transform.scaleY,
});

function requireSupported<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new UnsupportedSvgError(what);
  return value;
}
