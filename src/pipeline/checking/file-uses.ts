/** Lists the chapters, with their publications, that use each included file. */
import { relative, resolve, sep } from 'node:path';
import type { IncludeUse } from '../../core/model/include-use.ts';

/** One use of a file. */
export interface FileUse extends Omit<IncludeUse, 'file'> {
  /** The Markdown file or the `publication.yaml` of the publication. */
  readonly publication: string;
}

/** A file with everything that includes it. Paths are relative to the root, with `/`. */
export interface FileUses {
  readonly file: string;
  /** In the order of publications and chapters; empty: nothing includes it. */
  readonly users: readonly FileUse[];
}

/** Collects the uses of included files, each once. */
export class UseCollector {
  readonly #users = new Map<string, Map<string, FileUse>>();

  add(publication: string, { file, chapter, place }: IncludeUse): void {
    const users = this.#users.get(file) ?? new Map<string, FileUse>();
    this.#users.set(file, users);
    const key = JSON.stringify([publication, chapter, place]);
    if (!users.has(key)) users.set(key, { publication, chapter, place });
  }

  has(file: string): boolean {
    return this.#users.has(file);
  }

  /**
   * Returns the uses of the files that are asked for.
   * @param asked absolute paths of files and folders; absent: all files
   */
  list(root: string, asked?: readonly Asked[]): readonly FileUses[] {
    const all = [...this.#users].map(([file, users]) => ({ file, users: [...users.values()] }));
    const chosen = all.filter(({ file }) => asked?.some((one) => contains(one, file, root)) ?? true);
    const unused = (asked ?? []).flatMap(({ path, isFolder }): readonly FileUses[] => {
      const file = relative(root, path).split(sep).join('/');
      return isFolder || this.#users.has(file) ? [] : [{ file, users: [] }];
    });
    return [...chosen, ...unused].sort((one, other) => (one.file < other.file ? -1 : 1));
  }
}

/** A file or a folder whose uses are asked for. */
export interface Asked {
  /** Absolute path. */
  readonly path: string;
  readonly isFolder: boolean;
}

function contains({ path, isFolder }: Asked, file: string, root: string): boolean {
  const at = resolve(root, file);
  return at === path || (isFolder && (at.startsWith(`${path}${sep}`) || path === sep));
}
