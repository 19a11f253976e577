/** What a drawing has below its words: covers of one design have the same, and it is most of what there is to paint. */
import type { Element } from 'xast';
import { Canvas, type Size } from '../../lib/raster/canvas.ts';
import { type Mark, SILENT } from '../../lib/raster/svg-shapes.ts';

/** A drawing in two: what is painted before the first words, and the rest. */
export interface Divided {
  readonly ground: Element;
  readonly rest: Element;
}

export function divided(root: Element): Divided {
  const seen = root.children.filter((child) => child.type === 'element' && !SILENT.has(child.name));
  const first = seen.findIndex(hasWords);
  const end = first < 0 ? seen.length : first;
  return {
    ground: { ...root, children: seen.slice(0, end) },
    rest: { ...root, children: seen.slice(end) },
  };
}

const hasWords = (node: Element['children'][number]): boolean =>
  node.type === 'element' && (node.name === 'text' || node.children.some(hasWords));

/** The same for drawings that give the same pixels, wherever they stand in a file. */
export const keyOf = (drawing: Element, size: Size): string => JSON.stringify([size, plain(drawing)]);

const plain = ({ name, attributes, children }: Element): readonly unknown[] => [
  name,
  attributes,
  children.flatMap((child) => (child.type === 'element' ? [plain(child)] : [])),
];

/** The one painted last. */
let known: { readonly key: string; readonly canvas: Promise<Canvas> } | undefined;

/**
 * @param marksOf what is to be painted below
 * @param use paints on it, and is done when it returns
 * Rejects as `marksOf` does.
 */
export async function onGround<T>(
  key: string,
  size: Size,
  marksOf: () => Promise<readonly Mark[]>,
  use: (canvas: Canvas) => T,
): Promise<T> {
  if (known?.key !== key) known = { key, canvas: marksOf().then((marks) => groundOf(size, marks)) };
  const canvas = await known.canvas;
  try {
    return use(canvas);
  } finally {
    canvas.takeBack();
  }
}

function groundOf(size: Size, marks: readonly Mark[]): Canvas {
  const canvas = new Canvas(size);
  for (const { polygons, color } of marks) canvas.fill(polygons, color);
  canvas.settle();
  return canvas;
}
