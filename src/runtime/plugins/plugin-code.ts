/**
 * Finds the code that plugins consist of: files of the project with the files that they name, and packages with those that they depend
 * on. Its digest decides whether a trust still holds, so it covers more files than are run, and never fewer that the code names.
 */
import { basename, dirname, join, relative, sep } from 'node:path';
import type { GuardedHost } from '../../core/host.ts';
import { isWithin } from '../../lib/text/paths.ts';
import { computeDigest } from '../cache/digest.ts';
import { yieldToEventLoop } from '../process/event-loop.ts';

/** Why code cannot be run; `outside`: a link leads out of the project. */
export type CodeFault = 'missing' | 'outside';

/** Endings of files whose text names other files. */
const CODE = /\.[cm]?[jt]s$/;

/** Texts in code that name a file beside it, as in `import './a.js'` or `new URL('./a.json', import.meta.url)`. */
const NAMED_FILES = /(['"`])(\.{1,2}\/[^'"`\n$]*)\1/g;

/** Imports of packages. In comments, too, which does no harm. */
const NAMED_PACKAGES =
  /\b(?:from|import|require)\s*\(?\s*(['"])((?:@[\w.-]+\/)?[\w][\w.-]*)(?:\/[^'"\n]*)?\1/g;

/** Collects code, and computes its digest. */
export class PluginCode {
  readonly #host: GuardedHost;
  readonly #root: string;
  /** Digests by path from the root. */
  readonly #files = new Map<string, string>();
  /** Folders of packages that were added, as real paths. */
  readonly #packages = new Set<string>();
  /** Folders whose files were added. */
  readonly #folders = new Set<string>();

  /** @param root absolute path of the project */
  constructor(host: GuardedHost, root: string) {
    this.#host = host;
    this.#root = root;
  }

  /** The paths of all files from the root, sorted. */
  get files(): readonly string[] {
    return [...this.#files.keys()].sort();
  }

  /** Returns the digest of everything that was added. */
  computeDigest(): string {
    return computeDigest(JSON.stringify(this.files.map((path) => [path, this.#files.get(path)])));
  }

  /** Adds a file, and what its text names. @param path absolute */
  async addFile(path: string): Promise<CodeFault | undefined> {
    const kind = isWithin(path, this.#root) ? await this.#host.kind(path) : 'outside';
    if (kind !== 'file') return kind === 'outside' ? 'outside' : 'missing';
    const text = await this.#read(path);
    if (text === undefined || !CODE.test(path)) return undefined;
    await this.#addSettings(dirname(path));
    await this.#addNamedFiles(text, dirname(path));
    for (const [, , name = ''] of text.matchAll(NAMED_PACKAGES)) await this.addPackage(name, dirname(path));
    return undefined;
  }

  /** Adds the `package.json` of a folder and of those above it: they say what is a module, and which files `#names` and the package's own name mean. */
  async #addSettings(folder: string): Promise<void> {
    for (let above = folder; isWithin(above, this.#root); above = dirname(above)) {
      const text = await this.#read(join(above, 'package.json'));
      if (text !== undefined) await this.#addNamedFiles(text, above);
      if (above === this.#root) return;
    }
  }

  /** Adds the files that a text names, as Node finds them: without an ending, or by their folder, in CommonJS; by a pattern with `*`. */
  async #addNamedFiles(text: string, folder: string): Promise<void> {
    for (const [, , name = ''] of text.matchAll(NAMED_FILES)) {
      const path = join(folder, name.replace(/\*.*$/, ''));
      if (!isWithin(path, this.#root) || path === this.#root) continue;
      for (const ending of ['', '.js', '.cjs', '.mjs', '.json', '.ts']) await this.addFile(path + ending);
      if ((await this.#host.kind(path)) === 'folder') await this.#addCodeFolder(path);
    }
  }

  /** Adds a folder with what its files name. */
  async #addCodeFolder(folder: string): Promise<void> {
    if (this.#folders.has(folder) || basename(folder) === 'node_modules') return;
    this.#folders.add(folder);
    for (const { name, kind, targetKind } of await this.#host.list(folder)) {
      const path = join(folder, name);
      if (kind === 'file') await this.addFile(path);
      else if (kind === 'folder' && targetKind === undefined) await this.#addCodeFolder(path);
    }
  }

  /**
   * Adds an installed package with those that it depends on.
   * @param from absolute path of the folder whose code names it
   */
  async addPackage(name: string, from: string = this.#root): Promise<CodeFault | undefined> {
    const found = await this.#findPackage(name, from);
    if (found === 'missing' || found === 'outside') return found;
    if (this.#packages.has(found)) return undefined;
    this.#packages.add(found);
    await this.#addFolder(found);
    await yieldToEventLoop();
    for (const other of await this.#listDependencies(found)) await this.addPackage(other, found);
    return undefined;
  }

  /** Returns the real path of a package, as Node looks for it, but not above the project. */
  async #findPackage(name: string, from: string): Promise<string> {
    for (let folder = from; isWithin(folder, this.#root); folder = dirname(folder)) {
      const path = join(folder, 'node_modules', name);
      const kind = await this.#host.kind(path);
      if (kind === 'folder') return this.#host.resolve(path);
      if (kind === 'outside') return 'outside';
      if (folder === dirname(folder)) break;
    }
    return 'missing';
  }

  async #addFolder(folder: string): Promise<void> {
    for (const { name, kind, targetKind } of await this.#host.list(folder)) {
      const path = join(folder, name);
      if (kind === 'file') await this.#read(path);
      // A link to a folder could lead back to it.
      else if (kind === 'folder' && targetKind === undefined && name !== 'node_modules')
        await this.#addFolder(path);
    }
  }

  async #listDependencies(folder: string): Promise<readonly string[]> {
    const text = await this.#read(join(folder, 'package.json'));
    try {
      const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(text ?? '{}');
      return Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
    } catch {
      return [];
    }
  }

  /** Adds a file to the digest. Returns its text; `undefined` if it was read before, or cannot be read. */
  async #read(path: string): Promise<string | undefined> {
    const name = relative(this.#root, path).split(sep).join('/');
    if (this.#files.has(name) && !name.endsWith('package.json')) return undefined;
    const bytes = await this.#host.read(path).catch(() => undefined);
    if (bytes === undefined) return undefined;
    this.#files.set(name, computeDigest(bytes));
    return new TextDecoder().decode(bytes);
  }
}
