/** The licences of the libraries that the bundle contains: each asks to be handed on with the code. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  /** How npm's manifests said it before 2014. */
  readonly licenses?: readonly { readonly type: string }[];
}

/** @param modules absolute paths; those of no package in `node_modules` are ours */
export async function licencesOf(modules: readonly string[]): Promise<string> {
  const folders = new Set(modules.flatMap((path) => packageFolder(path) ?? []));
  const licences = await Promise.all([...folders].map(licenceOf));
  return `This package contains the libraries below, under these licences.\n\n${licences.sort().join('\n')}`;
}

function packageFolder(path: string): string | undefined {
  if (!/[\\/]node_modules[\\/]/.test(path)) return undefined;
  let folder = dirname(path.replace(/^\0|\?.*$/g, ''));
  while (!isPackage(folder)) folder = dirname(folder);
  return folder;
}

/** Some packages have manifests without a name in folders below their own. */
const isPackage = (folder: string): boolean =>
  /[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+$/.test(folder) && existsSync(join(folder, 'package.json'));

/** Throws where a package does not say under which licence it is. */
async function licenceOf(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  const { name, version, license = manifest.licenses?.map(({ type }) => type).join(' or ') } = manifest;
  if (license === undefined) throw new Error(`${name} does not say under which licence it is`);
  const names = await readdir(folder);
  // Where there is no file of the licence, the one about the package has it, or says whose it is.
  const file = [/^(?:licen[cs]e|copying)(?:[.-]|$)/i, /^readme/i]
    .map((pattern) => names.find((entry) => pattern.test(entry)))
    .find((found) => found !== undefined);
  if (file === undefined) throw new Error(`${name} comes without its licence`);
  const text = (await readFile(join(folder, file), 'utf8')).trim();
  return `--- ${name} ${version} (${license})\n\n${text}\n`;
}
