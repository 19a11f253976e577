/** Reads and renders a project in memory: files go in; the publication, the book and every diagnostic come out. */
import { dirname, join, posix } from 'node:path';
import { toHtml } from 'hast-util-to-html';
import { expect } from 'vitest';
import { type Diagnostic, sortDiagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { builtInEditions } from '../../src/core/editions.ts';
import { type FolderEntry, type Host, HostError } from '../../src/core/host.ts';
import type { Book } from '../../src/core/model/book.ts';
import type { Context } from '../../src/core/model/context.ts';
import type { Publication } from '../../src/core/model/publication.ts';
import { discover, readPublication } from '../../src/read/read-publication.ts';
import {
  assembleBook,
  assembleHandout,
  type RenderedPublication,
  renderPublication,
} from '../../src/render/render-publication.ts';
import { contextIn } from './context.ts';

/** Contents of files, by paths relative to the project. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Absolute path of the project in memory. */
const ROOT = '/project';

/** Returns a host with these files and these environment variables only. */
export function memoryHost(files: Files, variables: Readonly<Record<string, string>> = {}): Host {
  const bytes = new Map(Object.entries(files).map(([path, held]) => [join(ROOT, path), bytesOf(held)]));
  const folders = new Map<string, Set<string>>([[ROOT, new Set()]]);
  for (const path of bytes.keys()) addToFolders(path, folders);
  const kind = (path: string): FolderEntry['kind'] | undefined =>
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
    fingerprint: async (path) => `${bytes.get(path)?.length}`,
    fileIdentity: async (path) => ({
      text: `${bytes.get(path)?.length}`,
      size: bytes.get(path)?.length ?? 0,
      isStable: false,
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

export interface Workbench {
  readonly context: Context;
  /** In the order in which they were reported. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Returns a context over a host. Templates and styles come from the repository. */
export function openWorkbench(host: Host, root: string = ROOT): Workbench {
  const diagnostics: Diagnostic[] = [];
  const context = contextIn(root, (problem) => void diagnostics.push(problem), { host });
  return { context, diagnostics };
}

/** A publication as far as it could be read and rendered. */
export interface WorkbenchResult {
  readonly publication?: Publication;
  readonly rendered?: RenderedPublication;
  readonly book?: Book;
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and renders the first publication that is found. Never fails, whatever its diagnostics are. */
export async function readAndRenderAny(
  { context, diagnostics }: Workbench,
  what?: string,
): Promise<WorkbenchResult> {
  const [target] = await discover(what === undefined ? ['.'] : [what], context);
  const publication = target && (await readPublication(target, builtInEditions, context));
  const rendered = publication && (await renderPublication(publication, context));
  const book = rendered && (await assembleBook(rendered));
  return {
    ...(publication && { publication }),
    ...(rendered && { rendered }),
    ...(book && { book }),
    diagnostics: sortDiagnostics(diagnostics),
  };
}

export interface WorkbenchOptions {
  /** The publication to read; the default is the first one found. */
  readonly what?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * The expected diagnostics, exactly, as {@link formatDiagnostics} writes them; the default is none.
   */
  readonly expected?: readonly string[];
}

/** A publication that was read and rendered. */
export type WorkbenchBook = Required<WorkbenchResult>;

/** Reads and renders a publication in memory, and fails on any diagnostic that is not expected. */
export async function readAndRender(files: Files, asked: WorkbenchOptions = {}): Promise<WorkbenchBook> {
  const judged = await readAndRenderAny(openWorkbench(memoryHost(files, asked.variables)), asked.what);
  expect(formatDiagnostics(withoutProposals(judged.diagnostics))).toEqual(asked.expected ?? []);
  const { publication, rendered, book, diagnostics } = judged;
  if (!publication || !rendered || !book) throw new Error('Nothing could be rendered.');
  return { publication, rendered, book, diagnostics };
}

/** Returns the diagnostics of a publication in memory, also of one that cannot be rendered. */
export async function collectDiagnostics(files: Files, what?: string): Promise<readonly string[]> {
  const { diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)), what);
  return formatDiagnostics(withoutProposals(diagnostics));
}

const PROPOSALS: ReadonlySet<string> = new Set(['identifier-missing', 'language-taken', 'language-guessed']);

/** Leaves out what proposes an identifier or a language, because hardly any text of a test names them. */
export const withoutProposals = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.filter(({ code }) => !PROPOSALS.has(code));

/** Returns `code file:line:column` of each diagnostic. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, place }) =>
    place === undefined ? code : `${code} ${place.file}:${place.line}:${place.column}`,
  );
}

/** Returns the HTML of a book's sections, or of one of them. */
export function sectionHtml(book: Book, section?: number): string {
  const chosen = section === undefined ? book.sections : book.sections.slice(section, section + 1);
  return chosen.map(({ body }) => toHtml(body)).join('\n');
}

/** Returns the HTML below the title of a single Markdown file. Fails on any diagnostic that is not expected. */
export async function renderMarkdown(
  markdown: string,
  { language, ...asked }: WorkbenchOptions & { readonly language?: string } = {},
): Promise<string> {
  const frontMatter = language === undefined ? '' : `---\nlanguage: ${language}\n---\n\n`;
  const { book } = await readAndRender({ 'text.md': `${frontMatter}# T\n\n${markdown}` }, asked);
  return sectionHtml(book).replace(/^<h1 id="text">T<\/h1>\n/, '');
}

/** Renders one chapter as a handout. */
export async function renderHandout(
  { rendered, publication }: WorkbenchBook,
  chapter: number,
): Promise<Book> {
  const chosen = publication.chapters[chapter];
  if (chosen === undefined) throw new Error(`There is no chapter ${chapter}.`);
  return assembleHandout(rendered, chosen);
}
