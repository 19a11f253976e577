/** Reads a site of Hugo, or one section of it: `weight`, `_index.md`, drafts (https://gohugo.io/content-management/). */
import { posix } from 'node:path';
import type { Context } from '../../../core/model/context.ts';
import type { ProjectFiles } from '../find-project.ts';
import { namesAt, readForeignFile, textAt } from '../foreign-value.ts';
import type { Outline } from '../outline.ts';
import { readPageFacts } from '../page-facts.ts';
import { findBase, listScanned } from './scanned.ts';

export async function readHugo(
  { folder, file }: ProjectFiles,
  context: Context,
): Promise<Outline | undefined> {
  if (/^_index\./.test(posix.basename(file))) {
    const { title } = await readPageFacts(folder, posix.basename(file), context);
    return { title, ...(await listContent(folder, '.', context)) };
  }
  const settings = await readForeignFile(file, context);
  const content = textAt(settings, 'contentDir') ?? textAt(settings, 'contentdir') ?? 'content';
  const language =
    textAt(settings, 'defaultContentLanguage') ?? textAt(settings, 'defaultcontentlanguage') ?? 'en';
  const base = await findBase(folder, [`${content}/${language}`, content], context);
  return {
    title: textAt(settings, 'title') ?? textAt(settings, 'languages', language, 'title'),
    description: textAt(settings, 'params', 'description'),
    authors: namesAt(settings, 'params', 'author'),
    language: textAt(settings, 'languageCode') ?? textAt(settings, 'locale') ?? language,
    site: textAt(settings, 'baseURL') ?? textAt(settings, 'baseurl'),
    ...(await listContent(folder, base, context)),
  };
}

const listContent = (folder: string, base: string, context: Context) =>
  listScanned(folder, base, context, {
    readPage: (path) => readPageFacts(posix.join(folder, base), path, context),
  });
