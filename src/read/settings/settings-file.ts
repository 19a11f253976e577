/** Files with settings, and what they are called when nobody reads them. */
import { posix } from 'node:path';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';

/** The file that makes a folder a publication. */
export const PUBLICATION_FILE = 'publication.yaml';

/**
 * The name, and those that are meant for it: YAML's other ending, and what Windows' Notepad puts behind the name it is
 * given. To pass them over would print a text without its settings: a clinical draft without saying that it is one.
 */
export const namesFor = (name: string): readonly [string, ...string[]] => [
  name,
  name.replace(/yaml$/, 'yml'),
  `${name}.txt`,
];

/**
 * @param path of the file that was found, relative to the root
 * @param name as it should be
 * @returns whether it has another one; then it is reported: `settings-misnamed`
 */
export function isMisnamed(path: string, name: string, report: Report): boolean {
  const found = posix.basename(path);
  if (found === name) return false;
  report(diagnostic('settings-misnamed', { found, name }, { file: path, line: 1, column: 1 }));
  return true;
}
