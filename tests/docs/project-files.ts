/** Reads files of the project by their paths relative to its root. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Returns the text of a file. @param path relative to the root of the project */
export const readProjectFile = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/**
 * Returns the paths of all files below a folder, sorted.
 * @param folder relative to the root of the project
 */
export function listProjectFiles(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length).split('\\').join('/'))
    .sort();
}
