/** A drawing of rectangles, circles, paths and words as areas of a color, in the order in which they are painted. */
import type { Element } from 'xast';
import { textOf } from '../xml/elements.ts';
import type { Color } from './canvas.ts';
import { numbers } from './numbers.ts';
import { type Outline, type Placing, type Point, type Polyline, polylinesOf } from './outline.ts';
import { strokeOf } from './stroke.ts';
import { outlineOf } from './svg-path.ts';

/** What an element has from those around it. SVG calls them presentation attributes. */
export type Look = Readonly<Record<string, string>>;

/** What is painted at once. */
export interface Mark {
  readonly polygons: readonly Polyline[];
  readonly color: Color;
}

/** Words in the drawing's units, from where they begin. */
export type SetWords = (text: string, look: Look) => Promise<Outline>;

/** The drawing has something that is not understood here; `message` says what. */
export class NotUnderstood extends Error {}

const LOOKS = new Set([
  ...['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-family', 'font-size', 'font-weight'],
  ...['direction', 'xml:lang'],
]);
/** What each element may have beside its looks; all may have what is not seen. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  svg: ['xmlns', 'viewBox'],
  g: ['transform'],
  rect: ['transform', 'x', 'y', 'width', 'height'],
  circle: ['transform', 'cx', 'cy', 'r'],
  path: ['transform', 'd'],
  text: ['transform', 'x', 'y'],
};
const UNSEEN = /^(?:id|class|role|aria-.*)$/;
/** Elements that are not seen. */
export const SILENT: ReadonlySet<string> = new Set(['title', 'desc', 'metadata']);

/** How far a curve's handles reach to be a quarter of a circle. */
const QUARTER = 0.5523;

/**
 * @param around what the element has from those around it
 * @param place from its units to pixels
 * @throws {NotUnderstood}
 */
export async function marksOf(
  element: Element,
  around: Look,
  place: Placing,
  setWords: SetWords,
): Promise<readonly Mark[]> {
  if (SILENT.has(element.name)) return [];
  const look = { ...around, ...understood(element) };
  const own = placed(place, element.attributes.transform ?? '');
  const marks = [...(await ownMarks(element, look, own, setWords))];
  for (const child of element.name === 'text' ? [] : element.children) {
    if (child.type === 'element') marks.push(...(await marksOf(child, look, own, setWords)));
  }
  return marks;
}

function understood({ name, attributes, children }: Element): Look {
  const own = Object.hasOwn(OWN, name) ? OWN[name] : undefined;
  if (own === undefined) throw new NotUnderstood(`\`<${name}>\``);
  const looks: Record<string, string> = {};
  for (const [attribute, value] of Object.entries(attributes)) {
    if (LOOKS.has(attribute)) looks[attribute] = value ?? '';
    else if (!own.includes(attribute) && !UNSEEN.test(attribute))
      throw new NotUnderstood(`\`${attribute}\` of \`<${name}>\``);
  }
  const inner = children.find(({ type }) => name === 'text' && type === 'element');
  if (inner !== undefined) throw new NotUnderstood('an element in `<text>`');
  return looks;
}

async function ownMarks(
  element: Element,
  look: Look,
  place: Placing,
  setWords: SetWords,
): Promise<readonly Mark[]> {
  const number = (name: string): number => numbers(element.attributes[name] ?? '0')[0] ?? 0;
  switch (element.name) {
    case 'rect':
      return painted(rectangle([number('x'), number('y')], number('width'), number('height')), look, place);
    case 'circle':
      return painted(circle(number('cx'), number('cy'), number('r')), look, place);
    case 'path':
      return painted(known(outlineOf(element.attributes.d ?? ''), 'the path of a `<path>`'), look, place);
    case 'text': {
      const words = await setWords(textOf(element).replace(/\s+/g, ' ').trim(), look);
      return painted(words, look, moved(place, number('x'), number('y')));
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
  const k = r * QUARTER;
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

/** Black where nothing is said; no line where nothing is said. */
function painted(outline: Outline, look: Look, place: Placing): readonly Mark[] {
  const { fill = '#000000', stroke = 'none', 'stroke-width': width = '1', 'stroke-dasharray': dashes } = look;
  const lines = polylinesOf(outline, place);
  const scale = Math.sqrt(Math.abs(place.scaleX * place.scaleY));
  const pixels = (list: string): readonly number[] => numbers(list).map((length) => length * scale);
  const [thickness = scale] = pixels(width);
  const pattern = dashes === undefined || dashes === 'none' ? [] : pixels(dashes);
  const drawn = (): readonly Polyline[] => lines.flatMap((line) => strokeOf(line, thickness, pattern));
  return [
    ...(fill === 'none' ? [] : [{ polygons: lines, color: color(fill) }]),
    ...(stroke === 'none' ? [] : [{ polygons: drawn(), color: color(stroke) }]),
  ];
}

function color(value: string): Color {
  const [, red = '', green = '', blue = ''] = known(
    /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(value) ?? undefined,
    `the color \`${value}\``,
  );
  const channel = (hex: string): number => Number.parseInt(hex, 16);
  return [channel(red), channel(green), channel(blue)];
}

function placed(place: Placing, transform: string): Placing {
  const steps = [...transform.matchAll(/(\w+)\s*\(([^)]*)\)/g)];
  if (transform.replace(/(\w+)\s*\(([^)]*)\)/g, '').trim() !== '') throw new NotUnderstood('a `transform`');
  return steps.reduce(
    (before, [step, name = '', list = '']) => placedStep(before, step, name, numbers(list)),
    place,
  );
}

function placedStep(place: Placing, step: string, name: string, [x = 0, y]: readonly number[]): Placing {
  if (name === 'translate') return moved(place, x, y ?? 0);
  if (name === 'scale') return { ...place, scaleX: place.scaleX * x, scaleY: place.scaleY * (y ?? x) };
  throw new NotUnderstood(`\`${step}\``);
}

const moved = (place: Placing, x: number, y: number): Placing => ({
  ...place,
  x: place.x + x * place.scaleX,
  y: place.y + y * place.scaleY,
});

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new NotUnderstood(what);
  return value;
}
