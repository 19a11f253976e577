/** Finds the folders of Handpress itself: in a checkout, in an installed package, and in a bundle. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const THIS_FILE = fileURLToPath(import.meta.url);

/** The folder with the `package.json`, the templates and the styles of Handpress. */
export const PACKAGE_FOLDER = findPackageFolder(dirname(THIS_FILE));

/** The folder of the running code: `src` in a checkout, `lib` in the package. */
export const CODE_FOLDER = join(PACKAGE_FOLDER, relative(PACKAGE_FOLDER, THIS_FILE).split(sep)[0] ?? '', sep);

function findPackageFolder(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error(`${THIS_FILE} is in no package`);
  return findPackageFolder(above);
}
