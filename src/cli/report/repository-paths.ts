/** Converts paths of the project to paths of the repository, as CI systems expect them. */
import { isAbsolute, relative, resolve, sep } from 'node:path';

/** The environment variables with the root of the repository on GitHub and GitLab. */
const VARIABLES = ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR'] as const;

/**
 * Returns a function that converts a path of the project to one of the repository. Paths stay as they are if the repository
 * is unknown or does not contain the project.
 * @param root folder of the project
 */
export function openRepositoryPaths(
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
