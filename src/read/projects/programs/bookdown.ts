/** Reads a book of bookdown: `rmd_files`, or the `.Rmd` files of the folder, with `index.Rmd` first (https://bookdown.org/yihui/bookdown/usage.html). */
import { posix } from 'node:path';
import type { Context } from '../../../core/model/context.ts';
import { type SourceLocation, startOfFile } from '../../../core/source-location.ts';
import { isMarkdownFile } from '../../../lib/text/markdown-file.ts';
import { readText } from '../../source/read-source.ts';
import type { ProjectFiles } from '../find-project.ts';
import {
  emptyValue,
  type ForeignValue,
  namesAt,
  readForeignFile,
  textAt,
  valueAt,
} from '../foreign-value.ts';
import type { ListedChapter } from '../listing.ts';
import { ListingBuilder } from '../listing-builder.ts';
import type { Outline } from '../outline.ts';
import { readPageFacts } from '../page-facts.ts';
import { readCitationSettings, readPlaced } from '../project-citations.ts';
import { listFiles, scanFolder } from '../scan-folder.ts';
import { isPrivate } from './scanned.ts';

export async function readBookdown(
  { folder, file }: ProjectFiles,
  context: Context,
): Promise<Outline | undefined> {
  // A book without settings of its own is known by its `index.Rmd`.
  const settings = isMarkdownFile(file) ? emptyValue(file) : await readForeignFile(file, context);
  const pages = await listPages(folder, settings, context);
  const front = await readFront(folder, pages, context);
  const list = new ListingBuilder();
  let above: Pick<ListedChapter, 'depth' | 'part'> = { depth: 0 };
  for (const { path, location } of pages) {
    const { divider, isNumbered } = await readHeadings(posix.join(folder, path), context);
    if (divider?.kind === 'part') list.addGroup(divider.title, 0, location);
    if (divider) above = divider.kind === 'part' ? { depth: 1 } : { depth: 0, part: 'appendix' };
    const { depth, part } = above;
    list.addFile(path, {
      ...{ depth, location },
      ...(part && isNumbered && { part }),
      ...(divider && { skipsHeading: true }),
      // Bookdown joins all files, so that each may have settings of the book; the first wins.
      holdsSettings: true,
    });
  }
  return {
    title: textAt(front, 'title') ?? textAt(settings, 'title'),
    subtitle: textAt(front, 'subtitle'),
    description: textAt(front, 'description'),
    authors: namesAt(front, 'author'),
    language: textAt(front, 'lang') ?? textAt(settings, 'lang'),
    published: textAt(front, 'date'),
    // Pandoc reads this as Markdown, in which some write `https\://`.
    site: textAt(front, 'url')?.replaceAll('\\', ''),
    cover: readPlaced(front, 'cover-image'),
    citations: readCitationSettings(front),
    base: '.',
    ...list.result,
  };
}

interface NamedPage {
  readonly path: string;
  readonly location: SourceLocation;
}

/** Lists the pages in the order of bookdown. */
async function listPages(
  folder: string,
  settings: ForeignValue,
  context: Context,
): Promise<readonly NamedPage[]> {
  const written = valueAt(settings, 'rmd_files');
  const named = [...written.items, ...written.entries.flatMap(([, { items }]) => items)].flatMap(
    ({ text, location }) => (text ? [{ path: posix.normalize(text), location }] : []),
  );
  const below = valueAt(settings, 'rmd_subdir');
  const hasBelow = below.items.length > 0 || (below.text ?? 'false') !== 'false';
  const merged = `${textAt(settings, 'book_filename') ?? '_main'}.rmd`.toLowerCase();
  const found = named.length === 0 || hasBelow ? await findFiles(folder, below, context) : [];
  const pages = [
    ...named,
    ...found
      .filter((path) => path.toLowerCase() !== merged)
      .map((path) => ({ path, location: startOfFile(posix.join(folder, path)) })),
  ];
  const isFirst = ({ path }: NamedPage): boolean => /^index\.rmd$/i.test(path);
  return [...pages.filter(isFirst), ...pages.filter((page) => !isFirst(page))];
}

/** Finds the files of the folder, and of those below it that `rmd_subdir` names; of all with `true`. */
async function findFiles(
  folder: string,
  { text, items }: ForeignValue,
  context: Context,
): Promise<readonly string[]> {
  const scanned = await scanFolder(folder, context, isPrivate);
  const names = [text ?? [], items.flatMap((item) => item.text ?? [])].flat();
  const folders = names.map((name) => `${posix.normalize(name).replace(/\/$/, '')}/`);
  const isNamed = (path: string): boolean =>
    text === 'true' || !path.includes('/') || folders.some((start) => path.startsWith(start));
  return listFiles(scanned).filter((path) => /\.rmd$/i.test(path) && isNamed(path));
}

/** Reads the front matter that holds for the whole book: that of `index.Rmd`, or of the first file. */
async function readFront(
  folder: string,
  pages: readonly NamedPage[],
  context: Context,
): Promise<ForeignValue> {
  for (const path of [pages[0]?.path ?? 'index.Rmd', 'index.Rmd']) {
    const { data } = await readPageFacts(folder, path, context);
    if (data !== undefined) return data;
  }
  return emptyValue(folder);
}

/** What a file says of its place in the book. */
interface FoundHeadings {
  /** What its first heading begins; absent: that is its title. */
  readonly divider?: { readonly kind: 'part' | 'appendix'; readonly title: string };
  /** Whether its title has a number. */
  readonly isNumbered: boolean;
}

/** Front matter, code and comments, in which a line with `#` is no heading. */
const NO_TEXT =
  /^---[ \t]*\n[\s\S]*?\n(?:---|\.\.\.)[ \t]*$|^[ \t]*(`{3,}|~{3,})[\s\S]*?(?:^[ \t]*\1[`~]*[ \t]*$|$(?![\s\S]))|<!--[\s\S]*?-->/gm;

/** Reads what begins a part, `# (PART) Title {-}`, or the appendices, `# (APPENDIX) Title {-}`, before the title of a file. */
async function readHeadings(path: string, context: Context): Promise<FoundHeadings> {
  const source = await readText(path, { ...context, report: () => undefined });
  const headings = [...(source?.text ?? '').replace(NO_TEXT, '').matchAll(/^#[ \t]+(.+)$/gm)];
  const [first = '', second = ''] = headings.map(([, heading = '']) => heading.trim());
  const [, word, words = ''] = /^\((PART|APPENDIX)(?:\\?\*)?\)(.*)$/.exec(first) ?? [];
  const title = words.replace(/\{[^{}]*\}$/, '').trim();
  const isDivider = word !== undefined && title !== '';
  const own = isDivider ? second : first;
  return {
    ...(isDivider && { divider: { kind: word === 'PART' ? 'part' : 'appendix', title } }),
    isNumbered: own !== '' && !/\{(?:[^{}]*\s)?(?:-|\.unnumbered)(?:\s[^{}]*)?\}$/.test(own),
  };
}
