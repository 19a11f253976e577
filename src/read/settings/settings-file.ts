/** Names the settings files, and detects files that have a similar name by mistake. */
import { posix } from 'node:path';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { startOfFile } from '../../core/source-location.ts';

/** The file that makes a folder a publication. */
export const PUBLICATION_FILE = 'publication.yaml';

/**
 * Returns the name and its likely misspellings: YAML's other extension, and the `.txt` that Windows' Notepad
 * appends. Ignoring such a file would print a text without its settings: a clinical draft without its draft
 * mark.
 */
export const acceptedNames = (name: string): readonly [string, ...string[]] => [
  name,
  name.replace(/yaml$/, 'yml'),
  `${name}.txt`,
];

/**
 * Reports `settings-misnamed` for a file with a wrong name.
 * @param path of the file that was found, relative to the root
 * @param name the correct name
 * @returns whether the name is wrong
 */
export function reportIfMisnamed(path: string, name: string, report: Report): boolean {
  const found = posix.basename(path);
  if (found === name) return false;
  report(diagnostic('settings-misnamed', { found, name }, startOfFile(path)));
  return true;
}
