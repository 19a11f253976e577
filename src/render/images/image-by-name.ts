/**
 * Finds a picture by its name anywhere in the publication's folder, as wikis do. The path that is found is checked as any
 * other is, by image-path.ts.
 */
import { posix } from 'node:path';
import type { Context } from '../../core/model/context.ts';
import { decodeUrl, encodePath } from '../../lib/text/url.ts';
import { findFileByName, type NameScope } from '../../runtime/guard/file-by-name.ts';

/** Returns the address of the picture, relative to the chapter; the name itself if there is no such file. */
export async function findByName(name: string, scope: NameScope, context: Context): Promise<string> {
  const found = await findFileByName(decodeUrl(name), scope, context);
  return found === undefined ? name : encodePath(posix.relative(scope.from, found));
}
