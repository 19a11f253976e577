/**
 * Builds columns and pictures beside text from divisions: `::: columns` with `::: {.column width="40%"}` of pandoc, `::: {layout-ncol=2}`
 * and `layout="[40, 60]"` of Quarto, and our `::: easy-read`. https://quarto.org/docs/authoring/figures.html#complex-layouts
 */
import type { ContainerDirective } from 'mdast-util-directive';
import type { Block, Container } from './replace-containers.ts';

/** What a division becomes: the name of a container, and of text columns their number. */
interface Layout {
  readonly name: string;
  readonly count?: string;
}

/** Names and classes of divisions. */
const LAYOUTS: ReadonlyMap<string, Layout> = new Map<string, Layout>([
  ...['columns', 'column', 'easy-read'].map((name) => [name, { name }] as const),
  ...['two-columns', 'columns-2', 'multicol', 'multi-column'].map(
    (name) => [name, { name: 'columns', count: '2' }] as const,
  ),
  ...['three-columns', 'columns-3'].map((name) => [name, { name: 'columns', count: '3' }] as const),
]);

/** Attributes that a layout has, or any element. */
const KEPT: ReadonlySet<string> = new Set(['width', 'count', 'lang', 'dir']);

/** Builds a layout. @returns `undefined` for another division */
export function buildLayout(container: Container): readonly Block[] | undefined {
  const { opening, children } = container;
  const { name, attributes } = opening;
  const rows = arrangeRows(container);
  if (rows !== undefined) return rows;
  const found = [name, ...attributes.classes].map((each) => LAYOUTS.get(each)).find((each) => each);
  if (found === undefined) return undefined;
  const { name: layout, ...added } = found;
  return [build(container, layout, children, added)];
}

function build(
  { node, opening, title }: Container,
  name: string,
  children: readonly Block[],
  added: Readonly<Record<string, string>>,
): ContainerDirective {
  const { id, values } = opening.attributes;
  const kept = [...values].filter(([key]) => KEPT.has(key));
  const words = title?.length ? [{ type: 'paragraph' as const, children: [...title] }] : [];
  return {
    type: 'containerDirective',
    name,
    attributes: { ...added, ...Object.fromEntries(kept), ...(id !== undefined && { id }) },
    data: { isForeign: true },
    children: [...words, ...children],
    ...(node.position && { position: node.position }),
  };
}

/** Arranges the blocks of a division of Quarto in rows. @returns `undefined` for another division */
function arrangeRows(container: Container): readonly Block[] | undefined {
  const { values, id = '' } = container.opening.attributes;
  const [count, layout] = [values.get('layout-ncol'), values.get('layout')];
  if ((count === undefined && layout === undefined) || /^(?:fig|tbl|lst)[-:]/.test(id)) return undefined;
  const shares = layout === undefined ? readCount(count ?? '') : readShares(layout);
  const isWrong = shares === undefined;
  const wrong = count === undefined ? { layout: layout ?? '' } : { 'layout-ncol': count };
  if (isWrong) return [build(container, 'columns', container.children, wrong)];
  const rows: Block[] = [];
  let rest = container.children;
  for (let at = 0; rest.length > 0 && shares.length > 0; at += 1) {
    const row = shares[Math.min(at, shares.length - 1)] ?? [];
    const columns = rest.slice(0, row.length).map((block, place) => buildColumn(block, row, place));
    rest = rest.slice(row.length);
    rows.push(build({ ...container, title: undefined }, 'columns', columns, {}));
  }
  for (const row of rows.slice(1)) if (row.type === 'containerDirective') delete row.attributes?.id;
  return rows.length > 0 ? rows : [build(container, 'columns', [], {})];
}

function buildColumn(block: Block, row: readonly number[], place: number): ContainerDirective {
  const whole = row.reduce((sum, share) => sum + share, 0);
  const width = `${Math.round(((row[place] ?? 1) / whole) * 1000) / 10}%`;
  return {
    type: 'containerDirective',
    name: 'column',
    attributes: { width },
    data: { isForeign: true },
    children: [block],
    ...(block.position && { position: block.position }),
  };
}

const MAX_COLUMNS = 6;

/** Reads the number of columns of equal width. @returns rows of shares; the last is for all further rows */
function readCount(written: string): readonly (readonly number[])[] | undefined {
  const count = /^\d$/.test(written.trim()) ? Number(written) : 0;
  return count >= 1 && count <= MAX_COLUMNS ? [Array.from({ length: count }, () => 1)] : undefined;
}

/** Reads `[40, 60]` or `[[1, 1], [1]]`, in rows of shares. */
function readShares(written: string): readonly (readonly number[])[] | undefined {
  const inner = /^\s*\[(.*)\]\s*$/s.exec(written)?.[1]?.trim() ?? '';
  const rows = inner.startsWith('[') ? inner.split(/(?<=\])\s*,/) : [`[${inner}]`];
  const shares = rows.map((row) =>
    row
      .trim()
      .replace(/^\[|\]$/g, '')
      .split(',')
      .map((part) => (/^\s*\d{1,4}(?:\.\d{1,4})?\s*$/.test(part) ? Number(part) : 0)),
  );
  const isRow = (row: readonly number[]): boolean =>
    row.length <= MAX_COLUMNS && row.every((share) => share > 0);
  return shares.every(isRow) ? shares : undefined;
}
