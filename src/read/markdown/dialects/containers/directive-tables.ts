/**
 * Builds tables of data and of lists, as directives and divisions have them, as ours:
 * https://docutils.sourceforge.io/docs/ref/rst/directives.html#csv-table, https://github.com/pandoc-ext/list-table.
 */
import type { Code, Paragraph, PhrasingContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { Position } from 'unist';
import type { Block, Container } from './replace-containers.ts';

/** A directive with data. */
export interface DataDirective {
  /** The caption; as text if it is not parsed yet. */
  readonly title: readonly PhrasingContent[] | string;
  readonly id: string | undefined;
  readonly options: ReadonlyMap<string, string>;
  readonly value: string;
  /** Lines between the first one and the data. */
  readonly linesAbove: number;
  readonly position: Position | undefined;
}

/** Builds the table of `{csv-table}`, whose cells are Markdown. */
export function buildDataTable(directive: DataDirective): ContainerDirective {
  const { title, id, options, value, linesAbove, position } = directive;
  const place = position && { position };
  const code: Code = { type: 'code', lang: 'csv', value, data: { linesAbove }, ...place };
  const file = options.get('file') ?? options.get('url');
  const attributes = {
    ...translateOptions(options),
    cells: 'markdown',
    ...(typeof title === 'string' && { caption: title }),
    ...(file !== undefined && { src: file }),
    ...(options.has('header') && { header: options.get('header') ?? '' }),
    ...(options.has('delim') && { delimiter: options.get('delim') ?? '' }),
  };
  return buildTable(
    { title: typeof title === 'string' ? [] : title, id, attributes, position },
    value.trim() === '' ? [] : [code],
  );
}

/** Builds the table of `{list-table}`, or of `::: {.list-table}`, in which a paragraph above the list is the caption. */
export function buildListTable(
  { node, title = [], children }: Container,
  id: string | undefined,
  options: ReadonlyMap<string, string>,
): ContainerDirective {
  const [first, ...rest] = children;
  const hasCaption = title.length === 0 && first?.type === 'paragraph' && rest[0]?.type === 'list';
  const words = hasCaption ? first.children : title;
  const table = { title: words, id, attributes: translateOptions(options), position: node.position };
  return buildTable(table, hasCaption ? rest : children);
}

interface TableParts extends Pick<DataDirective, 'id' | 'position'> {
  readonly title: readonly PhrasingContent[];
  readonly attributes: Readonly<Record<string, string>>;
}

function buildTable(
  { title, id, attributes, position }: TableParts,
  children: readonly Block[],
): ContainerDirective {
  const label: Paragraph = { type: 'paragraph', data: { directiveLabel: true }, children: [...title] };
  return {
    type: 'containerDirective',
    name: 'table',
    attributes: { ...attributes, ...(id !== undefined && { id }) },
    data: { isForeign: true },
    children: [...(title.length > 0 ? [label] : []), ...children],
    ...(position && { position }),
  };
}

/** Translates options into attributes of ours. Without `header-rows` these tables have no headings. */
function translateOptions(options: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const heads = options.get('stub-columns') ?? options.get('header-cols');
  const widths = options.get('widths');
  const aligns = options.get('aligns');
  return {
    'header-rows': options.get('header-rows') ?? '0',
    ...(heads !== undefined && { 'row-heads': heads }),
    // `grid` is the widths as they are drawn.
    ...(widths !== undefined && widths !== 'grid' && { widths }),
    ...(aligns !== undefined && { align: aligns }),
  };
}
