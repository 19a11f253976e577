/**
 * The guard between the program and the disk. It checks every path by its real location, with all links
 * resolved, each time the path is used, because paths from content, settings, templates or manifests cannot
 * be trusted.
 */
import { dirname, join, relative, sep } from 'node:path';
import {
  type FileIdentity,
  type FolderEntry,
  type GuardedHost,
  type Host,
  HostError,
  type LastCommit,
  type PathInfo,
  type PathKind,
} from '../../core/host.ts';
import { isSamePath, isWithin, listFoldersUp } from '../../lib/text/paths.ts';

/** The folders and files that the program can read and write. Absolute paths. */
export interface AllowedFolders {
  /** The folder of the project. */
  readonly root: string;
  /** The folder with the built-in templates and styles. */
  readonly builtIn: string;
  /** The output folder. */
  readonly out: string;
  /** Input folders outside the project, from the command line. */
  readonly inputs?: readonly string[];
  /** Output files outside the output folder, from the command line: reports and the trace. */
  readonly reports?: readonly string[];
}

/**
 * The zone of a path, which decides its checks. `machine`: everything else; nothing there is read or written.
 */
type Zone = 'project' | 'built-in' | 'input' | 'output' | 'package' | 'machine';

/** Whether the program can read a path. `machine`: it can only query the kind of the entry. */
type Verdict = 'inside' | 'outside' | 'machine';

interface ZoneFolder {
  readonly zone: Zone;
  /** The folder of the zone, with links unresolved. */
  readonly base: string;
}

/** Wraps a host in the guard. A refused access rejects with a {@link HostError} of the kind `outside`. */
export function guardHost(host: Host, allowed: AllowedFolders): GuardedHost {
  return new GuardingHost(host, allowed) as Host as GuardedHost;
}

class GuardingHost implements Host {
  readonly #host: Host;
  readonly #allowed: AllowedFolders;
  readonly #zones: readonly ZoneFolder[];
  readonly #bases: ReadonlySet<string>;
  /** Real paths of the folders that the user has named. These are trusted, and resolved once. */
  readonly #trusted = new Map<string, Promise<string>>();
  /**
   * Verdicts on folders. Valid for one turn of the event loop, in which most accessed paths are in the same
   * few folders.
   */
  readonly #folders = new Map<string, Verdict>();
  /** Real path of the output folder; valid for one turn of the event loop. */
  #output: Promise<string> | undefined;

  constructor(host: Host, allowed: AllowedFolders) {
    this.#host = host;
    this.#allowed = allowed;
    this.#zones = listZones(allowed);
    this.#bases = new Set(this.#zones.map(({ base }) => base));
  }

  async kind(path: string): Promise<PathKind | undefined> {
    const found = this.#host.inspect === undefined ? await this.#inspect(path) : this.#host.inspect(path);
    if (found === undefined) return undefined;
    const verdict = this.#cachedVerdict(path, found) ?? (await this.#checkPath(path, found));
    return verdict === 'outside' ? 'outside' : found.kind;
  }

  async list(folder: string): Promise<readonly FolderEntry[]> {
    const entries = await this.#host.list(await this.#resolveAllowed(folder));
    const checked = async (entry: FolderEntry): Promise<FolderEntry> => {
      const verdict = await this.#checkResolved(join(folder, entry.name));
      return verdict === 'outside' ? { ...entry, kind: 'outside' } : entry;
    };
    // An entry that is not a link is inside the folder.
    return Promise.all(entries.map((entry) => (entry.targetKind === undefined ? entry : checked(entry))));
  }

  async read(path: string): Promise<Uint8Array> {
    const verdict = await this.#check(path);
    if (verdict === 'outside') throw outsideError(path);
    if (verdict === 'machine' && !(await this.#isIgnoreFile(path))) throw outsideError(path);
    return this.#host.read(path);
  }

  async fingerprint(path: string): Promise<string> {
    return this.#host.fingerprint(await this.#resolveAllowed(path));
  }

  async fileIdentity(path: string): Promise<FileIdentity> {
    if ((await this.#check(path)) === 'outside') throw outsideError(path);
    return this.#host.fileIdentity(path);
  }

  /** Unguarded, because it resolves the path and reads no content. */
  resolve(path: string): Promise<string> {
    return this.#host.resolve(path);
  }

  async write(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const folders = new Set<string>();
    for (const path of files.keys()) {
      const isReport = this.#allowed.reports?.includes(path) ?? false;
      if (!isReport && this.#zoneOf(path).zone !== 'output') throw outsideError(path);
      folders.add(dirname(path));
    }
    for (const folder of folders) await this.#requireReal(folder);
    await this.#host.write(files);
  }

  async remove(path: string): Promise<void> {
    if (this.#zoneOf(path).zone !== 'output') throw outsideError(path);
    // Removes a link itself, never its target.
    await this.#requireReal(dirname(path));
    await this.#host.remove(path);
  }

  async withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
    if (this.#zoneOf(path).zone !== 'output') throw outsideError(path);
    await this.#requireReal(dirname(path));
    return this.#host.withLock === undefined ? work() : this.#host.withLock(path, work);
  }

  variable(name: string): string | undefined {
    return this.#host.variable(name);
  }

  today(): string {
    return this.#host.today();
  }

  /** Unguarded, because it asks git about paths and reads no content. */
  async lastCommit(paths: readonly string[]): Promise<LastCommit> {
    return (await this.#host.lastCommit?.(paths)) ?? { kind: 'none' };
  }

  async #inspect(path: string): Promise<PathInfo | undefined> {
    const kind = await this.#host.kind(path);
    return kind === undefined || kind === 'outside' ? undefined : { kind, isLink: true };
  }

  async #check(path: string): Promise<Verdict> {
    const found = this.#host.inspect === undefined ? await this.#inspect(path) : this.#host.inspect(path);
    return this.#cachedVerdict(path, found) ?? this.#checkPath(path, found);
  }

  /**
   * Returns the verdict on a path that is not a link, from that on its folder; `undefined` if that is
   * unknown.
   */
  #cachedVerdict(path: string, found: PathInfo | undefined): Verdict | undefined {
    const isPlain = found?.isLink === false && !this.#bases.has(path);
    return isPlain ? this.#cachedFolderVerdict(dirname(path)) : undefined;
  }

  #cachedFolderVerdict(folder: string): Verdict | undefined {
    const known = this.#folders.get(folder);
    if (known !== undefined || this.#bases.has(folder)) return known;
    const above = dirname(folder);
    const verdict = above === folder ? undefined : this.#cachedVerdict(folder, this.#host.inspect?.(folder));
    if (verdict !== undefined) this.#remember(folder, verdict);
    return verdict;
  }

  #remember(folder: string, verdict: Verdict): void {
    if (this.#folders.size === 0) setImmediate(() => this.#folders.clear()).unref();
    this.#folders.set(folder, verdict);
  }

  async #checkPath(path: string, found: PathInfo | undefined): Promise<Verdict> {
    if (found?.isLink !== false || this.#bases.has(path)) return this.#checkFolder(path);
    const folder = dirname(path);
    const base = this.#zoneOf(path).base || folder;
    // With a verdict on the folder of the zone, those on the folders in it follow without resolving paths.
    this.#remember(base, await this.#checkFolder(base));
    const known = this.#cachedFolderVerdict(folder);
    if (known !== undefined) return known;
    const verdict = await this.#checkResolved(folder);
    this.#remember(folder, verdict);
    return verdict;
  }

  async #checkFolder(path: string): Promise<Verdict> {
    return this.#folders.get(path) ?? this.#checkResolved(path);
  }

  async #checkResolved(path: string): Promise<Verdict> {
    if (this.#zoneOf(path).zone === 'machine') return 'machine';
    try {
      await this.#resolveAllowed(path);
    } catch (error) {
      // Reading a path that cannot be resolved reports the error.
      if (error instanceof HostError && error.kind === 'outside') return 'outside';
    }
    return 'inside';
  }

  /** Returns the real path. Throws if the program must not read it. */
  async #resolveAllowed(path: string): Promise<string> {
    const place = this.#zoneOf(path);
    // These paths come from the program and the environment, for example those of browsers. They are never
    // read.
    if (place.zone === 'machine') return path;
    const real = await this.#host.resolve(path);
    if (isWithin(real, await this.#realBase(place, path))) return real;
    throw outsideError(path);
  }

  /** Returns the real folder that must contain a path of the zone. */
  #realBase({ zone, base }: ZoneFolder, path: string): Promise<string> {
    if (zone === 'output') return this.#realOutput();
    if (zone === 'package') return this.#realPackage(base, path);
    return this.#resolveTrusted(base);
  }

  /** Resolves the output folder once in a turn of the event loop. */
  #realOutput(): Promise<string> {
    if (this.#output === undefined) setImmediate(() => (this.#output = undefined)).unref();
    this.#output ??= this.#requireReal(this.#allowed.out);
    return this.#output;
  }

  #resolveTrusted(folder: string): Promise<string> {
    const known = this.#trusted.get(folder) ?? this.#host.resolve(folder);
    this.#trusted.set(folder, known);
    return known;
  }

  /**
   * Requires that a path contains no link below the output folder or, for an output folder in the project,
   * below the project.
   * @returns the real path, also of a folder that does not exist yet
   */
  async #requireReal(folder: string): Promise<string> {
    const { root, out } = this.#allowed;
    const base = isWithin(folder, root) ? root : isWithin(folder, out) ? out : folder;
    const expected = join(await this.#resolveDeep(base), relative(base, folder));
    const real = await this.#resolveDeep(folder);
    if (isSamePath(real, expected)) return real;
    throw outsideError(folder);
  }

  /** Resolves the existing part of a path. */
  async #resolveDeep(path: string): Promise<string> {
    try {
      return await this.#host.resolve(path);
    } catch (error) {
      const isMissing = error instanceof HostError && error.kind === 'missing';
      // A broken link also counts as missing; making the folder then fails.
      if (!isMissing || dirname(path) === path) throw error;
      return join(await this.#resolveDeep(dirname(path)), relative(dirname(path), path));
    }
  }

  /**
   * Returns the real path of a package in `node_modules`. Package managers link packages to another
   * `node_modules` of the project or of a parent folder, or to a package in the project.
   */
  async #realPackage(modules: string, path: string): Promise<string> {
    const names = relative(modules, path).split(sep);
    const name = names.slice(0, names[0]?.startsWith('@') ? 2 : 1);
    const real = await this.#host.resolve(join(modules, ...name));
    const root = await this.#resolveTrusted(this.#allowed.root);
    const homes = [root, ...listFoldersUp(root).map((folder) => join(folder, 'node_modules'))];
    if (homes.some((home) => isWithin(real, home))) return real;
    throw outsideError(path);
  }

  /** Returns whether the path is an ignore file of git in a folder above the project or an input folder. */
  async #isIgnoreFile(path: string): Promise<boolean> {
    const { root, inputs = [] } = this.#allowed;
    const above = [root, ...inputs].flatMap(listFoldersUp);
    const folder = above.find((one) => IGNORE_FILES.some((name) => join(one, name) === path));
    if (folder === undefined) return false;
    const [real, home] = await Promise.all([this.#host.resolve(path), this.#host.resolve(folder)]);
    return real === join(home, relative(folder, path));
  }

  #zoneOf(path: string): ZoneFolder {
    return this.#zones.find(({ base }) => isWithin(path, base)) ?? { zone: 'machine', base: '' };
  }
}

/** The ignore files of git: in any folder of a repository, and at its top. */
const IGNORE_FILES = ['.gitignore', join('.git', 'info', 'exclude')];

/** Lists the zones, innermost folders first. */
function listZones({ root, builtIn, out, inputs = [] }: AllowedFolders): readonly ZoneFolder[] {
  const modules = listFoldersUp(root).map((folder) => join(folder, 'node_modules'));
  const places: readonly ZoneFolder[] = [
    { zone: 'output', base: out },
    { zone: 'project', base: root },
    { zone: 'built-in', base: builtIn },
    ...modules.map((base): ZoneFolder => ({ zone: 'package', base })),
    ...inputs.map((base): ZoneFolder => ({ zone: 'input', base })),
  ];
  return [...places].sort((one, other) => other.base.length - one.base.length);
}

const outsideError = (path: string): HostError =>
  new HostError('outside', path, 'it leads out of where Handpress may read and write');
