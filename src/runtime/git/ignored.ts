/**
 * Checks whether git ignores a file (`gitignore(5)`), by the `.gitignore` files of the repository and
 * `.git/info/exclude`. Reads these through the host, so that they count as dependencies of cached results.
 * Does not read the `core.excludesFile` of the user, because it is not part of the project.
 */
import { dirname, join, relative, sep } from 'node:path';
import type { Ignore } from 'ignore';
import { type Host, memoizeWith } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';

/** The patterns of one file, and the folder that they are relative to. */
interface IgnoreLevel {
  readonly folder: string;
  readonly patterns: Ignore;
}

/**
 * Returns whether git ignores the file. A tracked file is not ignored, even if a pattern matches.
 * @param path absolute
 */
export async function isIgnoredByGit(path: string, { host }: Pick<Context, 'host'>): Promise<boolean> {
  const levels = await readLevels(dirname(path), host);
  const top = levels?.[0]?.folder;
  if (levels === undefined || top === undefined || !isMatched(path, top, levels)) return false;
  return !(await isTracked(path));
}

/**
 * Returns the patterns from the top of the repository down to the folder; `undefined` if there is no
 * repository.
 */
async function readLevels(folder: string, host: Host): Promise<readonly IgnoreLevel[] | undefined> {
  const once = memoizeWith(host);
  return once(`what git ignores in ${folder}`, async (given) => {
    const isTop = (await given.kind(join(folder, '.git'))) !== undefined;
    const above = dirname(folder);
    const outer = isTop ? [] : above === folder ? undefined : await readLevels(above, given);
    if (outer === undefined) return undefined;
    // Later patterns take precedence.
    const names = isTop ? [join('.git', 'info', 'exclude'), '.gitignore'] : ['.gitignore'];
    const own = await Promise.all(names.map((name) => readLevel(folder, name, given)));
    return [...outer, ...own.filter((level) => level !== undefined)];
  });
}

async function readLevel(folder: string, name: string, host: Host): Promise<IgnoreLevel | undefined> {
  const path = join(folder, name);
  if ((await host.kind(path)) !== 'file') return undefined;
  const bytes = await host.read(path).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const { default: ignore } = await import('ignore');
  return { folder, patterns: ignore().add(new TextDecoder().decode(bytes)) };
}

/** Returns whether a pattern excludes the file or one of its folders. The last matching pattern decides. */
function isMatched(path: string, top: string, levels: readonly IgnoreLevel[]): boolean {
  const names = relative(top, path).split(sep);
  return names.some((_, index) => {
    const isFile = index === names.length - 1;
    const part = join(top, ...names.slice(0, index + 1));
    return levels.reduce((verdict, { folder, patterns }) => {
      const within = relative(folder, part).split(sep).join('/');
      if (within === '' || within.startsWith('..')) return verdict;
      const { ignored, unignored } = patterns.test(isFile ? within : `${within}/`);
      return ignored || (verdict && !unignored);
    }, false);
  });
}

/** Returns whether git tracks the file; false if git cannot be run. */
async function isTracked(path: string): Promise<boolean> {
  const { Git, findRepository } = await import('./git.ts');
  const command = ['ls-files', '--error-unmatch', '-z', '--', path];
  const answer = await new Git(findRepository(dirname(path))).run(...command).catch(() => undefined);
  return answer?.code === 0;
}
