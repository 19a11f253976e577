/** Reads the files of a new publication from `starters/`, and fills in its title, language and identifier. */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { PACKAGE_FOLDER } from '../../runtime/install-path.ts';

export const STARTERS = ['leaflet', 'book', 'novel', 'manual', 'article'] as const;

export type StarterName = (typeof STARTERS)[number];

/** What is filled in. */
export interface StarterAnswers {
  readonly template: StarterName;
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  /** Name of the folder of the publication. */
  readonly id: string;
}

/** A file of the new project. */
export interface StarterFile {
  /** Relative to the folder of the project, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Whether the project may have one already, which then stays as it is. */
  readonly isShared: boolean;
}

const HOME = join(PACKAGE_FOLDER, 'starters');

/** Files for every template. npm leaves out of a package what is called `.gitignore`. */
const SHARED: Readonly<Record<string, string>> = {
  gitignore: '.gitignore',
  'workflow.yml': '.github/workflows/content.yml',
};

/** Returns the files, those of the publication first. */
export async function readStarter(answers: StarterAnswers): Promise<readonly StarterFile[]> {
  const values: Readonly<Record<string, string>> = {
    title: JSON.stringify(answers.title),
    language: JSON.stringify(answers.language),
    identifier: `urn:uuid:${randomUUID()}`,
  };
  const fill = (text: string): string =>
    text.replace(/\{\{(\w+)\}\}/g, (mark, name: string) => values[name] ?? mark);
  const folder = join(HOME, answers.template);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const own = files.toSorted().map(async (file): Promise<StarterFile> => {
    const path = file
      .slice(folder.length + 1)
      .split(sep)
      .join('/');
    const text = fill(await readFile(file, 'utf8'));
    return { path: path.replace('content/publication/', `content/${answers.id}/`), text, isShared: false };
  });
  const shared = Object.entries(SHARED).map(async ([name, path]): Promise<StarterFile> => {
    const text = await readFile(join(HOME, 'shared', name), 'utf8');
    return { path, text, isShared: true };
  });
  return Promise.all([...own, ...shared]);
}
