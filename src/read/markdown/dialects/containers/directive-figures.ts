/** Builds figures, images and tables of directives as ours, with their captions. */
import type { Image, Paragraph } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { Position } from 'unist';
import { type Block, buildPlain, type Container } from './replace-containers.ts';

const LENGTH = /^\d*\.?\d+(?:px|%|pt|cm|mm|in)?$/;

/** Builds an image in a paragraph of its own. */
export function buildImage(
  url: string,
  options: ReadonlyMap<string, string>,
  position: Position | undefined,
): Paragraph {
  const width = options.get('width');
  const image: Image = {
    type: 'image',
    url,
    alt: options.get('alt') ?? '',
    ...(width !== undefined && LENGTH.test(width) && { data: { hProperties: { width } } }),
    ...(position && { position }),
  };
  return { type: 'paragraph', children: [image] };
}

/** Builds a figure: the first paragraph below the image is its caption. Without one, it is an image. */
export function buildFigure(container: Container, url: string): readonly Block[] {
  const { node, opening, children } = container;
  if (url === '') return buildPlain({ ...container, title: undefined });
  const image = buildImage(url, opening.options, node.position);
  const [caption, ...legend] = children;
  if (caption?.type !== 'paragraph') return [image, ...children];
  return [...buildCaptioned('figure', container, caption, [image]), ...legend];
}

/** Builds a table with a caption. */
export function buildTable(container: Container): readonly Block[] {
  const { title, children } = container;
  const [table, ...rest] = children;
  if (table?.type !== 'table' || !title?.length) return buildPlain(container);
  return [
    ...buildCaptioned('table', container, { type: 'paragraph', children: [...title] }, [table]),
    ...rest,
  ];
}

function buildCaptioned(
  name: 'figure' | 'table',
  { node, opening }: Container,
  caption: Paragraph,
  children: readonly Block[],
): readonly ContainerDirective[] {
  const { id } = opening.attributes;
  return [
    {
      type: 'containerDirective',
      name,
      attributes: id === undefined ? {} : { id },
      data: { isForeign: true },
      children: [{ ...caption, data: { directiveLabel: true } }, ...children],
      ...(node.position && { position: node.position }),
    },
  ];
}
