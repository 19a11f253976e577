/** Finds packages of `package-lock.json` that are not completely installed in `node_modules` in their locked versions. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An entry of a lockfile, whose key is its path in the folder: https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
type Lockfile = ReadonlyMap<string, LockedPackage>;

/**
 * Returns the packages that `start` (a path in the lockfile, `''` for the project itself) needs and that are not installed
 * or have another version. Optional ones, such as those of another platform, are not counted.
 */
export function findMissingPackages(folder: string, start: string): readonly string[] {
  const locked = readLockfile(join(folder, 'package-lock.json'));
  // npm writes this file after all packages, so an interrupted installation has none or an old one.
  const installed = readLockfile(join(folder, 'node_modules/.package-lock.json'));
  const needed = findNeededPackages(locked, start);
  return [...needed].filter(
    (path) => !installed.has(path) || installed.get(path)?.version !== locked.get(path)?.version,
  );
}

/** Reads a lockfile. Returns no entries if the file is missing or damaged. */
function readLockfile(path: string): Lockfile {
  try {
    const { packages } = JSON.parse(readFileSync(path, 'utf8')) as {
      packages: Record<string, LockedPackage>;
    };
    return new Map(Object.entries(packages));
  } catch {
    return new Map();
  }
}

function findNeededPackages(locked: Lockfile, start: string): ReadonlySet<string> {
  const needed = new Set<string>();
  const waiting = [start];
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    for (const name of listDependencies(locked.get(from))) {
      const path = resolvePackage(locked, from, name);
      if (path === undefined || needed.has(path)) continue;
      needed.add(path);
      const { link, resolved } = locked.get(path) ?? {};
      waiting.push(link && resolved !== undefined ? resolved : path);
    }
  }
  return needed;
}

/** Development dependencies are only in entries of the project and its own folders. */
function listDependencies(entry: LockedPackage | undefined): readonly string[] {
  const { dependencies, devDependencies, peerDependencies, peerDependenciesMeta, optionalDependencies } =
    entry ?? {};
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  const named = [...Object.keys({ ...dependencies, ...devDependencies }), ...peers];
  return named.filter((name) => !Object.hasOwn(optionalDependencies ?? {}, name));
}

/** Returns the path of the package that `name` means in `from`: the nearest `node_modules` going up. */
function resolvePackage(locked: Lockfile, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (locked.has(path)) return path;
    if (folder === '') return undefined;
  }
}
