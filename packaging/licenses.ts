/** Collects the licenses of the libraries in the bundle, because each license has to be distributed with the code. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  /** The form of manifests before 2014. */
  readonly licenses?: readonly { readonly type: string }[];
}

/**
 * Returns the text of all licenses.
 * @param modules absolute paths of modules; those outside `node_modules` are part of Handpress
 */
export async function collectLicenses(modules: readonly string[]): Promise<string> {
  const folders = new Set(modules.flatMap((path) => packageFolder(path) ?? []));
  const licenses = await Promise.all([...folders].map(readLicense));
  return `This package contains the libraries below, under these licenses.\n\n${licenses.sort().join('\n')}`;
}

function packageFolder(path: string): string | undefined {
  if (!/[\\/]node_modules[\\/]/.test(path)) return undefined;
  let folder = dirname(path.replace(/^\0|\?.*$/g, ''));
  while (!isPackage(folder)) folder = dirname(folder);
  return folder;
}

/** Returns whether a folder is a package, and not a folder in one that has a manifest without a name. */
const isPackage = (folder: string): boolean =>
  /[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+$/.test(folder) && existsSync(join(folder, 'package.json'));

/** Returns the license of a package. Throws if the package does not name or contain one. */
async function readLicense(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  const { name, version, license = manifest.licenses?.map(({ type }) => type).join(' or ') } = manifest;
  if (license === undefined) throw new Error(`${name} does not say which license it has`);
  const names = await readdir(folder);
  // Without a license file, the README contains the license or names its owner.
  const file = [/^(?:licen[cs]e|copying)(?:[.-]|$)/i, /^readme/i]
    .map((pattern) => names.find((entry) => pattern.test(entry)))
    .find((found) => found !== undefined);
  if (file === undefined) throw new Error(`${name} comes without its license`);
  const text = (await readFile(join(folder, file), 'utf8')).trim();
  return `--- ${name} ${version} (${license})\n\n${text}\n`;
}
