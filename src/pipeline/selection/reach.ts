/** Finds the folders from which publications take more files than their own: those that their texts include. */
import { join, posix } from 'node:path';
import { HostError } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { isMarkdownFile } from '../../lib/text/markdown-file.ts';
import { findProjectFolder } from '../../read/projects/project-folder.ts';
import { mayInclude } from '../../read/read-markdown.ts';
import type { PublicationRef } from '../../read/read-publication.ts';

/**
 * Returns the folder whose files a publication may include, whether they are Markdown or not; `undefined` if it includes
 * none but those in its own folder.
 */
export async function findReach(
  { form, folder, file }: PublicationRef,
  context: Context,
): Promise<string | undefined> {
  const project = await findProjectFolder(folder, context);
  if (form === 'folder' && project === folder) return undefined;
  for (const path of form === 'file' ? [file] : await listTexts(folder, context)) {
    const text = await readIfPossible(path, context);
    if (mayInclude(text) || (form === 'file' && text.includes('../'))) return project;
  }
  return undefined;
}

async function listTexts(folder: string, context: Context): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const { name, kind, targetKind } of await context.host.list(join(context.root, folder))) {
    const path = posix.join(folder, name);
    if (kind === 'file' && isMarkdownFile(name)) texts.push(path);
    const isOwn = kind === 'folder' && targetKind === undefined && !/^\.|^node_modules$/.test(name);
    if (isOwn) texts.push(...(await listTexts(path, context)));
  }
  return texts;
}

/** A text that cannot be read is reported when its publication is made. */
async function readIfPossible(path: string, { root, host }: Context): Promise<string> {
  try {
    return new TextDecoder().decode(await host.read(join(root, path)));
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return '';
  }
}
