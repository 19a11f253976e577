/** Builds the list of chapters of a book: takes each file once, and counts what is no chapter. */
import { posix } from 'node:path';
import type { BookPart } from '../../core/book-parts.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { isMarkdownFile } from '../../lib/text/markdown-file.ts';
import type { LeftOut, ListedChapter, Listing } from './listing.ts';

/** An entry as a list has it. */
export interface WrittenEntry {
  readonly title?: string;
  /** Address relative to the folder of the list; absent or empty: there is none. */
  readonly target?: string;
  /** The name of its file instead, relative to that folder, in which no character has a meaning. */
  readonly file?: string;
  readonly depth: number;
  readonly location: SourceLocation;
  /** Whether other entries are below it. */
  readonly hasChildren?: boolean;
  readonly part?: BookPart;
}

/** Collects the entries of a list in their order. */
export class ListingBuilder {
  readonly #entries: Listing[] = [];
  readonly #taken = new Set<string>();
  readonly #leftOut = { drafts: 0, elsewhere: 0, repeated: 0 };

  get hasChapters(): boolean {
    return this.#entries.some(({ kind }) => kind === 'chapter');
  }

  get result(): { readonly entries: readonly Listing[]; readonly leftOut: LeftOut } {
    return { entries: this.#entries, leftOut: this.#leftOut };
  }

  addGroup(title: string, depth: number, location: SourceLocation): void {
    this.#entries.push({ kind: 'group', title, depth, location });
  }

  /** Adds a file that was found, not listed, unless it is in the list. @param path relative to the folder of the list */
  addFile(path: string, listed: Omit<ListedChapter, 'kind' | 'path'>): void {
    if (this.#taken.has(path)) return;
    this.#taken.add(path);
    this.#entries.push({ kind: 'chapter', path, ...listed });
  }

  /** Adds a chapter. What cannot be one is a group, if other entries are below it; else it is counted. */
  add({ title = '', target = '', file, depth, location, hasChildren = false, ...more }: WrittenEntry): void {
    const path = file === undefined ? readAddress(target) : normalizePath(file);
    const isChapter = path !== undefined && isMarkdownFile(path);
    if (isChapter && !this.#taken.has(path)) {
      this.#taken.add(path);
      this.#entries.push({ kind: 'chapter', path, ...(title && { title }), depth, location, ...more });
      return;
    }
    if (hasChildren && title !== '') this.addGroup(title, depth, location);
    if (isChapter) this.#leftOut.repeated += target.includes('#') ? 0 : 1;
    else if (target !== '' || file !== undefined) this.#leftOut.elsewhere += 1;
    else if (!hasChildren) this.#leftOut.drafts += 1;
  }
}

/** Returns the path of an address in the folder; `undefined` for one on the web, or in the same file. */
function readAddress(url: string): string | undefined {
  if (url === '' || /^(?:[a-z][a-z\d+.-]*:|\/\/|#)/i.test(url)) return undefined;
  const [path = ''] = url.split(/[?#]/);
  return path === '' ? undefined : normalizePath(decode(path));
}

const normalizePath = (path: string): string => posix.normalize(path.replace(/^\/+/, ''));

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
