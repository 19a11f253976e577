/** Packs a sample book as a build would, and opens what came out. */
import { unzipSync } from 'fflate';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import type { Element, Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import type { Book } from '../../src/core/model/book.ts';
import type { Context } from '../../src/core/model/context.ts';
import { packEpub } from '../../src/epub/write-epub.ts';
import { contextIn, REPOSITORY } from '../support/context.ts';

export const context = contextIn(REPOSITORY, (diagnostic) => {
  throw new Error(diagnostic.message);
});

/** An opened e-book. */
export interface Packed {
  readonly bytes: Uint8Array;
  /** By name, in the order of the archive. */
  readonly entries: ReadonlyMap<string, Uint8Array>;
  /** The text of an entry below `OEBPS/`. */
  text(file: string): string;
  /** The tree of an entry below `OEBPS/`; throws where it is not well-formed. */
  xml(file: string): Root;
}

export async function pack(book: Book, given: Partial<Context> = {}): Promise<Packed> {
  const { bytes } = await packEpub(book, { ...context, ...given });
  const entries = new Map(Object.entries(unzipSync(bytes)));
  const text = (file: string): string => {
    const found = entries.get(`OEBPS/${file}`);
    if (found === undefined) throw new Error(`${file} is not in the package`);
    return new TextDecoder('utf-8', { fatal: true }).decode(found);
  };
  return { bytes, entries, text, xml: (file) => fromXml(text(file)) };
}

/** All elements of a name, in document order. */
export function elements(tree: Root, name: string): Element[] {
  const found: Element[] = [];
  visit(tree, 'element', (element) => {
    if (element.name === name || name === '*') found.push(element);
  });
  return found;
}

/** Text of the elements of a name that have these attributes. */
export const texts = (tree: Root, name: string, attributes: Record<string, string> = {}): string[] =>
  elements(tree, name)
    .filter((element) =>
      Object.entries(attributes).every(([key, value]) => element.attributes[key] === value),
    )
    .map((element) => textOf(element as never));
