/**
 * Reads captions of tables: `Table: words` or `: words` in a paragraph beside a table (https://pandoc.org/MANUAL.html#tables),
 * and `[words]` in the line above or below it (https://fletcher.github.io/MultiMarkdown-6/syntax/tables.html).
 */
import type { BlockContent, Paragraph, PhrasingContent, RootContent, Table } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { Parent } from 'unist';
import type { SourceFile } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { BRACES_AT_END, readAttributes } from '../attribute-list.ts';
import type { DialectSyntax } from '../dialect.ts';
import { sliceText } from '../slice-text.ts';
import type { TablePart } from './table-nodes.ts';

export const tableCaptions: DialectSyntax = {
  transform: (tree, source) => {
    visit(tree, (node) => {
      if (!('children' in node) || node.type === 'tablePart' || node.type === 'table') return;
      const children = node.children as RootContent[];
      if (!children.some(isTable) || isCaptioned(node)) return;
      node.children = addCaptions(children, source) as typeof node.children;
    });
  },
};

const isTable = (node: RootContent | undefined): node is Table | TablePart =>
  node?.type === 'table' || isTableElement(node);

const isTableElement = (node: RootContent | undefined): boolean =>
  node?.type === 'tablePart' && node.position !== undefined;

/** Returns whether a block is a table with its caption already. */
const isCaptioned = (node: Parent | ContainerDirective): boolean => 'name' in node && node.name === 'table';

/** The words of a caption, and the id for references. */
interface Caption {
  readonly words: readonly PhrasingContent[];
  readonly id?: string | undefined;
  /** The widths of the columns: `widths`, or `tbl-colwidths` of Quarto. */
  readonly widths?: string | undefined;
}

/** Puts each table with a caption into a box. A caption after a table counts before that of the next one. */
function addCaptions(children: readonly RootContent[], source: SourceFile): readonly RootContent[] {
  const built: RootContent[] = [];
  let taken: RootContent | undefined;
  for (const [index, child] of children.entries()) {
    if (child === taken) continue;
    if (!isTable(child)) {
      built.push(child);
      continue;
    }
    const above = readCaption(built.at(-1), source) ?? readBrackets(built.at(-1), child, source);
    if (above !== undefined) built.pop();
    const below = above ?? readCaption(children[index + 1], source);
    if (below !== above) taken = children[index + 1];
    const caption = below ?? takeLastRow(child, source);
    built.push(caption === undefined ? child : buildBox(child, caption));
  }
  return built;
}

function buildBox(table: Table | TablePart, { words, id, widths }: Caption): ContainerDirective {
  const label: Paragraph = {
    type: 'paragraph',
    data: { directiveLabel: true },
    children: [...words],
  };
  return {
    type: 'containerDirective',
    name: 'table',
    data: { isForeign: true },
    ...((id ?? widths) !== undefined && {
      attributes: {
        ...(id !== undefined && { id }),
        ...(widths !== undefined && { widths }),
      },
    }),
    children: [label, table as BlockContent],
    ...(table.position && { position: table.position }),
  };
}

const PREFIX = /^(?:[Tt]able)?:[ \t]+(?:\(#(tab:[\w-]+)\)[ \t]*)?/;

function readCaption(node: RootContent | undefined, source: SourceFile): Caption | undefined {
  if (node?.type !== 'paragraph' || node.data !== undefined) return undefined;
  const [first, ...others] = node.children;
  const [prefix, bookdownId] = (first?.type === 'text' && PREFIX.exec(first.value)) || [];
  const isEscaped = source.text[node.position?.start.offset ?? 0] === '\\';
  if (first?.type !== 'text' || prefix === undefined || isEscaped) return undefined;
  const rest = sliceText(first, prefix.length, first.value.length, source);
  const { words, id = bookdownId, widths } = takeAttributes([rest, ...others], source);
  if (!words.some((word) => word.type !== 'text' || word.value.trim() !== '')) return undefined;
  return { words, id, widths };
}

/** Takes the attributes from the end of a caption. Of these, the id and the widths of the columns have a meaning. */
function takeAttributes(words: readonly PhrasingContent[], source: SourceFile): Caption {
  const last = words.at(-1);
  const [braces, written = ''] = (last?.type === 'text' && BRACES_AT_END.exec(last.value)) || [];
  const attributes = readAttributes(written);
  if (last?.type !== 'text' || braces === undefined || attributes === undefined) return { words };
  const rest = sliceText(last, 0, last.value.length - braces.length, source);
  const widths = attributes.values.get('widths') ?? attributes.values.get('tbl-colwidths');
  return { words: [...words.slice(0, -1), rest], id: attributes.id, widths };
}

const BRACKETS = /^\[([^[\]|\n]+)\]$/;

/** Reads words in brackets in the line above a table. */
function readBrackets(
  node: RootContent | undefined,
  table: Table | TablePart,
  source: SourceFile,
): Caption | undefined {
  if (node?.type !== 'paragraph' || node.position?.end.line !== (table.position?.start.line ?? 0) - 1)
    return undefined;
  return takeBrackets(node.children, source);
}

function takeBrackets(children: readonly PhrasingContent[], source: SourceFile): Caption | undefined {
  const [text, ...others] = children;
  if (text?.type !== 'text' || others.length > 0) return undefined;
  const [, words] = BRACKETS.exec(text.value) ?? [];
  return words === undefined ? undefined : { words: [sliceText(text, 1, 1 + words.length, source)] };
}

/** Takes the last row, if it is words in brackets without a bar. */
function takeLastRow(table: Table | TablePart, source: SourceFile): Caption | undefined {
  const row = table.type === 'table' && table.children.length > 2 ? table.children.at(-1) : undefined;
  const [cell] = row?.children ?? [];
  const { start, end } = row?.position ?? {};
  if (cell === undefined || source.text.slice(start?.offset, end?.offset).includes('|')) return undefined;
  const caption = takeBrackets(cell.children, source);
  if (caption !== undefined) table.children.pop();
  return caption;
}
