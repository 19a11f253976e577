/** Imports documents into a project in memory, and reads what was written. */
import { expect } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostics/diagnostic.ts';
import type { Host } from '../../src/core/host.ts';
import { runImport } from '../../src/import/run-import.ts';
import {
  type Files,
  memoryHost,
  openWorkbench,
  readAndRenderAny,
  sectionHtml,
} from '../support/workbench.ts';
import { type DocxParts, writeDocx } from './docx-files.ts';

/** What an import made. */
export interface Imported {
  readonly host: Host;
  readonly diagnostics: readonly Diagnostic[];
  /** Paths of the files, relative to the project. */
  readonly files: readonly string[];
  /** Reads a file as text. */
  read(path: string): Promise<string>;
}

/** Imports bytes as a file. @param others files that are there already */
export async function importBytes(
  bytes: Uint8Array,
  others: Files = {},
  name = 'leaflet.docx',
): Promise<Imported> {
  const host = memoryHost({ [name]: bytes, ...others });
  const { diagnostics, files } = await runImport({ document: name, root: '/project', host });
  return {
    host,
    diagnostics,
    files: files.map(({ path }) => path),
    read: async (path) => new TextDecoder().decode(await host.read(`/project/${path}`)),
  };
}

/** Imports a document. Fails on an error. */
export async function importDocx(parts: DocxParts): Promise<Imported> {
  const imported = await importBytes(writeDocx(parts));
  expect(imported.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return imported;
}

/** Imports a document of one file. Returns its Markdown below the title. */
export async function importText(body: string, parts: Omit<DocxParts, 'body'> = {}): Promise<string> {
  const { read } = await importDocx({ body, ...parts });
  return (await read('leaflet/leaflet.md')).replace(/^# .*\n\n?/, '');
}

/** Renders the imported publication. Fails on an error. */
export async function renderImported({ files, host }: Pick<Imported, 'files' | 'host'>): Promise<string> {
  const read = async (path: string) => [path, await host.read(`/project/${path}`)] as const;
  const project = memoryHost(Object.fromEntries(await Promise.all(files.map(read))));
  const { book, diagnostics } = await readAndRenderAny(openWorkbench(project), 'leaflet');
  expect(diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
  if (book === undefined) throw new Error('Nothing could be rendered.');
  return sectionHtml(book);
}
