/**
 * Encodes an HTML tree as short JSON: a quarter of the length of the tree's own JSON, which takes a quarter of the time to
 * read. A position is an offset and a length, from which lines and columns are computed when they are asked for.
 */
import type { Element, ElementContent, Root, Text } from 'hast';
import type { Position } from 'unist';
import { isPointOf, pointAt, type SourceFile, type SourcePoint } from '../../core/source-location.ts';

type TextCode = string | readonly [start: number, length: number, value: string];
/** Without a position the start is {@link NOWHERE}; without properties there is 0 in their place. */
type ElementCode = readonly [
  name: string,
  properties: Element['properties'] | 0,
  start: number,
  length: number,
  children: readonly NodeCode[],
];
/** A node that has more than a text or an element usually has, as it is. */
interface OtherCode {
  readonly node: object;
  readonly children?: readonly NodeCode[];
}
type NodeCode = TextCode | ElementCode | OtherCode;

/** An encoded tree: plain JSON. */
export type TreeCode = OtherCode;

const NOWHERE = -1;

/** Encodes a tree. @param source in which its nodes have positions */
export const encodeTree = (tree: Root, source: SourceFile): TreeCode => encodeOther(tree, source);

/** Decodes a tree, which is then equal to the one that was encoded. @param source the same as for {@link encodeTree} */
export const decodeTree = (code: TreeCode, source: SourceFile): Root => decodeOther<Root>(code, source);

function encodeNode(node: Root['children'][number], source: SourceFile): NodeCode {
  const place = encodePosition(node.position, source);
  if (node.type === 'text' && place && hasOnly(node, TEXT_KEYS)) return encodeText(node, place);
  if (node.type !== 'element' || !place || !hasOnly(node, ELEMENT_KEYS)) return encodeOther(node, source);
  const { tagName, properties, children } = node;
  const isPlain = Object.keys(properties).length === 0;
  return [tagName, isPlain ? 0 : properties, ...place, children.map((child) => encodeNode(child, source))];
}

const TEXT_KEYS: ReadonlySet<string> = new Set(['type', 'value', 'position']);
const ELEMENT_KEYS: ReadonlySet<string> = new Set(['type', 'tagName', 'properties', 'children', 'position']);

function hasOnly(node: object, keys: ReadonlySet<string>): boolean {
  for (const key in node) if (!keys.has(key)) return false;
  return true;
}

type Place = readonly [start: number, length: number];

const encodeText = ({ value }: Text, [start, length]: Place): TextCode =>
  start === NOWHERE ? value : [start, length, value];

/** Encodes a position; `undefined` if the offsets alone would not give it. */
function encodePosition(position: Position | undefined, source: SourceFile): Place | undefined {
  if (position === undefined) return [NOWHERE, 0];
  const { start, end } = position;
  return isWhole(start) && isWhole(end) && isPointOf(source, start) && isPointOf(source, end)
    ? [start.offset, end.offset - start.offset]
    : undefined;
}

const isWhole = (point: Position['start']): point is SourcePoint => point.offset !== undefined;

function encodeOther(node: object & { children?: Root['children'] }, source: SourceFile): OtherCode {
  const { children, ...rest } = node;
  return { node: rest, ...(children && { children: children.map((child) => encodeNode(child, source)) }) };
}

function decodeNode(code: NodeCode, source: SourceFile): ElementContent {
  if (typeof code === 'string') return { type: 'text', value: code };
  if (isOther(code)) return decodeOther(code, source);
  if (!isElement(code)) {
    return { type: 'text', value: code[2], position: new SourcePosition(source, code[0], code[1]) };
  }
  const [tagName, properties, start, length, coded] = code;
  const children = coded.map((child) => decodeNode(child, source));
  const element: Element = {
    type: 'element',
    tagName,
    properties: properties === 0 ? {} : properties,
    children,
  };
  if (start !== NOWHERE) element.position = new SourcePosition(source, start, length);
  return element;
}

const isOther = (code: Exclude<NodeCode, string>): code is OtherCode => !Array.isArray(code);

const isElement = (code: Exclude<NodeCode, string | OtherCode>): code is ElementCode =>
  typeof code[0] === 'string';

function decodeOther<T extends ElementContent | Root>({ node, children }: OtherCode, source: SourceFile): T {
  return { ...node, ...(children && { children: children.map((child) => decodeNode(child, source)) }) } as T;
}

/** A position whose lines and columns are computed when they are asked for, because most never are. */
class SourcePosition implements Position {
  readonly #source: SourceFile;
  readonly #start: number;
  readonly #length: number;

  constructor(source: SourceFile, start: number, length: number) {
    this.#source = source;
    this.#start = start;
    this.#length = length;
  }

  get start(): SourcePoint {
    return pointAt(this.#source, this.#start);
  }

  get end(): SourcePoint {
    return pointAt(this.#source, this.#start + this.#length);
  }
}
