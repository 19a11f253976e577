/** What stands behind each mark of a page in an e-book, up to the end of its file. */
import type { Element, Nodes } from 'xast';
import { elements, type Packed } from '../packed.ts';

export interface MarkedPage {
  readonly label: string;
  readonly href: string;
  /** Alternative text, where a picture comes before any word. */
  readonly picture?: string;
  /** Without white space. */
  readonly before: string;
  readonly after: string;
  /** Whether the mark stands in the middle of a word. */
  readonly isInWord: boolean;
}

/** By the list of pages, in its order. */
export function markedPages(packed: Packed): readonly MarkedPage[] {
  const lists = elements(packed.xml('toc.xhtml'), 'nav').filter(
    ({ attributes }) => attributes['epub:type'] === 'page-list',
  );
  return lists
    .flatMap((list) => elements({ type: 'root', children: [list] }, 'a'))
    .map((link) => markedPage(link, packed));
}

function markedPage(link: Element, packed: Packed): MarkedPage {
  const href = link.attributes.href ?? '';
  const [file = '', id = ''] = href.split('#');
  const [body] = elements(packed.xml(file), 'body');
  const marks = elements({ type: 'root', children: body ? [body] : [] }, '*').filter(
    ({ attributes }) => attributes.id === id,
  );
  const [mark] = marks;
  if (body === undefined || mark === undefined || marks.length > 1) throw new Error(`no single ${href}`);
  if (mark.attributes.role !== 'doc-pagebreak' || mark.children.length > 0)
    throw new Error(`${href}: no mark`);
  const label = mark.attributes['aria-label'] ?? '';
  return { label, href, ...around(body, mark) };
}

function around(body: Element, mark: Element): Omit<MarkedPage, 'label' | 'href'> {
  const said = saidIn(body);
  const at = said.indexOf(mark);
  const [before, after] = [said.slice(0, at), said.slice(at + 1)].map((part) => part.map(textOf).join(''));
  const [first] = said.slice(at + 1).filter((part) => textOf(part).trim() !== '' || isPicture(part));
  const picture = isPicture(first) ? { picture: first.attributes.alt ?? '' } : {};
  const isInWord = /[\p{L}\p{N}]$/u.test(before ?? '') && /^[\p{L}\p{N}]/u.test(after ?? '');
  const bare = (text = ''): string => text.replace(/\s+/g, '');
  return { before: bare(before), after: bare(after), isInWord, ...picture };
}

/** Texts, and elements without any content: pictures and marks among them. */
function saidIn(node: Nodes): readonly (string | Element)[] {
  if (node.type === 'text') return [node.value];
  if (node.type !== 'element') return [];
  if (node.children.length === 0) return [node];
  return [...node.children.flatMap(saidIn), isBlock(node) ? ' ' : ''];
}

const textOf = (part: string | Element): string => (typeof part === 'string' ? part : '');

const isPicture = (part: string | Element | undefined): part is Element =>
  typeof part === 'object' && part.name === 'img';

const isBlock = (node: Nodes): boolean =>
  node.type === 'element' && /^(?:p|li|td|th|h\d|pre|div|dt|dd|caption|figcaption|br)$/.test(node.name);
