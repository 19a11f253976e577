/**
 * Reads rows of underscores in the text and in cells as lines to write on: four or more, and several with a sign between, as in a
 * date, `__/__/____`. A line of nothing else is a line across the page.
 */
import type { Blockquote, PhrasingContent, Root, RootContent } from 'mdast';
import type { Parent } from 'unist';
import type { SourceFile } from '../../../../core/source-location.ts';
import { WRITING_LINES_CLASS } from '../../../../core/tree/form-classes.ts';
import { visit } from '../../../../lib/html/visit.ts';
import type { DialectSyntax } from '../dialect.ts';
import { changeInlineContent, replaceInText } from '../inline-texts.ts';
import { buildField, buildSpan, buildWritingLines } from './form-nodes.ts';

/** A row alone, or several with signs between. Beside a letter it is a part of a name. */
const ROWS = /(?<![\p{L}\p{N}_])(?:_{2,}(?:[-–/.:,;]_{2,})+|_{4,})(?![\p{L}\p{N}_])/gu;
const ROW = /_+/g;
/** A line of text that is nothing but underscores. Shorter ones are for a word. */
const WHOLE_LINE = /^[ \t]*_{8,}[ \t]*$/;
/** The width of an underscore. */
const EM = 0.5;
/** Where a row is a part of a name, not a line. */
const NAMES: ReadonlySet<string> = new Set(['heading', 'link', 'linkReference']);

export const fields: DialectSyntax = {
  transform: (tree, source) => {
    buildWholeLines(tree, source);
    changeInlineContent(tree, source, ({ type, children, texts }) => {
      if (NAMES.has(type)) return undefined;
      let isChanged = false;
      const changed = children.flatMap((child) => {
        const text = texts.get(child);
        const parts =
          text &&
          replaceInText(text, ROWS, ({ 0: written, index }) =>
            buildRows(written, (from, to) => text.slice(index + from, index + to)),
          );
        isChanged ||= parts !== undefined;
        return parts ?? [child];
      });
      return isChanged ? changed : undefined;
    });
  },
};

/** Builds the lines of a row, with the signs between them, which are on one line of the page. */
function buildRows(
  written: string,
  slice: (from: number, to: number) => PhrasingContent,
): readonly PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  let done = 0;
  for (const { 0: row, index } of written.matchAll(ROW)) {
    if (index > done) parts.push(slice(done, index));
    done = index + row.length;
    parts.push(buildField(`${row.length * EM}em`, slice(index, done)));
  }
  return parts.length > 1 ? [buildSpan('field-row', parts)] : parts;
}

/** Replaces lines of nothing but underscores, which Markdown takes for breaks. Those below each other are one block. */
function buildWholeLines(tree: Root, { text }: SourceFile): void {
  visit(tree, 'thematicBreak', ({ position }, index, parent) => {
    if (parent === undefined || index === undefined || position === undefined) return undefined;
    if (!WHOLE_LINE.test(text.slice(position.start.offset, position.end.offset))) return undefined;
    const siblings: RootContent[] = (parent as Parent & { children: RootContent[] }).children;
    const before = siblings[index - 1];
    if (before === undefined || !isWritingLines(before)) {
      siblings[index] = buildWritingLines(1, { position });
      return undefined;
    }
    before.children.push(...buildWritingLines(1, {}).children);
    siblings.splice(index, 1);
    return index;
  });
}

const isWritingLines = (node: RootContent): node is Blockquote =>
  node.type === 'blockquote' && String(node.data?.hProperties?.className) === WRITING_LINES_CLASS;
