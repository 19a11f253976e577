/**
 * The words of a chapter as its author wrote them, found without any of Handpress's own code: Markdown is parsed anew, and
 * its tree walked. With them goes what editions may add, each thing at the only place where it may stand.
 *
 * An edition **adds**: the label of a figure or a table, the title of a box that has none, the number of a citation and of a
 * note, the heading of the notes, the marks of lists, the page of a cross-reference or the chapter it leads to, the address
 * of a link, the heads of a table again on each page, or in each card. It **leaves out**: images (but not the words in a
 * drawing), what HTML hides (`rp`), and the heads of a table made of cards. It **moves**: the caption of a table before it,
 * notes to the end of their chapter. A new addition is one more `added` or `maybe` here.
 */

import type { Nodes as HtmlNodes } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import type { FootnoteDefinition, Image, List, Nodes, Parents, Root, RootContent, Table } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import temml from 'temml';
import { unified } from 'unified';
import { added, either, exactly, GAP, maybe, type Piece, words } from './expected.ts';

/** How the words come out. */
export type Form = 'print' | 'epub';

export interface SourceOptions {
  readonly form: Form;
  /** The words that are no author's: `templates/terms/<language>.yaml`. */
  readonly terms: Readonly<Record<string, string>>;
  /** The title in the front matter, for a chapter without a heading. */
  readonly title?: string | undefined;
  /** The words in a drawing that is set into the page; nothing for any other image. */
  readonly drawing: (path: string) => string;
  /** How many notes there are in the chapters before, in a book. */
  readonly notesBefore?: number;
}

const parser = unified()
  .use(remarkParse)
  .use(remarkFrontmatter, ['yaml'])
  .use(remarkGfm, { singleTilde: false })
  .use(remarkMath, { singleDollarTextMath: false })
  .use(remarkDirective);

/** The pieces of one chapter, and the keys it cites. */
export function chapterPieces(markdown: string, options: SourceOptions): ChapterPieces {
  const walker = new Walker(markdown, options);
  return walker.chapter(parser.parse(markdown));
}

export interface ChapterPieces {
  readonly pieces: readonly Piece[];
  readonly cited: ReadonlySet<string>;
  /** How many notes there are. */
  readonly notes: number;
}

const CITATION = /\[\s*(@[^[\]]+)\]/g;

class Walker {
  readonly #markdown: string;
  readonly #options: SourceOptions;
  readonly #notes = new Map<string, FootnoteDefinition>();
  /** Names of notes, in the order in which they are first referred to. */
  readonly #used: string[] = [];
  readonly #cited = new Set<string>();
  /** Inside what only a browser without ruby shows. */
  #hidden = false;

  constructor(markdown: string, options: SourceOptions) {
    this.#markdown = markdown;
    this.#options = options;
  }

  chapter(tree: Root): ChapterPieces {
    this.#gatherNotes(tree);
    const headed = tree.children.some((node) => node.type === 'heading' && node.depth === 1);
    const title = headed ? [] : [...words(this.#options.title ?? ''), GAP];
    const body = this.#blocks(tree.children);
    const pieces = [...title, ...body, ...this.#endNotes()];
    return { pieces, cited: this.#cited, notes: this.#used.length };
  }

  #gatherNotes(node: Nodes): void {
    if (node.type === 'footnoteDefinition') this.#notes.set(node.identifier, node);
    if ('children' in node) for (const child of node.children) this.#gatherNotes(child);
  }

  /** A note may refer to another. */
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

  #blocks(nodes: readonly RootContent[]): readonly Piece[] {
    return nodes.flatMap((node) => [GAP, ...this.#piecesOf(node), GAP]);
  }

  #inside(parent: Parents): readonly Piece[] {
    return parent.children.flatMap((child) => this.#piecesOf(child));
  }

  #piecesOf(node: Nodes): readonly Piece[] {
    switch (node.type) {
      case 'text':
        return this.#hidden ? [] : this.#text(node.value);
      case 'inlineCode':
      case 'code':
        return words(node.value);
      case 'inlineMath':
      case 'math':
        return [formula(node.value)];
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
        return this.#table(node);
      case 'paragraph':
        return this.#loneImage(node.children) ?? this.#inside(node);
      case 'image':
        return this.#drawing(node.url);
      case 'footnoteReference':
        if (!this.#used.includes(node.identifier)) this.#used.push(node.identifier);
        return [added('number of a note', String(this.#noteNumber(this.#used.indexOf(node.identifier))))];
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

  #text(value: string): readonly Piece[] {
    const pieces: Piece[] = [];
    let done = 0;
    for (const match of value.matchAll(CITATION)) {
      pieces.push(...words(value.slice(done, match.index)), this.#citation(match[1] ?? ''));
      done = match.index + match[0].length;
    }
    return [...pieces, ...words(value.slice(done))];
  }

  /** A number for each key, and what the author says of the place. */
  #citation(inner: string): Piece {
    const items = inner.split(';').map((item) => {
      const [, key = '', locator] = /^@([^\s,]+)(?:[\s,]+(.*))?$/s.exec(item.trim()) ?? [];
      this.#cited.add(key);
      return `\\d+${locator === undefined ? '' : `,${exactly(locator)}`}`;
    });
    return added('citation', `\\[${items.join(',')}\\]`);
  }

  /** The id at the end is no word. */
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
    const page = exactly(terms.pageOn ?? '').replace('\\{page\\}', '\\d+');
    const inBrackets = `\\(${exactly(terms.pageReference ?? '')}\\d+\\)`;
    const elsewhere = `\\(${exactly(terms.elsewhere ?? '')}[^()]+\\)`;
    return [maybe('cross-reference', `${page}|${inBrackets}|${elsewhere}`)];
  }

  #list(list: List): readonly Piece[] {
    return list.children.flatMap((item, index) => {
      const number = (list.start ?? 1) + index;
      const marker = list.ordered ? added('number', numbered(number)) : maybe('bullet', '[•◦▪]');
      const marked = this.#options.form === 'print' && item.checked == null;
      return [GAP, ...(marked ? [marker] : []), ...this.#inside(item)];
    });
  }

  /** Plain, with its heads at the top of each page; or a card for each row. */
  #table(table: Table): readonly Piece[] {
    const rows = table.children.map((row) => row.children.map((cell) => this.#inside(cell)));
    const [heads = [], ...others] = rows;
    const plain = [heads, ...others].flatMap((row, index) => [
      ...(index > 1 ? [maybe('heads again', patternOf(heads.flat()))] : []),
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
    const [first, ...rest] = box.children;
    const labelled =
      first?.type === 'paragraph' && first.data !== undefined && 'directiveLabel' in first.data;
    const title = labelled ? this.#inside(first) : undefined;
    const content = labelled ? rest : box.children;
    if (box.name === 'figure' || box.name === 'table') {
      const description = this.#description(box);
      return this.#captioned(box.name, title, content, description);
    }
    if (box.name === 'glossary') return content.flatMap((node) => this.#definitions(node));
    const usual = added('title of a box', exactly(this.#options.terms[box.name] ?? box.name));
    return [...(title ?? [usual]), ...this.#blocks(content)];
  }

  /** A term stands in a line of its own, without the colon; the words over a glossary are for screen readers alone. */
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

  /** The link to a longer description, last in the caption. */
  #description({ name, attributes }: ContainerDirective): readonly Piece[] {
    const url = name === 'figure' ? attributes?.description : undefined;
    if (!url) return [];
    const link = added('link to a description', exactly(this.#options.terms.figureDescription ?? ''));
    return [GAP, link, ...this.#afterLink(url)];
  }

  /** The caption of a figure stands below, that of a table above. */
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

  /** One tag in a line, or a whole block. */
  #html(html: string): readonly Piece[] {
    if (/^<\/?rp\b/.test(html)) this.#hidden = !html.startsWith('</');
    if (/^<br\b/.test(html)) return [GAP];
    if (/^<[^>]*>$/.test(html)) return IN_LINE.test(/\w+/.exec(html)?.[0] ?? '') ? [] : [GAP];
    return [GAP, ...htmlPieces(fromHtml(html, { fragment: true })), GAP];
  }
}

/** Between a term and its meaning, at the end of the one or the beginning of the other. */
const withoutColon = (pieces: readonly Piece[], index: number): readonly Piece[] => {
  const at = index === 0 ? pieces.findLastIndex(({ kind }) => kind === 'word') : 0;
  return pieces.map((piece, number) =>
    number === at && piece.kind === 'word'
      ? { ...piece, word: piece.word.replace(index === 0 ? /:$/ : /^:/, '') }
      : piece,
  );
};

/** Beside a text from right to left the stop stands on the left. */
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

/** As it is printed: nobody types the protocol, or the slash behind a name alone. */
const shownAddress = (url: string): string =>
  url.replace(/^(?:https?:\/\/|mailto:|tel:)/, '').replace(/^([^/]*)\/$/, '$1');

/** Of signs that grow with what they enclose, a font has forms that stand for no character; a root has a sign of its own. */
function formula(tex: string): Piece {
  const text = temml
    .renderToString(tex, { throwOnError: true, xml: true })
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

/** Pieces as one pattern. */
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
