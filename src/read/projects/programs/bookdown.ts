/** Reads a book of bookdown: `rmd_files`, or the `.Rmd` files of the folder with `index.Rmd` first (https://bookdown.org/yihui/bookdown/usage.html). */
import { posix } from 'node:path';
import type { Context } from '../../../core/model/context.ts';
import { startOfFile } from '../../../core/source-location.ts';
import { readText } from '../../source/read-source.ts';
import type { ProjectFiles } from '../find-project.ts';
import { namesAt, readForeignFile, textAt, valueAt } from '../foreign-value.ts';
import { ListingBuilder } from '../listing-builder.ts';
import type { Outline } from '../outline.ts';
import { readPageFacts } from '../page-facts.ts';
import { listFiles, scanFolder } from '../scan-folder.ts';
import { isPrivate } from './scanned.ts';

export async function readBookdown(
  { folder, file }: ProjectFiles,
  context: Context,
): Promise<Outline | undefined> {
  const settings = await readForeignFile(file, context);
  const written = valueAt(settings, 'rmd_files');
  const named = [...written.items, ...written.entries.flatMap(([, { items }]) => items)];
  const found =
    named.length > 0 ? [] : await findFiles(folder, textAt(settings, 'rmd_subdir') === 'true', context);
  const names = [
    ...named.flatMap(({ text, location }) => (text ? [{ path: text, location }] : [])),
    ...found.map((path) => ({ path, location: startOfFile(posix.join(folder, path)) })),
  ];
  const list = new ListingBuilder();
  let depth = 0;
  for (const { path, location } of names) {
    const part = await readPart(posix.join(folder, path), context);
    if (part !== undefined) list.addGroup(part, 0, location);
    if (part !== undefined) depth = 1;
    const skips = part !== undefined && ({ skipsHeading: true } as const);
    list.addFile(path, { depth, location, ...skips });
  }
  const index = names.find(({ path }) => /^index\.rmd$/i.test(path))?.path ?? 'index.Rmd';
  const { data } = await readPageFacts(folder, index, context);
  const front = data ?? settings;
  return {
    title: textAt(front, 'title') ?? textAt(settings, 'title'),
    subtitle: textAt(front, 'subtitle'),
    description: textAt(front, 'description'),
    authors: namesAt(front, 'author'),
    language: textAt(front, 'lang') ?? textAt(settings, 'lang'),
    site: textAt(front, 'url'),
    base: '.',
    ...list.result,
  };
}

async function findFiles(
  folder: string,
  takesFolders: boolean,
  context: Context,
): Promise<readonly string[]> {
  const scanned = await scanFolder(folder, context, isPrivate);
  const files = takesFolders ? listFiles(scanned) : scanned.files;
  const pages = files.filter((path) => /\.rmd$/i.test(path));
  const isFirst = (path: string): boolean => /^index\.rmd$/i.test(path);
  return [...pages.filter(isFirst), ...pages.filter((path) => !isFirst(path))];
}

/** Returns the title of the part that a file begins: `# (PART) Title {-}` before its own heading. */
async function readPart(path: string, context: Context): Promise<string | undefined> {
  const source = await readText(path, { ...context, report: () => undefined });
  const [, heading] = /^#\s+(.+)$/m.exec(source?.text ?? '') ?? [];
  const [, title = ''] = /^\((?:PART|APPENDIX)(?:\\?\*)?\)(.*)$/.exec(heading ?? '') ?? [];
  return title.replace(/\{[^{}]*\}$/, '').trim() || undefined;
}
