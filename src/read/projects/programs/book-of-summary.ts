/** Reads a book of mdBook, HonKit or GitBook: `SUMMARY.md`, with the settings of `book.toml` or `book.json`. */
import { posix } from 'node:path';
import type { Context } from '../../../core/model/context.ts';
import { parseMarkdown } from '../../markdown/parse.ts';
import { readText } from '../../source/read-source.ts';
import { type ProjectFiles, readSettingsIn } from '../find-project.ts';
import type { Outline } from '../outline.ts';
import { readSummary, type Summary } from './summary.ts';

export async function readSummaryOutline(
  { folder, file }: ProjectFiles,
  context: Context,
): Promise<Outline | undefined> {
  const settings = await readSettingsIn(folder, context);
  const summary = await readSummaryFile(file, settings?.isMdBook === true, context);
  if (summary === undefined) return undefined;
  const base = posix.relative(folder, posix.dirname(file));
  return { ...summary, ...settings, title: settings?.title ?? summary.title, base };
}

/** Reads a list of chapters. @param path relative to the root */
export async function readSummaryFile(
  path: string,
  isMdBook: boolean,
  context: Context,
): Promise<Summary | undefined> {
  const source = await readText(path, context);
  const tree = source && parseMarkdown(source, () => undefined);
  return source && tree ? readSummary(tree, source, isMdBook) : undefined;
}
