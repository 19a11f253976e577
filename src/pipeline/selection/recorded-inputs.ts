/** What an earlier build knows of a publication: every file that making it rests on. */
import { isAbsolute, relative, sep } from 'node:path';
import type { KeptAnswers } from '../../runtime/cache/cache.ts';
import { foldersOf } from './ancestors.ts';
import type { Change } from './changed-since.ts';

/** What was asked of the world for one publication, as paths. */
export interface Dependencies {
  /** Files that were read. */
  readonly read: ReadonlySet<string>;
  /** Files and folders that were looked for, there or not. */
  readonly sought: ReadonlySet<string>;
  /** Folders whose entries were listed. */
  readonly listed: ReadonlySet<string>;
  /** Folders in which something of that lies. */
  readonly above: ReadonlySet<string>;
}

/** @param root absolute path of the project */
export function dependenciesOf(answers: KeptAnswers, root: string): Dependencies {
  const [read, sought] = [new Set<string>(), new Set<string>()];
  const listed = new Set<string>();
  for (const [question, answer] of answers) {
    const space = question.indexOf(' ');
    const [way, subject] = [question.slice(0, space), question.slice(space + 1)];
    if (way === 'variable' || way === 'today') continue;
    const kinds = way === 'list' ? listed : way === 'read' || way === 'stamp' ? read : sought;
    kinds.add(inProject(subject, root));
    // What is read through a link lies where that leads.
    if (way === 'resolve') read.add(inProject(answer, root));
  }
  const above = new Set([...read, ...sought, ...listed].flatMap(foldersOf));
  return { read, sought, listed, above };
}

/** Whether a publication that rests on these rests on what was changed. */
export function concerns({ path, isMoved }: Change, { read, sought, listed, above }: Dependencies): boolean {
  if (path === '.' || read.has(path)) return true;
  if (!isMoved) return false;
  // One path can stand for a whole folder: a submodule, a link.
  if (sought.has(path) || above.has(path) || listed.has(path)) return true;
  return foldersOf(path).some((folder) => listed.has(folder) || isNewFor(folder, sought));
}

/** The project's own folder was there in any case. */
const isNewFor = (folder: string, sought: ReadonlySet<string>): boolean =>
  folder !== '.' && sought.has(folder);

/** As git names it: relative to the project, with `/`. */
function inProject(subject: string, root: string): string {
  if (!isAbsolute(subject))
    return subject
      .replace(/^\.\/(?=.)/, '')
      .replace(/^\.\/$/, '.')
      .normalize('NFC');
  return (relative(root, subject) || '.').split(sep).join('/').normalize('NFC');
}
