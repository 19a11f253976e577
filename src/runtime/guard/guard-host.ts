/**
 * The guard between the program and the disk. Every path is judged by where it really leads, with all links followed, at the moment
 * it is used: what content, settings, templates or a manifest say of a path is never trusted.
 */
import { dirname, join, relative, sep } from 'node:path';
import {
  type Entry,
  type FileState,
  type GuardedHost,
  type Host,
  HostError,
  type Kind,
  type Look,
} from '../../core/host.ts';
import { foldersUpFrom, isSamePath, isWithin } from '../../lib/text/paths.ts';

/** Where the program may read and write. Absolute paths. */
export interface Territory {
  /** The project's folder. */
  readonly root: string;
  /** The folder that holds Handpress's own templates and styles. */
  readonly own: string;
  /** The output folder. */
  readonly out: string;
  /** Folders outside the project that the command line names as input. */
  readonly inputs?: readonly string[];
  /** Files beside the output that the command line names: reports and the trace. */
  readonly reports?: readonly string[];
}

/** A folder below which paths are judged alike. `machine`: no zone; nothing there is read or written. */
type Zone = 'project' | 'own' | 'input' | 'output' | 'package' | 'machine';

/** Whether the program may read at a path. `machine`: it may look what is there, and no more. */
type Verdict = 'inside' | 'outside' | 'machine';

interface Place {
  readonly zone: Zone;
  /** The folder of the zone, as it is written. */
  readonly base: string;
}

/** Puts the guard before a host. What it refuses rejects with a {@link HostError} of the kind `outside`. */
export function guardHost(world: Host, territory: Territory): GuardedHost {
  return new Guard(world, territory) as Host as GuardedHost;
}

class Guard implements Host {
  readonly #world: Host;
  readonly #territory: Territory;
  readonly #places: readonly Place[];
  readonly #bases: ReadonlySet<string>;
  /** Where folders really are that whoever started the program has named: these are trusted, and looked up once. */
  readonly #trusted = new Map<string, Promise<string>>();
  /** What may be done in folders; known for one turn of the event loop, in which nearly all that is asked for lies in the same few. */
  readonly #folders = new Map<string, Verdict>();
  /** Where the output folder really is. */
  #output: Promise<string> | undefined;

  constructor(world: Host, territory: Territory) {
    this.#world = world;
    this.#territory = territory;
    this.#places = placesIn(territory);
    this.#bases = new Set(this.#places.map(({ base }) => base));
  }

  async kind(path: string): Promise<Kind | undefined> {
    const found = this.#world.look === undefined ? await this.#ask(path) : this.#world.look(path);
    if (found === undefined) return undefined;
    const verdict = this.#known(path, found) ?? (await this.#judge(path, found));
    return verdict === 'outside' ? 'outside' : found.kind;
  }

  async list(folder: string): Promise<readonly Entry[]> {
    const entries = await this.#world.list(await this.#follow(folder));
    const judged = async (entry: Entry): Promise<Entry> => {
      const verdict = await this.#judgeLink(join(folder, entry.name));
      return verdict === 'outside' ? { ...entry, kind: 'outside' } : entry;
    };
    // What is no link lies in the folder.
    return Promise.all(entries.map((entry) => (entry.leadsTo === undefined ? entry : judged(entry))));
  }

  async read(path: string): Promise<Uint8Array> {
    const verdict = await this.#verdictOn(path);
    if (verdict === 'outside') throw outside(path);
    if (verdict === 'machine' && !(await this.#saysWhatGitIgnores(path))) throw outside(path);
    return this.#world.read(path);
  }

  async stamp(path: string): Promise<string> {
    return this.#world.stamp(await this.#follow(path));
  }

  async state(path: string): Promise<FileState> {
    if ((await this.#verdictOn(path)) === 'outside') throw outside(path);
    return this.#world.state(path);
  }

  /** A question about paths alone: what lies there is not read. */
  resolve(path: string): Promise<string> {
    return this.#world.resolve(path);
  }

  async write(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const folders = new Set<string>();
    for (const path of files.keys()) {
      const isReport = this.#territory.reports?.includes(path) ?? false;
      if (!isReport && this.#placeOf(path).zone !== 'output') throw outside(path);
      folders.add(dirname(path));
    }
    for (const folder of folders) await this.#requireReal(folder);
    await this.#world.write(files);
  }

  async remove(path: string): Promise<void> {
    if (this.#placeOf(path).zone !== 'output') throw outside(path);
    // A link itself is removed, never what it leads to.
    await this.#requireReal(dirname(path));
    await this.#world.remove(path);
  }

  async exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
    if (this.#placeOf(path).zone !== 'output') throw outside(path);
    await this.#requireReal(dirname(path));
    return this.#world.exclusively === undefined ? work() : this.#world.exclusively(path, work);
  }

  variable(name: string): string | undefined {
    return this.#world.variable(name);
  }

  today(): string {
    return this.#world.today();
  }

  async #ask(path: string): Promise<Look | undefined> {
    const kind = await this.#world.kind(path);
    return kind === undefined || kind === 'outside' ? undefined : { kind, isLink: true };
  }

  async #verdictOn(path: string): Promise<Verdict> {
    const found = this.#world.look === undefined ? await this.#ask(path) : this.#world.look(path);
    return this.#known(path, found) ?? this.#judge(path, found);
  }

  /** What is known of a path at once: what is no link lies where its folder is. */
  #known(path: string, found: Look | undefined): Verdict | undefined {
    const isPlain = found?.isLink === false && !this.#bases.has(path);
    return isPlain ? this.#knownFolder(dirname(path)) : undefined;
  }

  #knownFolder(folder: string): Verdict | undefined {
    const known = this.#folders.get(folder);
    if (known !== undefined || this.#bases.has(folder)) return known;
    const above = dirname(folder);
    const verdict = above === folder ? undefined : this.#known(folder, this.#world.look?.(folder));
    if (verdict !== undefined) this.#remember(folder, verdict);
    return verdict;
  }

  #remember(folder: string, verdict: Verdict): void {
    if (this.#folders.size === 0) setImmediate(() => this.#folders.clear()).unref();
    this.#folders.set(folder, verdict);
  }

  async #judge(path: string, found: Look | undefined): Promise<Verdict> {
    if (found?.isLink !== false || this.#bases.has(path)) return this.#judgeBase(path);
    const folder = dirname(path);
    const base = this.#placeOf(path).base || folder;
    // Once something is known of the folder of the zone, what lies in it is known at once.
    this.#remember(base, await this.#judgeBase(base));
    const known = this.#knownFolder(folder);
    if (known !== undefined) return known;
    const verdict = await this.#judgeLink(folder);
    this.#remember(folder, verdict);
    return verdict;
  }

  async #judgeBase(path: string): Promise<Verdict> {
    return this.#folders.get(path) ?? this.#judgeLink(path);
  }

  async #judgeLink(path: string): Promise<Verdict> {
    if (this.#placeOf(path).zone === 'machine') return 'machine';
    try {
      await this.#follow(path);
    } catch (error) {
      // What cannot be resolved is told of by whoever reads it.
      if (error instanceof HostError && error.kind === 'outside') return 'outside';
    }
    return 'inside';
  }

  /** Returns where a path really leads, if the program may read there. */
  async #follow(path: string): Promise<string> {
    const place = this.#placeOf(path);
    // Paths there come from the program and the environment, as those of browsers; they are looked at and never read.
    if (place.zone === 'machine') return path;
    const real = await this.#world.resolve(path);
    if (isWithin(real, await this.#realBase(place, path))) return real;
    throw outside(path);
  }

  /** Returns the folder in which a path of the place has to lie really. */
  #realBase({ zone, base }: Place, path: string): Promise<string> {
    if (zone === 'output') return this.#realOutput();
    if (zone === 'package') return this.#realPackage(base, path);
    return this.#trust(base);
  }

  /** Asked once in a turn, as {@link #judgeFolder} is. */
  #realOutput(): Promise<string> {
    if (this.#output === undefined) setImmediate(() => (this.#output = undefined)).unref();
    this.#output ??= this.#requireReal(this.#territory.out);
    return this.#output;
  }

  #trust(folder: string): Promise<string> {
    const known = this.#trusted.get(folder) ?? this.#world.resolve(folder);
    this.#trusted.set(folder, known);
    return known;
  }

  /**
   * Requires that no link stands in a folder's path below the output folder or, where that is written as inside the project, below the project.
   * @returns where it really is; of one that is not there yet, where it will be
   */
  async #requireReal(folder: string): Promise<string> {
    const { root, out } = this.#territory;
    const base = isWithin(folder, root) ? root : isWithin(folder, out) ? out : folder;
    const expected = join(await this.#resolveDeep(base), relative(base, folder));
    const real = await this.#resolveDeep(folder);
    if (isSamePath(real, expected)) return real;
    throw outside(folder);
  }

  /** Resolves the part of a path that exists. */
  async #resolveDeep(path: string): Promise<string> {
    try {
      return await this.#world.resolve(path);
    } catch (error) {
      const isMissing = error instanceof HostError && error.kind === 'missing';
      // A link to nothing is in the way of whoever makes the folder.
      if (!isMissing || dirname(path) === path) throw error;
      return join(await this.#resolveDeep(dirname(path)), relative(dirname(path), path));
    }
  }

  /**
   * Returns where a package in `node_modules` really is. Package managers link packages, but into another `node_modules` of the
   * project or of a folder above it, or to a package of the project's own.
   */
  async #realPackage(modules: string, path: string): Promise<string> {
    const names = relative(modules, path).split(sep);
    const name = names.slice(0, names[0]?.startsWith('@') ? 2 : 1);
    const real = await this.#world.resolve(join(modules, ...name));
    const root = await this.#trust(this.#territory.root);
    const homes = [root, ...foldersUpFrom(root).map((folder) => join(folder, 'node_modules'))];
    if (homes.some((home) => isWithin(real, home))) return real;
    throw outside(path);
  }

  /** Whether it says what git ignores, in a folder of the repository around what is read. */
  async #saysWhatGitIgnores(path: string): Promise<boolean> {
    const { root, inputs = [] } = this.#territory;
    const above = [root, ...inputs].flatMap(foldersUpFrom);
    const folder = above.find((one) => IGNORING.some((name) => join(one, name) === path));
    if (folder === undefined) return false;
    const [real, home] = await Promise.all([this.#world.resolve(path), this.#world.resolve(folder)]);
    return real === join(home, relative(folder, path));
  }

  #placeOf(path: string): Place {
    return this.#places.find(({ base }) => isWithin(path, base)) ?? { zone: 'machine', base: '' };
  }
}

/** Files that say what git ignores: in any folder of a repository, and at its top. */
const IGNORING = ['.gitignore', join('.git', 'info', 'exclude')];

/** The innermost folders come first. */
function placesIn({ root, own, out, inputs = [] }: Territory): readonly Place[] {
  const modules = foldersUpFrom(root).map((folder) => join(folder, 'node_modules'));
  const places: readonly Place[] = [
    { zone: 'output', base: out },
    { zone: 'project', base: root },
    { zone: 'own', base: own },
    ...modules.map((base): Place => ({ zone: 'package', base })),
    ...inputs.map((base): Place => ({ zone: 'input', base })),
  ];
  return [...places].sort((one, other) => other.base.length - one.base.length);
}

const outside = (path: string): HostError =>
  new HostError('outside', path, 'it leads out of where Handpress may read and write');
