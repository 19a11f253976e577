/** What printing is given in tests: the real disk, our own design, and a list of what was reported. */
import { fileURLToPath } from 'node:url';
import { openDesign } from '../../src/design.ts';
import type { Diagnostic } from '../../src/diagnostic.ts';
import type { Host } from '../../src/host.ts';
import type { Context, Edition, PageSize } from '../../src/model.ts';
import { nodeHost } from '../../src/node.ts';

const OWN = fileURLToPath(new URL('../..', import.meta.url));

export const A4: PageSize = { name: 'A4', width: 210, height: 297 };
export const LETTER: PageSize = { name: 'Letter', width: 215.9, height: 279.4 };
export const BOOK = { id: 'book-a4', family: 'book', page: A4 } as const satisfies Edition;
export const HANDOUTS = { id: 'handouts-a4', family: 'handouts', page: A4 } as const satisfies Edition;

export interface PrintBench {
  readonly context: Context;
  readonly diagnostics: readonly Diagnostic[];
}

export function printBench(signal: AbortSignal = new AbortController().signal): PrintBench {
  const diagnostics: Diagnostic[] = [];
  const context: Context = {
    root: OWN,
    host: nodeHost,
    design: openDesign(nodeHost, { root: OWN, own: OWN }),
    report: (diagnostic) => void diagnostics.push(diagnostic),
    progress: () => undefined,
    signal,
  };
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
    variable: (name) => variables[name],
  };
}
