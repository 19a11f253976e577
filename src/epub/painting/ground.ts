/** What a drawing has below its words: covers of one design have the same, and it is most of what there is to paint. */
import type { Element } from 'xast';
import { Canvas, type Size } from './canvas.ts';
import { type Mark, SILENT } from './shapes.ts';

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

/** @param marksOf what is to be painted; rejects as that does */
export async function painted(
  key: string,
  size: Size,
  marksOf: () => Promise<readonly Mark[]>,
): Promise<Canvas> {
  if (known?.key !== key) {
    const canvas = marksOf().then((marks) => {
      const fresh = new Canvas(size);
      for (const { polygons, color } of marks) fresh.fill(polygons, color);
      return fresh;
    });
    known = { key, canvas };
  }
  return (await known.canvas).copy();
}
