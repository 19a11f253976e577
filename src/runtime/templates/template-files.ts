/** The files of the design: those of the project shadow Handpress's own, and none leads out of its folder. */
import { join, posix } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { unreadable } from '../../core/diagnostics/file-problem.ts';
import type { GuardedHost } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { type Fenced, findInside } from '../guard/path-guard.ts';

export interface DesignFolders {
  /** Absolute path of the project. */
  readonly root: string;
  /** Absolute path of the folder that holds Handpress's own `templates/` and `styles/`. */
  readonly own: string;
  readonly outputs: Context['outputs'];
}

/** Thrown through the template engine. */
export class DesignFileError extends Error {
  override readonly name = 'DesignFileError';
  readonly diagnostic: Diagnostic;

  constructor(problem: Diagnostic) {
    super(problem.message);
    this.diagnostic = problem;
  }
}

export interface DesignFile {
  readonly text: string;
  /** Whether it is the project's, and not Handpress's own. */
  readonly isReplaced: boolean;
}

/**
 * Reads a file of the design; `undefined` where neither the project nor Handpress has it.
 * Throws {@link DesignFileError}: `file-outside`, `file-withheld`, `file-unreadable`
 */
export type ReadDesignFile = (
  folder: 'templates' | 'styles',
  name: string,
) => Promise<DesignFile | undefined>;

export function designFileReader(host: GuardedHost, { root, own, outputs }: DesignFolders): ReadDesignFile {
  return async (folder, name) => {
    for (const base of new Set([root, own])) {
      const found = await findInside(folder, name, { root: base, host, outputs });
      if (found.found === 'missing') continue;
      if (found.found === 'inside') {
        return { text: await readFile(base, posix.join(folder, found.path), host), isReplaced: base !== own };
      }
      throw new DesignFileError(problemOf(found, posix.join(folder, name)));
    }
    return undefined;
  };
}

/** Returns which of these files the project shadows: their paths, as `styles/epub.css`. */
export async function changedFiles(
  host: GuardedHost,
  { root, own, outputs }: DesignFolders,
  folder: 'templates' | 'styles',
  names: readonly string[],
): Promise<readonly string[]> {
  if (root === own) return [];
  const found = await Promise.all(names.map((name) => findInside(folder, name, { root, host, outputs })));
  return names.filter((_, at) => found[at]?.found !== 'missing').map((name) => posix.join(folder, name));
}

async function readFile(base: string, path: string, host: GuardedHost): Promise<string> {
  try {
    return new TextDecoder().decode(await host.read(join(base, path)));
  } catch (error) {
    throw new DesignFileError(unreadable(error, path));
  }
}

function problemOf(found: Exclude<Fenced, { readonly path: string }>, file: string): Diagnostic {
  const place = { file, line: 1, column: 1 };
  if (found.found === 'outside') return diagnostic('file-outside', {}, place);
  return diagnostic('file-withheld', { path: file, why: found.why }, place);
}
