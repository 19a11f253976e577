/** Extracts the text of each chapter of an e-book, in the order of its package. */
import { unzipSync } from 'fflate';
import type { Nodes } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { Gatherer, type Letters } from './letters.ts';

/** Matches elements that do not begin a line. */
export const IN_LINE =
  /^(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|math|m[a-z]+|q|rb|rt|ruby|s|samp|small|span|strong|sub|sup|time|u|var)$/;

/** Matches a chapter, or the role that its author gave it. */
const AUTHORS_PART =
  /<section\b[^>]* role="doc-(?:chapter|preface|introduction|afterword|appendix|glossary)"/;

export interface EBookText {
  readonly chapters: readonly Letters[];
  /** The list of sources, if there is one. */
  readonly sources?: Letters;
}

export function eBookText(bytes: Uint8Array): EBookText {
  const files = unzipSync(bytes);
  const read = (name: string): string => new TextDecoder().decode(files[`OEBPS/${name}`]);
  const packageDocument = read('content.opf');
  const hrefs = new Map(
    [...packageDocument.matchAll(/<item\b[^>]*>/g)].map(([item]) => [
      attribute(item, 'id'),
      attribute(item, 'href'),
    ]),
  );
  const spine = [...packageDocument.matchAll(/<itemref\b[^>]*>/g)].map(([item]) =>
    read(hrefs.get(attribute(item, 'idref')) ?? ''),
  );
  const sources = spine.find((xhtml) => xhtml.includes('role="doc-bibliography"'));
  return {
    chapters: spine.filter((xhtml) => AUTHORS_PART.test(xhtml)).map(textOf),
    ...(sources !== undefined && { sources: textOf(sources) }),
  };
}

const attribute = (tag: string, name: string): string =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

function textOf(xhtml: string): Letters {
  const gatherer = new Gatherer();
  gather(fromXml(xhtml), gatherer);
  return gatherer.gathered();
}

function gather(node: Nodes, gatherer: Gatherer): void {
  if (node.type === 'text') gatherer.add(node.value);
  if (!('children' in node)) return;
  const name = node.type === 'element' ? node.name : '';
  if (/^(?:head|rp|annotation)$/.test(name)) return;
  const apart = !IN_LINE.test(name);
  if (apart) gatherer.line();
  for (const child of node.children) gather(child, gatherer);
  if (apart) gatherer.line();
}
