/** Reads the record of claims of the first publication, and finds the sentences that need a line in it. */
import { readFile } from 'node:fs/promises';
import type { Nodes, Root, TableRow } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { SKIP, visit } from 'unist-util-visit';
import { parse } from 'yaml';
import { parseMarkdown } from '../../src/read/markdown/parse.ts';
import { sentences } from './prose.ts';
import { type Chapter, FOLDER, plainWords } from './publication.ts';

/** What was read of a source. `source` is a key of `references.json`; a record without one is not cited. */
export interface Seen {
  readonly source?: string;
  readonly read: string;
  readonly where: string;
  readonly records: string;
}

export interface Claim {
  readonly place: string;
  readonly says: string;
  readonly seen: readonly string[];
}

export interface Statement {
  readonly place: string;
  readonly text: string;
  readonly keys: readonly string[];
  readonly numbers: readonly string[];
}

export async function readClaims(): Promise<{
  readonly seen: Readonly<Record<string, Seen>>;
  readonly claims: readonly Claim[];
}> {
  return parse(await readFile(new URL('claims.yaml', FOLDER), 'utf8'));
}

/** Numbers to call are no claims of a study. */
const CALLS = new Set(['911', '988']);

/** A citation as it stands in the text of a statement, where the parser would take it out. */
const MARK = / ?⟦([^⟧]*)⟧/g;

export function numbersIn(text: string): readonly string[] {
  return (text.match(/\d+(?:\.\d+)?/g) ?? []).filter((number) => !CALLS.has(number));
}

/** Returns the statements of a chapter: its sentences, and each row of a table as one. */
export function statements({ name, text }: Chapter): readonly Statement[] {
  return blocksWithCitations(text)
    .flatMap(({ text: block, isRow }) => (isRow ? [block] : sentences(block)))
    .map((marked) => {
      const words = marked.replace(MARK, '');
      const keys = [...marked.matchAll(MARK)].flatMap(([, list]) => list?.split(' ') ?? []);
      return { place: name, text: words, keys, numbers: numbersIn(words) };
    });
}

/** Returns whether a statement must have a line in the record. */
export function needsClaim({ keys, numbers }: Statement): boolean {
  return keys.length > 0 || numbers.length > 0;
}

export function isSame(one: string, other: string): boolean {
  return plainWords(one) === plainWords(other);
}

function blocksWithCitations(markdown: string): readonly { text: string; isRow: boolean }[] {
  const text = markdown.replace(/\[(@[^\]]*)\]/g, (_, list: string) => `⟦${list.replace(/[@;]/g, '')}⟧`);
  const tree: Root | undefined = parseMarkdown({ path: '', text }, () => undefined);
  if (tree === undefined) throw new Error('The Markdown cannot be parsed.');
  const found: { text: string; isRow: boolean }[] = [];
  visit(tree, (node) => {
    if (node.type === 'tableRow') found.push({ text: rowText(node), isRow: true });
    else if (node.type === 'paragraph') found.push({ text: plain(node), isRow: false });
    else return undefined;
    return SKIP;
  });
  return found;
}

const plain = (node: Nodes): string => textOf(node, { includeImageAlt: false }).replace(/\s+/g, ' ').trim();

const rowText = (row: TableRow): string => row.children.map((cell) => plain(cell)).join(' | ');
