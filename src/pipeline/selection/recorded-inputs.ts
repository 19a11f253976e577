/** Finds out whether a change affects a publication, by the dependencies that an earlier build recorded. */
import { isAbsolute, relative, sep } from 'node:path';
import type { Dependencies } from '../../runtime/cache/cache.ts';
import { parseFileList } from '../../runtime/cache/host-queries.ts';
import { ancestorFolders } from './ancestors.ts';
import type { Change } from './changed-since.ts';

/** The paths that a publication depends on. */
export interface RecordedPaths {
  /** Files that were read. */
  readonly read: ReadonlySet<string>;
  /** Files and folders whose existence was checked. */
  readonly sought: ReadonlySet<string>;
  /** Folders whose entries were listed. */
  readonly listed: ReadonlySet<string>;
  /** Folders that contain any of these. */
  readonly above: ReadonlySet<string>;
}

/** Queries whose answers change with the bytes of a file. A commit of the file changes the date in the publication. */
const READING: ReadonlySet<string> = new Set(['read', 'fingerprint', 'lastCommit']);

/** Returns the paths that a query is about. */
function pathsOf(way: string, subject: string): readonly string[] {
  if (way === 'variable' || way === 'today') return [];
  return way === 'lastCommit' ? parseFileList(subject) : [subject];
}

/**
 * Groups recorded dependencies by the kind of query.
 * @param root absolute path of the project
 */
export function groupRecordedPaths(answers: Dependencies, root: string): RecordedPaths {
  const [read, sought] = [new Set<string>(), new Set<string>()];
  const listed = new Set<string>();
  for (const [question, answer] of answers) {
    const space = question.indexOf(' ');
    const [way, subject] = [question.slice(0, space), question.slice(space + 1)];
    const kinds = way === 'list' ? listed : READING.has(way) ? read : sought;
    for (const path of pathsOf(way, subject)) kinds.add(relativeToProject(path, root));
    // A file that is read through a link is the target of the link.
    if (way === 'resolve') read.add(relativeToProject(answer, root));
  }
  const above = new Set([...read, ...sought, ...listed].flatMap(ancestorFolders));
  return { read, sought, listed, above };
}

/** Returns whether a publication that depends on these paths is affected by a change. */
export function isAffectedBy(
  { path, isMoved }: Change,
  { read, sought, listed, above }: RecordedPaths,
): boolean {
  if (path === '.' || read.has(path)) return true;
  if (!isMoved) return false;
  // The path of a submodule or a link can represent a whole folder.
  if (sought.has(path) || above.has(path) || listed.has(path)) return true;
  return ancestorFolders(path).some((folder) => listed.has(folder) || isNewFolder(folder, sought));
}

/** Returns whether a folder may be new. The project's own folder always existed. */
const isNewFolder = (folder: string, sought: ReadonlySet<string>): boolean =>
  folder !== '.' && sought.has(folder);

/** Converts a path to the form that git uses: relative to the project, with `/`. */
function relativeToProject(subject: string, root: string): string {
  if (!isAbsolute(subject))
    return subject
      .replace(/^\.\/(?=.)/, '')
      .replace(/^\.\/$/, '.')
      .normalize('NFC');
  return (relative(root, subject) || '.').split(sep).join('/').normalize('NFC');
}
