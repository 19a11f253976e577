/** Lists the chapters of a publication of ours: as `chapters` names them, with parts and patterns, or as they are in its folder. */
import { join, posix } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import { listChapterFiles, type PublicationRef } from '../discover.ts';
import type { Listing } from '../projects/listing.ts';
import type { ChapterEntry, PublicationData } from '../settings/publication-schema.ts';
import type { LocatedData } from '../source/yaml.ts';

/** The list, and whether its chapters were found in the folder. */
export interface OwnChapters {
  readonly entries: readonly Listing[];
  readonly isFound: boolean;
}

/**
 * Lists the chapters: those of `chapters`; else those of a `SUMMARY.md` that names some; else the Markdown files of the
 * folder. Diagnostics: `chapter-none`, `chapter-missing`, `project-read`
 */
export async function listOwnChapters(
  { folder }: PublicationRef,
  { data, location }: LocatedData<PublicationData>,
  context: Context,
): Promise<OwnChapters> {
  if (data.chapters !== undefined) {
    const list = new ChapterLister(folder, location, context);
    await list.add(data.chapters, ['chapters'], 0);
    if (data.chapters.length === 0) context.report(diagnostic('chapter-none', {}, location('chapters')));
    return { entries: list.entries, isFound: false };
  }
  const summary = await readSummary(folder, context);
  if (summary.length > 0) return { entries: summary, isFound: false };
  const names = await listChapterFiles(folder, context);
  if (names.length === 0) context.report(diagnostic('chapter-none', {}, location('chapters')));
  const entries = names.map(
    (path, index): Listing => ({ kind: 'chapter', path, depth: 0, location: location('chapters', index) }),
  );
  return { entries, isFound: true };
}

/** Returns the chapters that a `SUMMARY.md` in the folder lists; none if there is no such file. */
async function readSummary(folder: string, context: Context): Promise<readonly Listing[]> {
  const path = posix.join(folder, 'SUMMARY.md');
  if ((await context.host.kind(join(context.root, path))) !== 'file') return [];
  const { readOwnSummary } = await import('../projects/read-project.ts');
  return readOwnSummary(path, context);
}

/** Characters of a pattern such as `part-1/*.md`. */
const PATTERN = /[*?[\]{}]/;

/** Collects the entries of `chapters`, in their order. */
class ChapterLister {
  readonly entries: Listing[] = [];
  readonly #folder: string;
  readonly #location: LocatedData<PublicationData>['location'];
  readonly #context: Context;
  /** All Markdown files below the folder, when a pattern needs them. */
  #files: Promise<readonly string[]> | undefined;
  readonly #taken = new Set<string>();

  constructor(folder: string, location: LocatedData<PublicationData>['location'], context: Context) {
    this.#folder = folder;
    this.#location = location;
    this.#context = context;
  }

  /** @param path where the list is in the settings */
  async add(list: readonly ChapterEntry[], path: readonly PropertyKey[], depth: number): Promise<void> {
    for (const name of listNames(list)) this.#taken.add(posix.normalize(name));
    for (const [index, entry] of list.entries()) {
      const at = [...path, index];
      if (typeof entry === 'string') await this.#addNamed(entry, at, depth);
      else {
        const { part, chapter, chapters = [] } = entry;
        if (part !== undefined) {
          this.entries.push({ kind: 'group', title: part, depth, location: this.#location(...at, 'part') });
        }
        if (chapter !== undefined) await this.#addNamed(chapter, [...at, 'chapter'], depth);
        await this.add(chapters, [...at, 'chapters'], depth + 1);
      }
    }
  }

  async #addNamed(name: string, at: readonly PropertyKey[], depth: number): Promise<void> {
    const location = this.#location(...at);
    const paths = await this.#expand(name);
    for (const path of paths) {
      const isMatched = path === name ? {} : ({ isMatched: true } as const);
      this.entries.push({ kind: 'chapter', path, depth, location, ...isMatched });
    }
    if (paths.length > 0) return;
    const facts = { file: name, isOutside: false, isPattern: true };
    this.#context.report(diagnostic('chapter-missing', facts, location));
  }

  /** Returns the files that a name means: itself, or those that match it and are not named in another place. */
  async #expand(name: string): Promise<readonly string[]> {
    const { host, root } = this.#context;
    const kind = await host.kind(join(root, this.#folder, name));
    if (kind !== 'folder' && (kind !== undefined || !PATTERN.test(name))) return [name];
    const pattern = posix.normalize(kind === 'folder' ? `${name}/**` : name);
    if (posix.isAbsolute(pattern) || pattern.startsWith('..')) return [name];
    const { default: ignore } = await import('ignore');
    const matcher = ignore().add(`/${pattern}`);
    this.#files ??= this.#listFiles();
    const found = (await this.#files).filter(
      (path) => !this.#taken.has(path) && hasLevels(path, pattern) && matcher.ignores(path),
    );
    for (const path of found) this.#taken.add(path);
    return found;
  }

  async #listFiles(): Promise<readonly string[]> {
    const { listFiles, scanFolder } = await import('../projects/scan-folder.ts');
    const isIgnored = (name: string): boolean => name.startsWith('_') || /^readme\.[^.]+$/i.test(name);
    return listFiles(await scanFolder(this.#folder, this.#context, isIgnored));
  }
}

/** Returns whether a path is as deep as a pattern, which would match what is below its folders, too. */
const hasLevels = (path: string, pattern: string): boolean =>
  pattern.includes('**') || path.split('/').length === pattern.split('/').length;

/** Returns the names in a list and in the lists in it. */
const listNames = (list: readonly ChapterEntry[]): readonly string[] =>
  list.flatMap((entry) =>
    typeof entry === 'string'
      ? [entry]
      : [...(entry.chapter === undefined ? [] : [entry.chapter]), ...listNames(entry.chapters ?? [])],
  );
