/**
 * Reads the files of the design. Files of the project override built-in ones. No path can lead out of its
 * folder.
 */
import { join, posix } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { DiagnosticError } from '../../core/diagnostics/diagnostic-error.ts';
import { diagnoseReadError } from '../../core/diagnostics/file-problem.ts';
import type { GuardedHost } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { type ResolvedPath, resolveInside } from '../guard/path-guard.ts';

/** The folders that contain the design. */
export interface DesignFolders {
  /** Absolute path of the project. */
  readonly root: string;
  /** Absolute path of the folder with the built-in `templates/` and `styles/`. */
  readonly builtIn: string;
  readonly outputFolders: Context['outputFolders'];
}

/** Thrown where a file of the design cannot be read: `file-outside`, `file-withheld`, `file-unreadable`. */
export class DesignFileError extends DiagnosticError {
  override readonly name = 'DesignFileError';
}

/** A folder of the design; `browser` has scripts that run in the browser of a reader. */
type DesignFolder = 'templates' | 'styles' | 'citations' | 'browser';

/** A file of the design. */
export interface DesignFile {
  readonly text: string;
  /** Whether it is a file of the project. */
  readonly isOverride: boolean;
}

/**
 * Reads a file of the design; `undefined` if neither the project nor Handpress has it. Rejects with a
 * {@link DesignFileError}.
 */
export type ReadDesignFile = (folder: DesignFolder, name: string) => Promise<DesignFile | undefined>;

export function createDesignFileReader(
  host: GuardedHost,
  { root, builtIn, outputFolders }: DesignFolders,
): ReadDesignFile {
  return async (folder, name) => {
    const [home, file] = locate(folder, name);
    for (const base of new Set([root, builtIn])) {
      const found = await resolveInside(home, file, { root: base, host, outputFolders });
      if (found.kind === 'missing') continue;
      if (found.kind === 'inside') {
        return {
          text: await readFile(base, posix.join(home, found.path), host),
          isOverride: base !== builtIn,
        };
      }
      throw new DesignFileError(diagnosePath(found, posix.join(home, file)));
    }
    return undefined;
  };
}

/**
 * Returns those of the given files that the project overrides, as paths: `styles/epub.css`. A style sheet whose name begins
 * with `/` is relative to the root.
 */
export async function findOverrides(
  host: GuardedHost,
  { root, builtIn, outputFolders }: DesignFolders,
  folder: 'templates' | 'styles',
  names: readonly string[],
): Promise<readonly string[]> {
  const places = names
    .filter((name) => root !== builtIn || isFromRoot(folder, name))
    .map((name) => locate(folder, name));
  const found = await Promise.all(
    places.map(([home, file]) => resolveInside(home, file, { root, host, outputFolders })),
  );
  return places.filter((_, at) => found[at]?.kind !== 'missing').map((place) => posix.join(...place));
}

/** Returns whether the name of a style sheet is relative to the root: `/note.css`. */
const isFromRoot = (folder: DesignFolder, name: string): boolean =>
  folder === 'styles' && name.startsWith('/');

/** Splits a name into the folder that must contain the file, and its path there. */
const locate = (folder: DesignFolder, name: string): readonly [home: string, file: string] =>
  isFromRoot(folder, name) ? ['', name.slice(1)] : [folder, name];

async function readFile(base: string, path: string, host: GuardedHost): Promise<string> {
  try {
    return new TextDecoder().decode(await host.read(join(base, path)));
  } catch (error) {
    throw new DesignFileError(diagnoseReadError(error, path));
  }
}

function diagnosePath(found: Exclude<ResolvedPath, { readonly path: string }>, file: string): Diagnostic {
  const place = { file, line: 1, column: 1 };
  if (found.kind === 'outside') return diagnostic('file-outside', {}, place);
  return diagnostic('file-withheld', { path: file, reason: found.reason }, place);
}
