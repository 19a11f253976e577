/** Leaves out comments of Obsidian: `%%words%%`, also over several blocks. https://help.obsidian.md/syntax */
import type { PhrasingContent, RootContent, Text } from 'mdast';
import type { Parent } from 'unist';
import type { SourceFile } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';
import type { DialectSyntax } from './dialect.ts';
import { changeInlineContent, type InlineText, removeEmptyParagraphs } from './inline-texts.ts';

const SIGNS = /(?<!%)%%(?!%)/g;
/** After a digit, two signs are percentages. */
const BEFORE_OPENING = /[\p{L}\p{N}]/u;

export const comments: DialectSyntax = {
  transform: (tree, source) => {
    visit(tree, (parent) => {
      if ('children' in parent && parent.type !== 'paragraph') removeBlocks(parent, source);
    });
    changeInlineContent(tree, source, ({ children, texts }) => {
      const parts = children.flatMap((child) => {
        const text = texts.get(child);
        return text === undefined ? [child] : cutAtSigns(text);
      });
      return removeBetween(parts);
    });
    removeEmptyParagraphs(tree);
  },
};

/** Two signs, and where a comment may begin or end there. */
interface Signs {
  readonly type: 'signs';
  readonly text: Text;
  readonly opens: boolean;
  readonly isBeforeSpace: boolean;
  readonly isAfterDigit: boolean;
}

function cutAtSigns({ masked, slice }: InlineText): (PhrasingContent | Signs)[] {
  const parts: (PhrasingContent | Signs)[] = [];
  let done = 0;
  for (const { index } of masked.matchAll(SIGNS)) {
    if (index > done) parts.push(slice(done, index));
    done = index + 2;
    const before = masked.slice(0, index).at(-1) ?? '';
    parts.push({
      type: 'signs',
      text: slice(index, done),
      opens: !BEFORE_OPENING.test(before),
      isBeforeSpace: /\s/.test(masked.charAt(done)),
      isAfterDigit: /\p{N}/u.test(before),
    });
  }
  if (done < masked.length) parts.push(slice(done, masked.length));
  return parts;
}

/** @returns `undefined` if there is no comment. One that does not end is none. */
function removeBetween(parts: readonly (PhrasingContent | Signs)[]): PhrasingContent[] | undefined {
  const kept: PhrasingContent[] = [];
  let open: { readonly signs: Signs; readonly at: number } | undefined;
  let isChanged = false;
  for (const part of parts) {
    if (part.type === 'signs' && open !== undefined && closes(part, open.signs)) {
      kept.splice(open.at);
      open = undefined;
      isChanged = true;
      continue;
    }
    if (part.type === 'signs' && part.opens) open ??= { signs: part, at: kept.length };
    kept.push(part.type === 'signs' ? part.text : part);
  }
  return isChanged ? kept : undefined;
}

/** In `%% alone, and 100%%` the last signs are percentages. */
const closes = ({ isAfterDigit }: Signs, opening: Signs): boolean => !(isAfterDigit && opening.isBeforeSpace);

/** Removes the blocks from a line `%%` to the next one that ends a block. Without it, all stay. */
function removeBlocks(parent: Parent, source: SourceFile): void {
  const kept: typeof parent.children = [];
  let begin: number | undefined;
  for (const child of parent.children) {
    const block = child as RootContent;
    kept.push(child);
    if (begin === undefined) {
      const written = readParagraph(block, source);
      if (/^%%(?:\n|$)/.test(written) && written.split('%%').length === 2) begin = kept.length - 1;
    } else if (/(?:^|\n)[ \t>]*%%$/.test(readParagraph(findLastBlock(block), source))) {
      kept.splice(begin);
      begin = undefined;
    }
  }
  if (kept.length < parent.children.length) parent.children = kept;
}

/** Returns the block that ends a list or a quotation: a line below it, without an empty one between, belongs to it. */
function findLastBlock(block: RootContent): RootContent {
  let last = block;
  while (last.type === 'list' || last.type === 'listItem' || last.type === 'blockquote') {
    const inner: RootContent | undefined = last.children.at(-1);
    if (inner === undefined) return last;
    last = inner;
  }
  return last;
}

/** Returns a paragraph as it is written; an empty text for other blocks. */
const readParagraph = ({ type, position }: RootContent, { text }: SourceFile): string =>
  type === 'paragraph' ? text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0).trim() : '';
