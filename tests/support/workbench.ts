/** A project in memory for tests: files go in; the publication, the book and every diagnostic come out. */
import { dirname, join, posix } from 'node:path';
import { toHtml } from 'hast-util-to-html';
import { expect } from 'vitest';
import { type Diagnostic, sortDiagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { builtInEditions } from '../../src/core/editions.ts';
import { type Entry, type Host, HostError } from '../../src/core/host.ts';
import type { Book } from '../../src/core/model/book.ts';
import type { Context } from '../../src/core/model/context.ts';
import type { Publication } from '../../src/core/model/publication.ts';
import { discover, readPublication } from '../../src/read/read-publication.ts';
import {
  handoutBook,
  type Rendered,
  renderPublication,
  wholeBook,
} from '../../src/render/render-publication.ts';
import { contextIn } from './context.ts';

/** Paths relative to the project, and what the files hold. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Absolute path of the project in memory. */
const ROOT = '/project';

/** A disk that holds these files and nothing else, and an environment that has these variables and no others. */
export function memoryHost(files: Files, variables: Readonly<Record<string, string>> = {}): Host {
  const bytes = new Map(Object.entries(files).map(([path, held]) => [join(ROOT, path), bytesOf(held)]));
  const folders = new Map<string, Set<string>>([[ROOT, new Set()]]);
  for (const path of bytes.keys()) addToFolders(path, folders);
  const kind = (path: string): Entry['kind'] | undefined =>
    bytes.has(path) ? 'file' : folders.has(path) ? 'folder' : undefined;
  return {
    list: async (folder) => {
      const names = folders.get(folder);
      if (names === undefined) throw new HostError('missing', folder, 'no such folder');
      return [...names].sort().map((name) => ({ name, kind: kind(join(folder, name)) ?? 'other' }));
    },
    kind: async (path) => kind(path),
    resolve: async (path) => posix.normalize(path),
    read: async (path) => {
      const held = bytes.get(path);
      if (held === undefined) throw new HostError('missing', path, 'no such file');
      return held;
    },
    write: async (files) => {
      for (const [path, written] of files) bytes.set(path, written);
    },
    remove: async (path) => void bytes.delete(path),
    stamp: async (path) => `${bytes.get(path)?.length}`,
    state: async (path) => ({
      text: `${bytes.get(path)?.length}`,
      size: bytes.get(path)?.length ?? 0,
      isSettled: false,
    }),
    variable: (name) => variables[name],
    today: () => '2026-11-22',
  };
}

function bytesOf(held: string | Uint8Array): Uint8Array {
  return typeof held === 'string' ? new TextEncoder().encode(held) : held;
}

function addToFolders(path: string, folders: Map<string, Set<string>>): void {
  const folder = dirname(path);
  const known = folders.get(folder);
  const names = known ?? new Set();
  names.add(path.slice(folder === '/' ? 1 : folder.length + 1));
  folders.set(folder, names);
  if (known === undefined && folder !== '/') addToFolders(folder, folders);
}

export interface Bench {
  readonly context: Context;
  /** In the order in which they were reported. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A context over a host; our own templates and styles come from the repository. */
export function benchOver(host: Host, root: string = ROOT): Bench {
  const diagnostics: Diagnostic[] = [];
  const context = contextIn(root, (problem) => void diagnostics.push(problem), { host });
  return { context, diagnostics };
}

/** What came of a publication; nothing where it could not be read. */
export interface Judged {
  readonly publication?: Publication;
  readonly rendered?: Rendered;
  readonly book?: Book;
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and renders the first publication that is found, whatever is wrong with it. */
export async function judge({ context, diagnostics }: Bench, what?: string): Promise<Judged> {
  const [target] = await discover(what === undefined ? ['..'] : [what], context);
  const publication = target && (await readPublication(target, builtInEditions, context));
  const rendered = publication && (await renderPublication(publication, context));
  const book = rendered && (await wholeBook(rendered));
  return {
    ...(publication && { publication }),
    ...(rendered && { rendered }),
    ...(book && { book }),
    diagnostics: sortDiagnostics(diagnostics),
  };
}

export interface Asked {
  /** The publication to read; left out: the first one found. */
  readonly what?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * The diagnostics that must come out, no more and no fewer, as {@link told} writes them; left out: none may.
   */
  readonly expected?: readonly string[];
}

export type Made = Required<Judged>;

/** Reads and renders a publication in memory, and fails on any diagnostic that is not expected. */
export async function readAndRender(files: Files, asked: Asked = {}): Promise<Made> {
  const judged = await judge(benchOver(memoryHost(files, asked.variables)), asked.what);
  expect(told(judged.diagnostics)).toEqual(asked.expected ?? []);
  const { publication, rendered, book, diagnostics } = judged;
  if (!publication || !rendered || !book) throw new Error('Nothing could be rendered.');
  return { publication, rendered, book, diagnostics };
}

/** The diagnostics of a publication in memory, which may be one of which nothing can be made. */
export async function complaints(files: Files, what?: string): Promise<readonly string[]> {
  return told((await judge(benchOver(memoryHost(files)), what)).diagnostics);
}

/** `code file:line:column` of each diagnostic. */
export function told(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, place }) =>
    place === undefined ? code : `${code} ${place.file}:${place.line}:${place.column}`,
  );
}

/** The HTML of a book's sections, or of one. */
export function htmlOf(book: Book, section?: number): string {
  const chosen = section === undefined ? book.sections : book.sections.slice(section, section + 1);
  return chosen.map(({ body }) => toHtml(body)).join('\n');
}

/** The HTML below the title of a lone Markdown file, in which nothing may be wrong unless it is said. */
export async function htmlFrom(markdown: string, asked: Asked = {}): Promise<string> {
  const { book } = await readAndRender({ 'text.md': `# T\n\n${markdown}` }, asked);
  return htmlOf(book).replace(/^<h1 id="text">T<\/h1>\n/, '');
}

/** One chapter alone. */
export async function handoutOf({ rendered, publication }: Made, chapter: number): Promise<Book> {
  const chosen = publication.chapters[chapter];
  if (chosen === undefined) throw new Error(`There is no chapter ${chapter}.`);
  return handoutBook(rendered, chosen);
}
