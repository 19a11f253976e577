/** Builds figures, images and tables of directives, and those of Quarto's divisions, as ours, with their captions. */
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
  if (!/^table(?:Part)?$/.test(table?.type ?? '') || table === undefined || !title?.length)
    return buildPlain(container);
  return [
    ...buildCaptioned('table', container, { type: 'paragraph', children: [...title] }, [table]),
    ...rest,
  ];
}

/**
 * Builds the figure of `::: {#fig-one}` or the table of `::: {#tbl-one}`, whose last paragraph is the caption:
 * https://quarto.org/docs/authoring/cross-references.html.
 * @returns `undefined` for any other division, and without a caption
 */
export function buildReferenced(container: Container): readonly Block[] | undefined {
  const { opening, children } = container;
  const [, kind] = /^(fig|tbl)-/.exec(opening.attributes.id ?? '') ?? [];
  if (kind === undefined)
    return opening.attributes.values.has('tbl-colwidths') ? sizeTable(container) : undefined;
  const [content, caption] = [children.slice(0, -1), children.at(-1)];
  if (kind === 'tbl' && content.length === 0) return nameTable(container, caption);
  if (caption?.type !== 'paragraph' || isImages(caption) || content.length === 0) return undefined;
  if (kind === 'fig')
    return content.every(isImages) ? buildCaptioned('figure', container, caption, content) : undefined;
  const isTable = content.length === 1 && /^table(?:Part)?$/.test(content[0]?.type ?? '');
  return isTable ? buildCaptioned('table', container, caption, content) : undefined;
}

/** Gives the table of `::: {tbl-colwidths="[60,40]"}`, which may have a caption, the widths of its columns. */
function sizeTable(container: Container): readonly Block[] | undefined {
  const [table, ...others] = container.children;
  if (table === undefined || others.length > 0) return undefined;
  if (!/^table(?:Part)?$/.test(table.type)) return nameTable(container, table);
  const caption: Paragraph = { type: 'paragraph', children: [] };
  return buildCaptioned('table', container, caption, [table]).map((box) => ({
    ...box,
    children: [table] as Block[] as ContainerDirective['children'],
  }));
}

/** Gives a table that has its own caption the id of the division around it. */
function nameTable({ opening }: Container, table: Block | undefined): readonly Block[] | undefined {
  if (table?.type !== 'containerDirective' || table.name !== 'table') return undefined;
  const { id, values } = opening.attributes;
  const widths = values.get('tbl-colwidths');
  const given = { ...(id !== undefined && { id }), ...(widths !== undefined && { widths }) };
  return [{ ...table, attributes: { ...given, ...table.attributes } }];
}

/** Returns whether a block is a paragraph of images alone, with their attributes. */
const isImages = (block: Block): boolean =>
  block.type === 'paragraph' &&
  block.children.some(({ type }) => IMAGES.has(type)) &&
  block.children.every(
    (child) => IMAGES.has(child.type) || (child.type === 'text' && NO_WORDS.test(child.value)),
  );

const NO_WORDS = /^\s*(?:\{[^{}\n]*\}\s*)?$/;
const IMAGES: ReadonlySet<string> = new Set(['image', 'imageReference']);

function buildCaptioned(
  name: 'figure' | 'table',
  { node, opening }: Container,
  caption: Paragraph,
  children: readonly Block[],
): readonly ContainerDirective[] {
  const { id, values } = opening.attributes;
  // `tbl-colwidths` of Quarto, or the option of a directive.
  const widths = values.get('tbl-colwidths') ?? values.get('widths') ?? opening.options.get('widths');
  return [
    {
      type: 'containerDirective',
      name,
      attributes: {
        ...(id !== undefined && { id }),
        ...(name === 'table' && widths !== undefined && widths !== 'grid' && { widths }),
      },
      data: { isForeign: true },
      children: [{ ...caption, data: { directiveLabel: true } }, ...children],
      ...(node.position && { position: node.position }),
    },
  ];
}
