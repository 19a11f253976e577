/** What printing is given in tests: the real disk, our own design, and a list of what was reported. */
import type { Diagnostic } from '../../src/core/diagnostics/diagnostic.ts';
import { builtInEditions } from '../../src/core/editions.ts';
import type { Host } from '../../src/core/host.ts';
import type { Context } from '../../src/core/model/context.ts';
import { isPaper, type PaperEdition } from '../../src/core/model/edition.ts';
import { contextIn, REPOSITORY } from '../support/context.ts';

/** An edition on paper by its full name, as `book-a4`. */
export function paperEdition(name: string): PaperEdition {
  const [edition] = builtInEditions.find(name);
  if (edition === undefined || !isPaper(edition)) throw new Error(`${name} is not printed`);
  return edition;
}

export const BOOK = paperEdition('book-a4');
export const HANDOUTS = paperEdition('handouts-a4');
export const LETTER = paperEdition('handouts-letter');

export interface PrintBench {
  readonly context: Context;
  readonly diagnostics: readonly Diagnostic[];
}

export function printBench(signal: AbortSignal = new AbortController().signal): PrintBench {
  const diagnostics: Diagnostic[] = [];
  const context = contextIn(REPOSITORY, (diagnostic) => void diagnostics.push(diagnostic), { signal });
  return { context, diagnostics };
}

/** A host with these files and these variables and nothing else. */
export function fakeHost(files: readonly string[], variables: Readonly<Record<string, string>> = {}): Host {
  const never = () => Promise.reject(new Error('not asked for in these tests'));
  return {
    list: never,
    kind: async (path) => (files.includes(path) ? 'file' : undefined),
    resolve: async (path) => path,
    read: never,
    write: never,
    remove: never,
    fingerprint: never,
    fileIdentity: never,
    variable: (name) => variables[name],
    today: () => '2026-11-22',
  };
}
