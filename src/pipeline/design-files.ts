/** Lists the files of a project's design: its templates, its styles, and what the styles name. */
import { join, posix } from 'node:path';
import { DiagnosticError } from '../core/diagnostics/diagnostic-error.ts';
import { type GuardedHost, memoizeWith } from '../core/host.ts';
import type { Context } from '../core/model/context.ts';
import { resolveInside } from '../runtime/guard/path-guard.ts';
import type { ProjectStyle, StylePiece } from '../runtime/styles/project-style.ts';
import type { BuildEnvironment } from './tracked-context.ts';

/** How deep folders are listed. Links can make a circle. */
const MAX_DEPTH = 10;

/** Terms are read for the language of each publication. */
const TERMS = 'templates/terms';

/**
 * Lists the files of the design, whichever editions use them, as absolute paths. That a file appears or disappears counts
 * as a dependency of the context, its content does not.
 */
export async function listDesignFiles(
  { host, root, outputFolders }: Pick<Context, 'host' | 'root' | 'outputFolders'>,
  environment: Pick<BuildEnvironment, 'openContext'>,
): Promise<readonly string[]> {
  const once = memoizeWith(host);
  const files = await once('design files', async (given) => {
    const context = { host: given, root, outputFolders };
    return [...(await listFolder('styles', context)), ...(await listFolder('templates', context))];
  });
  const named = await once('files that styles name', () => {
    const styles = files.filter((path) => path.startsWith('styles/') && path.endsWith('.css'));
    return styles.length === 0 ? [] : listNamedFiles(styles, environment);
  });
  return [...new Set([...files, ...named])].map((path) => join(root, path));
}

type ListContext = Pick<Context, 'root' | 'outputFolders'> & { readonly host: GuardedHost };

/** @param folder relative to the root, with `/` */
async function listFolder(folder: string, context: ListContext, depth = 0): Promise<readonly string[]> {
  const absolute = join(context.root, folder);
  if (depth > MAX_DEPTH || (await context.host.kind(absolute)) !== 'folder') return [];
  const files: string[] = [];
  for (const { name, kind } of await context.host.list(absolute)) {
    const path = posix.join(folder, name);
    if (name.startsWith('.') || path === TERMS) continue;
    if (kind === 'folder') files.push(...(await listFolder(path, context, depth + 1)));
    // Other files are never used, such as those that git ignores.
    if (kind === 'file' && (await resolveInside('', path, context)).kind === 'inside') files.push(path);
  }
  return files;
}

/** Lists the pictures, fonts and style sheets that style sheets name. */
async function listNamedFiles(
  styles: readonly string[],
  environment: Pick<BuildEnvironment, 'openContext'>,
): Promise<readonly string[]> {
  const { readProjectStyle } = await import('../runtime/styles/project-style.ts');
  const { context } = environment.openContext();
  const found: string[] = [];
  for (const path of styles) {
    try {
      const style: ProjectStyle | undefined = await readProjectStyle(path.slice('styles/'.length), context);
      if (style !== undefined) found.push(...listPieces(style.piece));
    } catch (error) {
      // The edition that uses it reports the problem.
      if (!(error instanceof DiagnosticError)) throw error;
    }
  }
  return found;
}

const listPieces = ({ path, files, imported }: StylePiece): readonly string[] => [
  path,
  ...[...files.values()].map((file) => file.path),
  ...[...imported.values()].flatMap(({ piece }) => listPieces(piece)),
];
