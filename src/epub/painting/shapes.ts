/** A drawing of rectangles, circles, paths and words as the content of a PDF page. */
import type { Element } from 'xast';
import { textOf } from '../compatible/elements.ts';
import { numbers, written } from './numbers.ts';
import { outlineOf } from './path.ts';

/** What an element has from those around it. SVG calls them presentation attributes. */
export type Look = Readonly<Record<string, string>>;

/** Words as an SVG path, in the drawing's units, from where they begin. */
export type SetWords = (text: string, look: Look) => Promise<string>;

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
const SILENT = new Set(['title', 'desc', 'metadata']);

/** How far a curve's handles reach to be a quarter of a circle. */
const QUARTER = 0.5523;

/**
 * @returns operators of ISO 32000-2, the origin above on the left
 * @throws {NotUnderstood}
 */
export async function contentOf(element: Element, around: Look, setWords: SetWords): Promise<string> {
  if (SILENT.has(element.name)) return '';
  const look = { ...around, ...understood(element) };
  const parts = [matrixOf(element.attributes.transform ?? ''), await shapeOf(element, look, setWords)];
  for (const child of element.name === 'text' ? [] : element.children) {
    if (child.type === 'element') parts.push(await contentOf(child, look, setWords));
  }
  return ['q', ...parts, 'Q'].filter((part) => part !== '').join('\n');
}

function understood({ name, attributes, children }: Element): Look {
  const own = OWN[name];
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

async function shapeOf(element: Element, look: Look, setWords: SetWords): Promise<string> {
  const number = (name: string): number => numbers(element.attributes[name] ?? '0')[0] ?? 0;
  switch (element.name) {
    case 'rect':
      return painted(`${written(number('x'), number('y'), number('width'), number('height'))} re`, look);
    case 'circle':
      return painted(circle(number('cx'), number('cy'), number('r')), look);
    case 'path':
      return painted(known(outlineOf(element.attributes.d ?? ''), 'the path of a `<path>`'), look);
    case 'text': {
      const words = await setWords(textOf(element).replace(/\s+/g, ' ').trim(), look);
      const path = known(outlineOf(words), 'the outline of a letter');
      return `1 0 0 1 ${written(number('x'), number('y'))} cm\n${painted(path, look)}`;
    }
    default:
      return '';
  }
}

function circle(x: number, y: number, r: number): string {
  const k = r * QUARTER;
  const curve = (...values: number[]): string => `${written(...values)} c`;
  return [
    `${written(x + r, y)} m`,
    curve(x + r, y + k, x + k, y + r, x, y + r),
    curve(x - k, y + r, x - r, y + k, x - r, y),
    curve(x - r, y - k, x - k, y - r, x, y - r),
    curve(x + k, y - r, x + r, y - k, x + r, y),
    'h',
  ].join('\n');
}

/** Black where nothing is said; no line where nothing is said. */
function painted(path: string, look: Look): string {
  const { fill = '#000000', stroke = 'none', 'stroke-width': width = '1', 'stroke-dasharray': dashes } = look;
  const isDashed = dashes !== undefined && dashes !== 'none';
  const pen = stroke === 'none' ? [] : [`${color(stroke)} RG`, `${written(numbers(width)[0] ?? 1)} w`];
  const paint = { true: { true: 'B', false: 'f' }, false: { true: 'S', false: 'n' } } as const;
  return [
    ...(fill === 'none' ? [] : [`${color(fill)} rg`]),
    ...pen,
    ...(isDashed ? [`[${written(...numbers(dashes))}] 0 d`] : []),
    path,
    paint[`${fill !== 'none'}`][`${stroke !== 'none'}`],
  ].join('\n');
}

function color(value: string): string {
  const [, hex] = /^#([\da-f]{6})$/i.exec(value) ?? [];
  const channels = known(hex?.match(/../g) ?? undefined, `the color \`${value}\``);
  return written(...channels.map((channel) => Number.parseInt(channel, 16) / 255));
}

function matrixOf(transform: string): string {
  const steps = [...transform.matchAll(/(\w+)\s*\(([^)]*)\)/g)];
  if (transform.replace(/(\w+)\s*\(([^)]*)\)/g, '').trim() !== '') throw new NotUnderstood('a `transform`');
  return steps.map(([step, name = '', list = '']) => matrixStep(step, name, numbers(list))).join('\n');
}

function matrixStep(step: string, name: string, [x = 0, y]: readonly number[]): string {
  if (name === 'translate') return `1 0 0 1 ${written(x, y ?? 0)} cm`;
  if (name === 'scale') return `${written(x)} 0 0 ${written(y ?? x)} 0 0 cm`;
  throw new NotUnderstood(`\`${step}\``);
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new NotUnderstood(what);
  return value;
}
