/** Converts HTML elements of a Word document to Markdown where rehype-remark has another form or none. */
import type { Element, ElementContent } from 'hast';
import type { Html, Image, RootContent } from 'mdast';
import type { Options } from 'rehype-remark';
import { decodePicture } from '../docx/marks.ts';
import { ANCHOR } from '../html/anchors.ts';
import { CAPTIONED } from '../html/captions.ts';
import { writeContent, writeEmpty, writeTags } from '../html/html-text.ts';
import { NOTE_REFERENCE, NOTE_TEXT } from '../html/notes.ts';
import { cellsOf, findRows, HTML_TABLE } from '../html/tables.ts';

type Handlers = NonNullable<Options['handlers']>;
type Handle = NonNullable<Handlers[string]>;
type State = Parameters<Handle>[0];

/** A picture as it is written, or why it cannot be shown. */
export type PictureUse =
  | { readonly kind: 'file'; readonly path: string; readonly number: number }
  | { readonly kind: 'lost'; readonly text: string };

/** What the handlers ask for. */
export interface HandlerFacts {
  /** Returns what becomes of the picture with a number, which is the `src` of an image. */
  usePicture(src: string, words: string): PictureUse;
  /** Returns the label of a note. */
  labelOf(id: string): string;
}

/** Returns the handlers. */
export function buildHandlers(facts: HandlerFacts): Handlers {
  return {
    ...Object.fromEntries(['sub', 'sup', 'u', 'mark'].map((name) => [name, keepTags])),
    [ANCHOR]: (state, node) => keepTags(state, { ...node, tagName: 'a' }, undefined),
    img: (_state, node) => convertImage(node, facts),
    [HTML_TABLE]: writeTable,
    [CAPTIONED]: (state, node) => [
      html(`:::${node.properties.kind}`),
      ...state.toFlow(state.all(node)),
      html(':::'),
    ],
    [NOTE_REFERENCE]: (_state, node) => {
      const label = facts.labelOf(String(node.properties.label));
      return { type: 'footnoteReference', identifier: label, label };
    },
    [NOTE_TEXT]: (state, node) => {
      const label = facts.labelOf(String(node.properties.label));
      return {
        type: 'footnoteDefinition',
        identifier: label,
        label,
        children: state.toFlow(state.all(node)),
      };
    },
  };
}

const html = (value: string): Html => ({ type: 'html', value });

const keepTags: Handle = (state, node) => {
  const [start, end] = writeTags(node);
  return [html(start), ...state.all(node), html(end)];
};

function convertImage({ properties }: Element, facts: HandlerFacts): (Html | Image)[] {
  const { words, width, isDecorative } = decodePicture(String(properties.alt ?? ''));
  const use = facts.usePicture(String(properties.src), words);
  if (use.kind === 'lost') return [html(use.text)];
  if (isDecorative) {
    const size = width === undefined ? {} : { width: `${width}%` };
    const element: Element = {
      type: 'element',
      tagName: 'img',
      properties: { src: use.path, alt: '', ...size },
      children: [],
    };
    return [html(writeEmpty(element))];
  }
  const image: Image = { type: 'image', url: use.path, alt: words || `Picture ${use.number}` };
  return width === undefined ? [image] : [image, html(`{width=${width}%}`)];
}

/** Writes a table in HTML, with Markdown in its cells. */
function writeTable(state: State, table: Element): RootContent[] {
  const nodes: RootContent[] = [];
  const add = (value: string): void => {
    const last = nodes.at(-1);
    if (last?.type === 'html') last.value += `\n${value}`;
    else nodes.push(html(value));
  };
  add('<table>');
  for (const row of findRows(table)) {
    add('<tr>');
    for (const cell of cellsOf(row)) {
      const [start, end] = writeTags(cell);
      const inline = writeInline(cell);
      if (inline !== undefined) add(`${start}${inline}${end}`);
      else {
        add(start);
        nodes.push(...state.toFlow(state.all(withBlocks(cell))));
        add(end);
      }
    }
    add('</tr>');
  }
  add('</table>');
  return nodes;
}

/** Elements that mean the same in HTML and in Markdown. */
const PLAIN = new Set(['strong', 'em', 'a', 'sub', 'sup', 'u', 's', 'mark', 'br', 'code']);

/** Writes a cell of one line as HTML; `undefined` if it has what only Markdown can write: notes, pictures, formulas, blocks. */
function writeInline({ children }: Element): string | undefined {
  const [only] = children;
  const isParagraph = children.length === 1 && only?.type === 'element' && only.tagName === 'p';
  const content = isParagraph ? only.children : children;
  return content.every(isPlain) ? writeContent(content) : undefined;
}

const isPlain = (node: ElementContent): boolean =>
  node.type === 'text'
    ? !/[\uE010\n]/.test(node.value)
    : node.type === 'element' && PLAIN.has(node.tagName) && node.children.every(isPlain);

/** Returns a cell as a block, in which text is a paragraph. */
const withBlocks = (cell: Element): Element => ({
  ...cell,
  tagName: 'div',
  children: cell.children as ElementContent[],
});
