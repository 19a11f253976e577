/** Paths as the systems of CI know them: from the root of the repository, in which a project may be a folder. */
import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Where GitHub and GitLab say that the repository is. */
const VARIABLES = ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR'] as const;

/**
 * @param root the project's folder
 * @returns what turns a path in the project into one in the repository; where no repository is known, or the project lies
 * outside, paths stay as they are
 */
export function pathsInRepository(
  root: string,
  variable: (name: string) => string | undefined,
): (file: string) => string {
  const repository = VARIABLES.map(variable).find((folder) => folder !== undefined && folder !== '');
  if (repository === undefined) return (file) => file;
  return (file) => {
    const path = relative(repository, resolve(root, file));
    const isOutside = isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`);
    return isOutside ? file : path.split(sep).join('/');
  };
}
