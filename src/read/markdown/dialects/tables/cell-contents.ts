/**
 * Parses the contents of cells as Markdown, all cells of a text at once: each is a quotation of a text that is made for the
 * parser. The definitions of the file are below them, because references in cells need these.
 */
import type { Nodes, PhrasingContent, Root, RootContent, Text } from 'mdast';
import type { Position } from 'unist';
import type { SourceFile } from '../../../../core/source-location.ts';
import { pointAt } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { mapToSource } from '../../../../lib/text/source-offsets.ts';
import type { Cell } from './table-shape.ts';

const MARK = '> ';

/** A text of cells, and where each of its lines is in the file. */
export class CellText {
  readonly text: string;
  /** For each line: where its content is in the file; `undefined` for lines that are not in it. */
  readonly #offsets: readonly (number | undefined)[];
  readonly #source: SourceFile;

  /** @param toFile converts an offset of a piece to an offset in the file */
  constructor(
    cells: readonly Cell[],
    labels: readonly string[],
    source: SourceFile,
    toFile: (offset: number) => number,
  ) {
    const lines: string[] = [];
    const offsets: (number | undefined)[] = [];
    for (const { pieces } of cells) {
      for (const { text, offset } of pieces.length === 0 ? [{ text: '', offset: 0 }] : pieces) {
        lines.push(`${MARK}${text}`);
        offsets.push(toFile(offset));
      }
      lines.push('');
      offsets.push(undefined);
    }
    lines.push(...labels.flatMap((label) => [`[${label}]: ${label.startsWith('^') ? 'x' : '<#x>'}`, '']));
    this.text = lines.join('\n');
    this.#offsets = offsets;
    this.#source = source;
  }

  /** Returns the offset in the file of a place in this text. */
  toFile(line: number, column: number): number {
    const offset = this.#offsets[line - 1] ?? 0;
    return offset + Math.max(0, column - 1 - MARK.length);
  }

  toPoint(line: number, column: number): Position['start'] {
    return pointAt(this.#source, this.toFile(line, column));
  }

  /** Gives the nodes of this text, which is parsed, their positions in the file. */
  moveToFile(tree: Root, asFile: SourceFile): void {
    visit(tree, (node) => {
      if ('children' in node) node.children = splitLines(node.children, asFile) as typeof node.children;
    });
    visit(tree, (node) => this.#moveNode(node, asFile));
  }

  #moveNode(node: Nodes, asFile: SourceFile): void {
    if (node.type === 'citation') {
      node.items = node.items.map((item) => {
        const { line, column } = pointAt(asFile, item.offset);
        return { ...item, offset: this.toFile(line, column) };
      });
    }
    const { position } = node;
    if (position === undefined) return;
    const { start, end } = position;
    if ((node.type === 'code' || node.type === 'html') && start.line < end.line) {
      const written = asFile.text.slice(start.offset, end.offset).replaceAll(`\n${MARK}`, '\n');
      node.data = { ...node.data, written };
    }
    // The file has other cells between the lines of a paragraph.
    if (node.type === 'paragraph' && start.line < end.line) delete node.position;
    else
      node.position = {
        start: this.toPoint(start.line, start.column),
        end: this.toPoint(end.line, end.column),
      };
  }
}

/** Splits texts at line ends, so that each has a position in one line. */
const splitLines = (children: readonly RootContent[], asFile: SourceFile): readonly RootContent[] =>
  children.some((child) => child.type === 'text' && child.value.includes('\n'))
    ? children.flatMap((child): readonly RootContent[] =>
        child.type === 'text' ? splitText(child, asFile) : [child],
      )
    : children;

function splitText(text: Text, asFile: SourceFile): readonly PhrasingContent[] {
  const { value, position } = text;
  if (!value.includes('\n') || position === undefined) return [text];
  const offsets = mapToSource(text, asFile.text);
  const point = (index: number): Position['start'] => pointAt(asFile, offsets.offset(index));
  let at = 0;
  return value.split('\n').flatMap((part, index): readonly Text[] => {
    const start = at;
    at += part.length + 1;
    const end: Text[] = index === 0 ? [] : [{ type: 'text', value: '\n' }];
    if (part === '') return end;
    const last = start + part.length;
    const until = last >= value.length ? position.end : point(last);
    return [...end, { type: 'text', value: part, position: { start: point(start), end: until } }];
  });
}

const LABEL = /^\[((?:\\.|[^\]\\])+)\]:/s;

/** Returns the labels of definitions and notes, as they are written. */
export function listLabels(tree: Root, { text }: SourceFile): readonly string[] {
  const labels: string[] = [];
  visit(tree, (node) => {
    if (node.type !== 'definition' && node.type !== 'footnoteDefinition') return;
    const { start, end } = node.position ?? {};
    const [, label] = LABEL.exec(text.slice(start?.offset, end?.offset)) ?? [];
    if (label !== undefined) labels.push(label.replace(/\s+/g, ' '));
  });
  return labels;
}
