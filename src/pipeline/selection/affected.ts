/** Finds the publications whose pages may depend on changed files. When in doubt it includes a publication. */
import { join, posix, relative, sep } from 'node:path';
import type { Context } from '../../core/model/context.ts';
import { isMarkdownFile } from '../../lib/text/markdown-file.ts';
import type { PublicationRef } from '../../read/read-publication.ts';
import { listBrandFiles } from '../../read/settings/brand/find-brand.ts';
import type { Dependencies } from '../../runtime/cache/cache.ts';
import { CODE_FOLDER } from '../../runtime/install-path.ts';
import { ancestorFolders } from './ancestors.ts';
import type { Change } from './changed-since.ts';
import { findReach } from './reach.ts';
import { groupRecordedPaths, isAffectedBy } from './recorded-inputs.ts';

/**
 * Returns the dependencies that an earlier build recorded for a publication if all of them are unchanged, else `undefined`.
 * Only valid dependencies can show that a file does not affect the publication.
 */
export type FindDependencies = (target: PublicationRef) => Promise<Dependencies | undefined>;

/** The publications that a change affects. */
export interface AffectedTargets {
  readonly targets: readonly PublicationRef[];
  /** A changed file outside all publications, which may affect every publication. */
  readonly sharedFile?: string;
}

const PUBLICATION = 'publication.yaml';

/** Returns whether a file is text of its own publication, which others use only if their texts include files. */
const isPublicationText = (path: string): boolean =>
  isMarkdownFile(path) || posix.basename(path) === PUBLICATION;

/** Returns whether a file is a template, a style or part of a package, which any publication may use. */
const isDesign = (path: string): boolean => /^(?:templates|styles|node_modules)(?:\/|$)/.test(path);

/** Returns whether no page can depend on a file: texts about the project, settings of editors, of git and of CI. */
const isUnrelated = (path: string): boolean =>
  isMarkdownFile(path) || /^(?:\.git[^/]*|\.vscode|\.idea|\.editorconfig|LICEN[CS]E)(?:\/|$)/.test(path);

/** Returns whether a file decides which packages are installed. It can be above the project's folder. */
const isPackageFile = (path: string): boolean =>
  /^(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|\.npmrc|\.yarnrc.*|\.pnp\..*)$/.test(
    posix.basename(path),
  ) || path.split('/').includes('node_modules');

/** Returns whether a file is part of the program, or decides its version. */
const isProgramFile = (path: string, root: string): boolean =>
  isPackageFile(path) ||
  join(root, path).startsWith(CODE_FOLDER) ||
  CODE_FOLDER.startsWith(join(root, path, sep));

/** Returns the affected publications, in the given order. */
export async function findAffectedTargets(
  targets: readonly PublicationRef[],
  changes: readonly Change[],
  findDependencies: FindDependencies,
  context: Context,
): Promise<AffectedTargets> {
  // Records are valid for one version of the program only.
  const program = changes.find(({ path }) => isProgramFile(path, context.root));
  if (program !== undefined) return { targets, sharedFile: program.path };
  const { targets: possible, sharedFile } = await findPossiblyAffected(targets, changes, context);
  const certain: PublicationRef[] = [];
  for (const target of possible) {
    context.signal.throwIfAborted();
    const record = await findDependencies(target);
    const known = record && groupRecordedPaths(record, context.root);
    if (known === undefined || changes.some((change) => isAffectedBy(change, known))) certain.push(target);
  }
  return { targets: certain, ...(sharedFile !== undefined && { sharedFile }) };
}

/** Finds the publications that may be affected, by the locations of the files alone. */
async function findPossiblyAffected(
  targets: readonly PublicationRef[],
  changes: readonly Change[],
  context: Context,
): Promise<AffectedTargets> {
  const owners = await indexOwners(targets, context);
  const affected = new Set<PublicationRef>();
  const changed = new Set(changes.map(({ path }) => path));
  // A logo may be in the folder of one publication, and everything shows it.
  const ofBrand = (await listBrandFiles(context)).find((path) => changed.has(path));
  if (ofBrand !== undefined) return { targets, sharedFile: ofBrand };
  for (const path of changed) {
    const owning = owners.find(path);
    for (const target of owning) affected.add(target);
    if (owning.length === 0 && (await mayAffectAnyTarget(path, changed, context)))
      return { targets, sharedFile: path };
  }
  return { targets: targets.filter((target) => affected.has(target)) };
}

/** Returns whether a file that belongs to none of the publications may be used by any of them. */
async function mayAffectAnyTarget(
  path: string,
  changed: ReadonlySet<string>,
  { root, host }: Context,
): Promise<boolean> {
  if (path.startsWith('../')) return false;
  if (isDesign(path)) return true;
  if (isUnrelated(path)) return false;
  // A file of a publication that is not selected or no longer exists is used by no other publication.
  for (const folder of ancestorFolders(path)) {
    const manifest = posix.join(folder, PUBLICATION);
    if (changed.has(manifest) || (await host.kind(join(root, manifest))) === 'file') return false;
  }
  return true;
}

/** An index from paths to publications. */
interface OwnerIndex {
  /** Returns the publications that a file belongs to. */
  find(path: string): readonly PublicationRef[];
}

type TargetsByPath = Map<string, PublicationRef[]>;

/**
 * Indexes publications by the files that they may use: a publication in a folder uses everything in it, a single file also
 * uses images and data beside and below it. A text that includes files may take them from all of its project.
 */
async function indexOwners(targets: readonly PublicationRef[], context: Context): Promise<OwnerIndex> {
  const empty = (): TargetsByPath => new Map();
  const [whole, beside, files, above, reach] = [empty(), empty(), empty(), empty(), empty()];
  const namesOf = openPathNames(context);
  for (const target of targets) {
    const folders = await namesOf(target.folder);
    for (const folder of folders) add(target.form === 'folder' ? whole : beside, folder, target);
    // Git names a submodule or a link by one path for everything below it.
    for (const folder of new Set([...folders].flatMap(withAncestors))) add(above, folder, target);
    for (const file of await namesOf(target.file)) add(files, file, target);
    const around = await findReach(target, context);
    if (around !== undefined) for (const folder of await namesOf(around)) add(reach, folder, target);
  }
  return {
    find(path) {
      if (path === '.') return targets;
      const around = ancestorFolders(path);
      const pictures = isPublicationText(path) ? [] : around.flatMap((folder) => beside.get(folder) ?? []);
      const inside = around.flatMap((folder) => whole.get(folder) ?? []);
      const included = around.flatMap((folder) => reach.get(folder) ?? []);
      return [...(files.get(path) ?? []), ...(above.get(path) ?? []), ...inside, ...pictures, ...included];
    },
  };
}

const withAncestors = (folder: string): readonly string[] =>
  [folder, ...ancestorFolders(folder)].filter((name) => name !== '.');

function add(map: TargetsByPath, path: string, target: PublicationRef): void {
  const known = map.get(path);
  if (known) known.push(target);
  else map.set(path, [target]);
}

/** Returns a function that returns the names of a path: as it was found, and with links resolved, as git names it. Memoized. */
function openPathNames({ root, host }: Context): (path: string) => Promise<ReadonlySet<string>> {
  const known = new Map<string, Promise<ReadonlySet<string>>>();
  const top = host.resolve(root);
  const find = async (path: string): Promise<ReadonlySet<string>> => {
    const written = posix.normalize(path).normalize('NFC');
    try {
      const real = relative(await top, await host.resolve(join(root, path))) || '.';
      return new Set([written, real.split(sep).join('/').normalize('NFC')]);
    } catch {
      return new Set([written]);
    }
  };
  return (path) => {
    const names = known.get(path) ?? find(path);
    known.set(path, names);
    return names;
  };
}
