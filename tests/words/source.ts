/**
 * Reads the words of a chapter as its author wrote them, without Handpress's code: parses Markdown again and
 * walks the tree. Also lists what editions may add, each addition at the only place where it is allowed.
 *
 * An edition **adds**: the label of a figure or table, the title of a box without one, numbers of citations
 * and notes, the heading of the notes, list markers, the page or chapter of a cross-reference, the address of
 * a link, the meaning of an abbreviation, the sign of an added line of code in print, the number of a note to code, and repeated table headers on each page or in each card. It **removes**: images (but not the text
 * of a drawing), content that HTML hides (`rp`), and the headers of a table made of cards. It **moves**: the
 * caption of a table before it, notes to the end of their chapter, those that a table calls to below it, with letters, and, in print, a figure or table with a caption behind
 * the text after it, up to the next heading. To allow a new addition, add an
 * `added` or `maybe` here.
 */

import type { Nodes as HtmlNodes } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import type {
  FootnoteDefinition,
  Image,
  List,
  Nodes,
  Parents,
  Root,
  RootContent,
  Table,
  TableCell,
} from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import { toString as textOf } from 'mdast-util-to-string';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import temml from 'temml';
import { unified } from 'unified';
import { added, either, exactly, GAP, maybe, type Piece, words } from './expected.ts';

/** Options for an edition. */
export type Form = 'print' | 'epub';

export interface SourceOptions {
  readonly form: Form;
  /** Terms of the edition: `templates/terms/<language>.yaml`. */
  readonly terms: Readonly<Record<string, string>>;
  /** Title in the front matter, for a chapter without a heading. */
  readonly title?: string | undefined;
  /** Returns the text of an inline drawing; nothing for other images. */
  readonly drawing: (path: string) => string;
  /** Number of notes in earlier chapters of a book. */
  readonly notesBefore?: number;
}

const parser = unified()
  .use(remarkParse)
  .use(remarkFrontmatter, ['yaml'])
  .use(remarkGfm, { singleTilde: false })
  .use(remarkMath, { singleDollarTextMath: false })
  .use(remarkDirective);

/** The pieces of one chapter, and its cited keys. */
export function chapterPieces(markdown: string, options: SourceOptions): ChapterPieces {
  const walker = new Walker(markdown, options);
  return walker.chapter(parser.parse(markdown));
}

export interface ChapterPieces {
  readonly pieces: readonly Piece[];
  readonly cited: ReadonlySet<string>;
  /** Number of notes. */
  readonly notes: number;
}

/** Reads code in which U+F8F0 marks an added line, and U+F8F1 the number of a note. */
const code = (value: string): readonly Piece[] =>
  value.split(/(\uF8F0|\uF8F1\d)/).flatMap((part) => {
    if (part === '\uF8F0') return [maybe('sign of an added line', '\\+')];
    return part.startsWith('\uF8F1') ? [added('number of a note', part.slice(1))] : words(part);
  });

const CITATION = /\[\s*(@[^[\]]+)\]/g;

class Walker {
  readonly #markdown: string;
  readonly #options: SourceOptions;
  readonly #notes = new Map<string, FootnoteDefinition>();
  /** Labels of notes, by first reference. */
  readonly #used: string[] = [];
  /** Those of the table that is read. */
  #usedInTable: string[] | undefined;
  readonly #cited = new Set<string>();
  /** Inside content for browsers without ruby (`rp`). */
  /** Title of the abbreviation that is open. */
  #meaning = '';
  #hidden = false;

  constructor(markdown: string, options: SourceOptions) {
    this.#markdown = markdown;
    this.#options = options;
  }

  chapter(tree: Root): ChapterPieces {
    this.#gatherNotes(tree);
    const headed = tree.children.some((node) => node.type === 'heading' && node.depth === 1);
    const title = headed ? [] : [...words(this.#options.title ?? ''), GAP];
    const body = this.#floating(tree.children);
    const pieces = [...title, ...body, ...this.#endNotes()];
    return { pieces, cited: this.#cited, notes: this.#used.length };
  }

  #gatherNotes(node: Nodes): void {
    if (node.type === 'footnoteDefinition') this.#notes.set(node.identifier, node);
    if ('children' in node) for (const child of node.children) this.#gatherNotes(child);
  }

  /** Reads the notes, which may refer to others. */
  #endNotes(): readonly Piece[] {
    const { form, terms } = this.#options;
    const pieces: Piece[] = [];
    for (let index = 0; index < this.#used.length; index += 1) {
      const note = this.#notes.get(this.#used[index] ?? '');
      const marker = form === 'print' ? [added('number of a note', numbered(this.#noteNumber(index)))] : [];
      pieces.push(GAP, ...marker, ...(note ? this.#blocks(note.children) : []));
      if (form === 'epub') pieces.push(maybe('way back', '(?:↩\\d*)+'));
    }
    const heading = added('heading of the notes', exactly(terms.notes ?? ''));
    return pieces.length === 0 ? [] : [GAP, heading, ...pieces];
  }

  #noteNumber(index: number): number {
    return (this.#options.notesBefore ?? 0) + index + 1;
  }

  /** Reads a text in which U+F8F2 to U+F8F4 mark the number of a formula, a number, and the name of a formula. */
  #numbers(value: string): readonly Piece[] {
    const marks: Readonly<Record<string, string>> = {
      '\uF8F2': '\\(\\d\\)',
      '\uF8F3': '\\d',
      '\uF8F4': 'Equation\\d',
    };
    return value.split(/([\uF8F2-\uF8F4])/).flatMap((part) => {
      const pattern = marks[part];
      return pattern === undefined ? this.#text(part) : [added('number', pattern)];
    });
  }

  #blocks(nodes: readonly RootContent[]): readonly Piece[] {
    return nodes.flatMap((node) => [GAP, ...this.#piecesOf(node), GAP]);
  }

  /** Reads the blocks of a chapter. In print, a figure or table with a caption may be after any of the texts that follow it. */
  #floating(nodes: readonly RootContent[]): readonly Piece[] {
    const blocks = nodes.map((node) => this.#blocks([node]));
    const pieces: Piece[] = [];
    for (let index = 0; index < nodes.length; index += 1) {
      const [node, block = []] = [nodes[index], blocks[index]];
      const after = nodes.slice(index + 1).findIndex(({ type }) => !TEXT_BLOCKS.has(type));
      const texts = blocks.slice(index + 1, after < 0 ? undefined : index + 1 + after);
      if (this.#options.form === 'epub' || node === undefined || !isFloat(node) || texts.length === 0) {
        pieces.push(...block);
        continue;
      }
      const places = [0, ...texts.keys().map((text) => text + 1)];
      pieces.push(either(...places.map((place) => texts.toSpliced(place, 0, block).flat())));
      index += texts.length;
    }
    return pieces;
  }

  #inside(parent: Parents): readonly Piece[] {
    return parent.children.flatMap((child) => this.#piecesOf(child));
  }

  #piecesOf(node: Nodes): readonly Piece[] {
    switch (node.type) {
      case 'text':
        return this.#hidden ? [] : this.#numbers(node.value);
      case 'inlineCode':
        return words(node.value);
      case 'code':
        return code(node.value);
      case 'inlineMath':
      case 'math':
        return [formula(node.value, node.type === 'math')];
      case 'html':
        return this.#html(node.value);
      case 'break':
        return [GAP];
      case 'heading':
        return this.#heading(this.#inside(node));
      case 'link':
        return [...this.#inside(node), ...this.#afterLink(node.url)];
      case 'list':
        return this.#list(node);
      case 'table':
        return this.#withTableNotes(() => this.#table(node));
      case 'paragraph':
        return this.#loneImage(node.children) ?? this.#inside(node);
      case 'image':
        return this.#drawing(node.url);
      case 'footnoteReference':
        return [this.#noteCall(node.identifier)];
      case 'containerDirective':
        return this.#box(node);
      case 'textDirective':
      case 'leafDirective':
        return words(this.#markdown.slice(node.position?.start.offset, node.position?.end.offset));
      case 'yaml':
      case 'definition':
      case 'footnoteDefinition':
      case 'thematicBreak':
        return [];
      default:
        return 'children' in node ? this.#inside(node) : [];
    }
  }

  #noteCall(label: string): Piece {
    if (this.#usedInTable !== undefined) return this.#tableNoteLetter(this.#usedInTable, label);
    if (!this.#used.includes(label)) this.#used.push(label);
    return added('number of a note', String(this.#noteNumber(this.#used.indexOf(label))));
  }

  #text(value: string): readonly Piece[] {
    const pieces: Piece[] = [];
    let done = 0;
    for (const match of value.matchAll(CITATION)) {
      pieces.push(...words(value.slice(done, match.index)), this.#citation(match[1] ?? ''));
      done = match.index + match[0].length;
    }
    return [...pieces, ...words(value.slice(done))];
  }

  /** Reads a citation: a number for each key, and the locator. */
  #citation(inner: string): Piece {
    const items = inner.split(';').map((item) => {
      const [, key = '', locator] = /^@([^\s,]+)(?:[\s,]+(.*))?$/s.exec(item.trim()) ?? [];
      this.#cited.add(key);
      return `\\d+${locator === undefined ? '' : `,${exactly(locator)}`}`;
    });
    return added('citation', `\\[${items.join(',')}\\]`);
  }

  /** Removes the id at the end of a heading. */
  #heading(pieces: readonly Piece[]): readonly Piece[] {
    return pieces.filter((piece) => piece.kind !== 'word' || !/^\{#[^}]+\}$/.test(piece.word));
  }

  #afterLink(url: string): readonly Piece[] {
    const { form, terms } = this.#options;
    if (form === 'epub') return [];
    if (/^(?:https?|mailto|tel):/.test(url)) {
      const address = exactly(shownAddress(url));
      return [maybe('address', `\\(${address}\\)`)];
    }
    const page = exactly(terms.pageReference ?? '').replace('\\{page\\}', '\\d+');
    const elsewhere = `\\(${exactly(terms.elsewhere ?? '')}[^()]+\\)`;
    return [maybe('cross-reference', `\\(${page}\\)|${elsewhere}`)];
  }

  #list(list: List): readonly Piece[] {
    return list.children.flatMap((item, index) => {
      const number = (list.start ?? 1) + index;
      const marker = list.ordered ? added('number', numbered(number)) : maybe('bullet', '[•◦▪]');
      const marked = this.#options.form === 'print' && item.checked == null;
      return [GAP, ...(marked ? [marker] : []), ...this.#inside(item)];
    });
  }

  /** Reads a table: plain, with headers repeated on each page, or as a card for each row. Signs that join cells are not printed. */
  #table(table: Table): readonly Piece[] {
    const isSign = (cell: TableCell) => /^(?:\^\^?|<|>)$/.test(textOf(cell));
    return this.#rows(
      table.children.map(({ children }) => children.map((cell) => (isSign(cell) ? [] : this.#inside(cell)))),
    );
  }

  /** Reads a table, and below it the notes that it calls, or that these call. */
  #withTableNotes(read: () => readonly Piece[]): readonly Piece[] {
    if (this.#usedInTable !== undefined) return read();
    const used: string[] = [];
    this.#usedInTable = used;
    const pieces = [...read()];
    for (let index = 0; index < used.length; index += 1) {
      const note = this.#notes.get(used[index] ?? '');
      const letter = this.#tableNoteLetter(used, used[index] ?? '');
      pieces.push(GAP, letter, ...(note ? this.#blocks(note.children) : []));
      if (this.#options.form === 'epub') pieces.push(maybe('way back', '(?:↩\\d*)+'));
    }
    this.#usedInTable = undefined;
    return pieces;
  }

  #tableNoteLetter(used: string[], label: string): Piece {
    if (!used.includes(label)) used.push(label);
    return added('letter of a note', String.fromCharCode(97 + used.indexOf(label)));
  }

  /** Reads a table of any form, the first row of which has its headings. */
  #rows(rows: readonly (readonly (readonly Piece[])[])[]): readonly Piece[] {
    const [heads = [], ...others] = rows;
    const plain = [heads, ...others].flatMap((row, index) => [
      ...(index > 1 ? [this.#continued(), maybe('heads again', patternOf(heads.flat()))] : []),
      ...row.flatMap((cell) => [GAP, ...cell]),
    ]);
    if (this.#options.form === 'epub') return plain;
    const cards = others.flatMap((row) =>
      row.flatMap((cell, column) => {
        const head = patternOf(heads[column] ?? []);
        const colon = column === 0 && head !== '' ? ':' : '';
        return [GAP, added('label of a card', head + colon), ...cell];
      }),
    );
    return [either(plain, cards)];
  }

  /** Reads a table that `dialects/tables.ts` wrote: rows of cells with blocks in them. */
  #drawnTable(table: ContainerDirective): readonly Piece[] {
    return this.#rows(
      containersIn(table).map((row) => containersIn(row).map((cell) => this.#blocks(cell.children))),
    );
  }

  /** What is above the repeated heads of a table with a caption. */
  #continued(): Piece {
    const { table = '', continuedTable = '' } = this.#options.terms;
    const label = `${exactly(table)}\\d+(?:\\.\\d+)?`;
    return maybe('table that goes on', exactly(continuedTable).replace('\\{table\\}', label));
  }

  /** Reads an item that `dialects/lists.ts` wrote: it has a marker of its own. */
  #markedItem({ attributes, children }: ContainerDirective): readonly Piece[] {
    const marker = added('marker of an item', exactly(attributes?.marker ?? ''));
    return [GAP, ...(this.#options.form === 'print' ? [marker] : []), ...this.#blocks(children)];
  }

  #loneImage(children: readonly RootContent[]): readonly Piece[] | undefined {
    const [only, ...others] = children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
    if (only?.type !== 'image' || others.length > 0) return undefined;
    if (!only.title) return this.#drawing(only.url);
    return [...this.#drawing(only.url), GAP, this.#label('figure'), ...words(only.title)];
  }

  #drawing(url: string): readonly Piece[] {
    return this.#options.form === 'print' ? words(this.#options.drawing(url)) : [];
  }

  #label(kind: 'figure' | 'table'): Piece {
    return added('label', `${exactly(this.#options.terms[kind] ?? '')}\\d+\\.`);
  }

  #box(box: ContainerDirective): readonly Piece[] {
    if (box.name === 'w-table') return this.#withTableNotes(() => this.#drawnTable(box));
    if (box.name === 'w-item') return this.#markedItem(box);
    const [first, ...rest] = box.children;
    const labelled =
      first?.type === 'paragraph' && first.data !== undefined && 'directiveLabel' in first.data;
    const readTitle = () => (labelled ? this.#inside(first) : undefined);
    const content = labelled ? rest : box.children;
    if (box.name === 'figure' || box.name === 'table') {
      const description = this.#description(box);
      const name = box.name;
      return this.#withTableNotes(() => this.#captioned(name, readTitle(), content, description));
    }
    if (box.name === 'glossary') return content.flatMap((node) => this.#definitions(node));
    const usual = added('title of a box', exactly(this.#options.terms[box.name] ?? box.name));
    return [...(readTitle() ?? [usual]), ...this.#blocks(content)];
  }

  /** Reads a glossary: a term has its own line without the colon; the label is only for screen readers. */
  #definitions(node: RootContent): readonly Piece[] {
    if (node.type !== 'list') return this.#blocks([node]);
    return node.children.flatMap((entry) => {
      const [lead, ...others] = entry.children;
      const [term, ...meaning] = lead?.type === 'paragraph' ? lead.children : [];
      if (term?.type !== 'strong') return this.#blocks(entry.children);
      const words = [this.#inside(term), meaning.flatMap((child) => this.#piecesOf(child))].map(withoutColon);
      return [GAP, ...(words[0] ?? []), GAP, ...(words[1] ?? []), ...this.#blocks(others)];
    });
  }

  /** Reads the link to a longer description, the last part of a caption. */
  #description({ name, attributes }: ContainerDirective): readonly Piece[] {
    const url = name === 'figure' ? attributes?.description : undefined;
    if (!url) return [];
    const link = added('link to a description', exactly(this.#options.terms.figureDescription ?? ''));
    return [GAP, link, ...this.#afterLink(url)];
  }

  /** Reads a caption: below a figure, above a table. */
  #captioned(
    kind: 'figure' | 'table',
    title: readonly Piece[] | undefined,
    content: readonly RootContent[],
    description: readonly Piece[],
  ): readonly Piece[] {
    const isHeld = (node: RootContent): boolean =>
      kind === 'table'
        ? node.type === 'table'
        : node.type === 'paragraph' && node.children.length === 1 && node.children[0]?.type === 'image';
    const held = content.filter(isHeld);
    const beside = content.filter((node) => !isHeld(node));
    const saying = [...(title ?? []), GAP, ...this.#blocks(beside), ...description];
    const caption = title || beside.length + description.length > 0 ? [this.#label(kind), ...saying] : [];
    const shown =
      kind === 'table' ? this.#blocks(held) : held.flatMap((node) => this.#drawing(imageIn(node)?.url ?? ''));
    return kind === 'table' ? [...caption, GAP, ...shown] : [...shown, GAP, ...caption];
  }

  /** Reads raw HTML: one inline tag, or a whole block. */
  #html(html: string): readonly Piece[] {
    if (/^<\/?rp\b/.test(html)) this.#hidden = !html.startsWith('</');
    if (/^<br\b/.test(html)) return [GAP];
    if (html === '</abbr>' && this.#meaning !== '') {
      return [maybe('meaning of an abbreviation', `\\(${exactly(this.#meaning)}\\)`)];
    }
    if (html.startsWith('<abbr')) this.#meaning = /title="([^"]*)"/.exec(html)?.[1] ?? '';
    if (/^<[^>]*>$/.test(html)) return IN_LINE.test(/\w+/.exec(html)?.[0] ?? '') ? [] : [GAP];
    return [GAP, ...htmlPieces(fromHtml(html, { fragment: true })), GAP];
  }
}

/** Blocks that a figure or table may change places with. */
const TEXT_BLOCKS: ReadonlySet<string> = new Set(['paragraph', 'list', 'blockquote']);

const containersIn = ({ children }: ContainerDirective): readonly ContainerDirective[] =>
  children.filter((child) => child.type === 'containerDirective');

const isFloat = (node: RootContent): boolean =>
  node.type === 'containerDirective'
    ? node.name === 'figure' || node.name === 'table'
    : Boolean(imageIn(node)?.title);

/** The colon between a term and its definition, at the end of one or the start of the other. */
const withoutColon = (pieces: readonly Piece[], index: number): readonly Piece[] => {
  const at = index === 0 ? pieces.findLastIndex(({ kind }) => kind === 'word') : 0;
  return pieces.map((piece, number) =>
    number === at && piece.kind === 'word'
      ? { ...piece, word: piece.word.replace(index === 0 ? /:$/ : /^:/, '') }
      : piece,
  );
};

/** The full stop after a label, which is on the left in right-to-left text. */
const numbered = (number: number): string => `(?:${number}\\.|\\.${number})`;

const imageIn = (node: RootContent): Image | undefined =>
  node.type === 'paragraph' && node.children[0]?.type === 'image' ? node.children[0] : undefined;

const IN_LINE =
  /^(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|rb|rt|ruby|s|samp|small|span|strong|sub|sup|time|u|var)$/;

function htmlPieces(node: HtmlNodes): readonly Piece[] {
  if (node.type === 'text') return words(node.value);
  if (node.type !== 'element' && node.type !== 'root') return [];
  if (node.type === 'element' && node.tagName === 'rp') return [];
  const inside = node.children.flatMap((child) => htmlPieces(child));
  return node.type === 'root' || IN_LINE.test(node.tagName) ? inside : [GAP, ...inside, GAP];
}

/** Returns an address as printed: without the protocol, and without the slash after a bare host. */
const shownAddress = (url: string): string =>
  url
    .replace(/^(mailto:[^?]+)\?.*$/, '$1')
    .replace(/^(?:https?:\/\/|mailto:|tel:)/, '')
    .replace(/^([^/]*)\/$/, '$1');

/** Signs that grow with their content, whose larger glyphs have no character. */
function formula(tex: string, isBlock: boolean): Piece {
  const text = temml
    .renderToString(tex, { displayMode: isBlock, throwOnError: true, xml: true })
    .replace(/<annotation\b.*<\/annotation>/s, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
  const pattern = [...exactly(text).matchAll(/\\?./gsu)]
    .map(([sign]) => (/^[\p{L}\p{N}]$/u.test(sign) ? sign : `(?:${sign})?`))
    .map((sign) => `√?${sign}`)
    .join('');
  return added('formula', pattern);
}

/** Joins pieces to one pattern. */
function patternOf(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'word') return exactly(piece.word);
      if (piece.kind === 'gap') return '';
      if (piece.kind === 'added') return `(?:${piece.pattern})${piece.required ? '' : '?'}`;
      return `(?:${piece.ways.map(patternOf).join('|')})`;
    })
    .join('');
}
