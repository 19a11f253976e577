/**
 * Whether git ignores a file, as `gitignore(5)` says it: by the `.gitignore` files of its repository and `.git/info/exclude`. They are read through
 * the host, so that a cached result knows that it depends on them. A person's own `core.excludesFile` is not asked: it is no part of the project.
 */
import { dirname, join, relative, sep } from 'node:path';
import type { Ignore } from 'ignore';
import { type Host, onceWith } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';

/** Patterns of one file, and the folder that they count from. */
interface Level {
  readonly folder: string;
  readonly patterns: Ignore;
}

/**
 * Returns whether git ignores the file. One that git tracks is not ignored, whatever the patterns say.
 * @param path absolute
 */
export async function isIgnored(path: string, { host }: Pick<Context, 'host'>): Promise<boolean> {
  const levels = await levelsFor(dirname(path), host);
  const top = levels?.[0]?.folder;
  if (levels === undefined || top === undefined || !isMatched(path, top, levels)) return false;
  return !(await isTracked(path));
}

/** @returns from the top of the repository down to the folder; `undefined` where there is no repository */
async function levelsFor(folder: string, host: Host): Promise<readonly Level[] | undefined> {
  const once = onceWith(host);
  return once(`what git ignores in ${folder}`, async (given) => {
    const isTop = (await given.kind(join(folder, '.git'))) !== undefined;
    const above = dirname(folder);
    const outer = isTop ? [] : above === folder ? undefined : await levelsFor(above, given);
    if (outer === undefined) return undefined;
    // The later one wins.
    const names = isTop ? [join('.git', 'info', 'exclude'), '.gitignore'] : ['.gitignore'];
    const own = await Promise.all(names.map((name) => readLevel(folder, name, given)));
    return [...outer, ...own.filter((level) => level !== undefined)];
  });
}

async function readLevel(folder: string, name: string, host: Host): Promise<Level | undefined> {
  const path = join(folder, name);
  if ((await host.kind(path)) !== 'file') return undefined;
  const bytes = await host.read(path).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const { default: ignore } = await import('ignore');
  return { folder, patterns: ignore().add(new TextDecoder().decode(bytes)) };
}

/** A file in an ignored folder is ignored; otherwise the last pattern that matches it decides. */
function isMatched(path: string, top: string, levels: readonly Level[]): boolean {
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

/** Where git cannot be asked, the patterns alone decide. */
async function isTracked(path: string): Promise<boolean> {
  const { Git, repositoryAround } = await import('./git.ts');
  const asked = ['ls-files', '--error-unmatch', '-z', '--', path];
  const answer = await new Git(repositoryAround(dirname(path))).ask(...asked).catch(() => undefined);
  return answer?.code === 0;
}
