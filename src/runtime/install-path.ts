/** Where Handpress itself is: in a checkout, in its package as installed, and when all its modules are bundled in a few files. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(import.meta.url);

/** The folder of our `package.json`, with our templates and styles. */
export const PACKAGE = holderOf(dirname(HERE));

/** The folder of the code that runs: `src` in a checkout, `lib` in the package. */
export const CODE = join(PACKAGE, relative(PACKAGE, HERE).split(sep)[0] ?? '', sep);

function holderOf(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error(`${HERE} is in no package`);
  return holderOf(above);
}
