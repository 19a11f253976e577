/** Computes the identity of the program: the code of Handpress, its dependencies, and Node. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { ENGINE_PACKAGES } from '../../core/model/diagram.ts';
import { CODE_FOLDER, PACKAGE_FOLDER } from '../install-path.ts';
import { version } from '../version.ts';
import { computeCombinedDigest, computeDigest } from './digest.ts';

/** The list of installed packages that npm writes. */
const NPM_LOCK_FILE = 'node_modules/.package-lock.json';

let cachedIdentity: string | undefined;
let cachedPortableIdentity: string | undefined;

/**
 * Returns a digest that is equal only for the same program. It covers the code, because a checkout changes
 * between versions, and the versions of Node's libraries, because ICU sorts and zlib compresses.
 */
export function programIdentity(): string {
  cachedIdentity ??= computeIdentity(describeCode);
  return cachedIdentity;
}

/**
 * Returns a digest as {@link programIdentity} does, but one that is the same on all machines of a kind on which the same program is
 * installed. It reads the whole bundle.
 */
export function portableProgramIdentity(): string {
  cachedPortableIdentity ??= computeCombinedDigest([
    process.platform,
    process.arch,
    computeIdentity((path) => computeDigest(readFileSync(path))),
  ]);
  return cachedPortableIdentity;
}

const computeIdentity = (describe: (path: string) => string): string =>
  computeCombinedDigest([
    version,
    JSON.stringify(process.versions),
    hashOwnCode(describe),
    hashDependencies(),
  ]);

function hashOwnCode(describe: (path: string) => string): string {
  const names = listCode('')
    .map((name) => name.split(sep).join('/'))
    .sort();
  return computeDigest(JSON.stringify(names.map((name) => [name, describe(join(CODE_FOLDER, name))])));
}

/**
 * Returns the files of code below a folder, as paths from the folder of the code. Node's own recursive list asks the
 * system about each file, which takes longer than the rest of this identity.
 */
function listCode(folder: string): string[] {
  return readdirSync(join(CODE_FOLDER, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = join(folder, entry.name);
    if (entry.isDirectory()) return listCode(name);
    return /(?<!\.d)\.(?:ts|js|json)$/.test(name) ? [name] : [];
  });
}

/**
 * Returns the digest of a source file, or the size and the modification time of a bundled file. The bundle
 * has 5 MB, and reading it takes longer than the rest of a build that finds nothing changed. Most of its file
 * names contain a hash.
 */
function describeCode(path: string): string {
  if (!path.endsWith('.js')) return computeDigest(readFileSync(path));
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
}

/** Hashes the list of npm or, for other installers, the manifest of each dependency. */
function hashDependencies(): string {
  for (const folder of listParentFolders(CODE_FOLDER)) {
    const list = readOptional(join(folder, NPM_LOCK_FILE));
    if (list !== undefined) return computeCombinedDigest([list]);
  }
  const manifest = JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8')) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  // Those that draw diagrams can be installed later.
  const names = [...Object.keys(manifest.dependencies ?? {}), ...Object.values(ENGINE_PACKAGES).flat()];
  return computeCombinedDigest(names.flatMap((name) => [name, readManifest(name) ?? '']));
}

function readManifest(name: string): Uint8Array | undefined {
  for (const folder of listParentFolders(CODE_FOLDER)) {
    const manifest = readOptional(join(folder, 'node_modules', name, 'package.json'));
    if (manifest !== undefined) return manifest;
  }
  return undefined;
}

function listParentFolders(path: string): readonly string[] {
  const above = dirname(path);
  return above === path ? [] : [above, ...listParentFolders(above)];
}

function readOptional(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
