/** Changed files → the publications whose pages may be other ones now. Rather one too many than one too few. */
import { join, posix, relative, sep } from 'node:path';
import type { Context } from '../../core/model/context.ts';
import type { Target } from '../../read/read-publication.ts';
import type { KeptAnswers } from '../../runtime/cache/cache.ts';
import { CODE } from '../../runtime/install-path.ts';
import { foldersOf } from './ancestors.ts';
import type { Change } from './changed-since.ts';
import { concerns, dependenciesOf } from './recorded-inputs.ts';

/**
 * What a former build knows of a publication, where all that it knows is still so; `undefined` where it is not, or where
 * nothing is known. Only then can it say that a file has nothing to do with the publication.
 */
export type RecordOf = (target: Target) => Promise<KeptAnswers | undefined>;

export interface Touched {
  readonly targets: readonly Target[];
  /** A changed file that lies in no publication, and so may be a part of any. */
  readonly because?: string;
}

const PUBLICATION = 'publication.yaml';
const isMarkdown = (path: string): boolean => /\.(?:md|markdown)$/i.test(path);

/** What is read for the publication that it is, and gets into no other. */
const isText = (path: string): boolean => isMarkdown(path) || posix.basename(path) === PUBLICATION;

/** Where the templates, styles and packages are that any publication may use. */
const isDesign = (path: string): boolean => /^(?:templates|styles|node_modules)(?:\/|$)/.test(path);

/** What no page is made of, wherever it lies: texts about the project, settings of editors, of git and of CI. */
const isAside = (path: string): boolean =>
  isMarkdown(path) || /^(?:\.git[^/]*|\.vscode|\.idea|\.editorconfig|LICEN[CS]E)(?:\/|$)/.test(path);

/** What says which packages are installed; it may stand above the project. */
const isPackages = (path: string): boolean =>
  /^(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|\.npmrc|\.yarnrc.*|\.pnp\..*)$/.test(
    posix.basename(path),
  ) || path.split('/').includes('node_modules');

/** What makes the pages, or says which version does. */
const isProgram = (path: string, root: string): boolean =>
  isPackages(path) || join(root, path).startsWith(CODE) || CODE.startsWith(join(root, path, sep));

/** @returns targets in their order */
export async function touchedTargets(
  targets: readonly Target[],
  changes: readonly Change[],
  recordOf: RecordOf,
  context: Context,
): Promise<Touched> {
  // A record is one of the program as it is now, and says nothing of what another one would have made.
  const program = changes.find(({ path }) => isProgram(path, context.root));
  if (program !== undefined) return { targets, because: program.path };
  const { targets: possible, because } = await possiblyTouched(targets, changes, context);
  const certain: Target[] = [];
  for (const target of possible) {
    context.signal.throwIfAborted();
    const record = await recordOf(target);
    const known = record && dependenciesOf(record, context.root);
    if (known === undefined || changes.some((change) => concerns(change, known))) certain.push(target);
  }
  return { targets: certain, ...(because !== undefined && { because }) };
}

/** By where the files lie alone. */
async function possiblyTouched(
  targets: readonly Target[],
  changes: readonly Change[],
  context: Context,
): Promise<Touched> {
  const owners = await ownersOf(targets, context);
  const touched = new Set<Target>();
  const changed = new Set(changes.map(({ path }) => path));
  for (const path of changed) {
    const owning = owners.of(path);
    for (const target of owning) touched.add(target);
    if (owning.length === 0 && (await mayBeAnywhere(path, changed, context)))
      return { targets, because: path };
  }
  return { targets: targets.filter((target) => touched.has(target)) };
}

/** Whether a file that belongs to none of the publications may get into any of them. */
async function mayBeAnywhere(
  path: string,
  changed: ReadonlySet<string>,
  { root, host }: Context,
): Promise<boolean> {
  if (path.startsWith('../../')) return false;
  if (isDesign(path)) return true;
  if (isAside(path)) return false;
  // A publication that nobody asked for, or that is no more: nothing of it gets into another one.
  for (const folder of foldersOf(path)) {
    const manifest = posix.join(folder, PUBLICATION);
    if (changed.has(manifest) || (await host.kind(join(root, manifest))) === 'file') return false;
  }
  return true;
}

interface Owners {
  /** The publications to which a file belongs. */
  of(path: string): readonly Target[];
}

type ByPath = Map<string, Target[]>;

/** By the fence: of a folder everything in it; of a file alone the pictures and data beside and below it, too. */
async function ownersOf(targets: readonly Target[], context: Context): Promise<Owners> {
  const [whole, beside, files, above]: [ByPath, ByPath, ByPath, ByPath] = [
    new Map(),
    new Map(),
    new Map(),
    new Map(),
  ];
  const namesOf = pathNames(context);
  for (const target of targets) {
    const folders = await namesOf(target.folder);
    for (const folder of folders) add(target.form === 'folder' ? whole : beside, folder, target);
    // A submodule or a link is one path that stands for all below it.
    for (const folder of new Set([...folders].flatMap(withFolders))) add(above, folder, target);
    for (const file of await namesOf(target.file)) add(files, file, target);
  }
  return {
    of(path) {
      if (path === '.') return targets;
      const around = foldersOf(path);
      const pictures = isText(path) ? [] : around.flatMap((folder) => beside.get(folder) ?? []);
      const inside = around.flatMap((folder) => whole.get(folder) ?? []);
      return [...(files.get(path) ?? []), ...(above.get(path) ?? []), ...inside, ...pictures];
    },
  };
}

const withFolders = (folder: string): readonly string[] =>
  [folder, ...foldersOf(folder)].filter((name) => name !== '.');

function add(map: ByPath, path: string, target: Target): void {
  const known = map.get(path);
  if (known) known.push(target);
  else map.set(path, [target]);
}

/** A path as it was found, and as git knows it where links lead there. Each is asked for once. */
function pathNames({ root, host }: Context): (path: string) => Promise<ReadonlySet<string>> {
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
