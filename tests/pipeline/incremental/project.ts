/** A small project in its own folder, which is built again and again. */
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildOptions, BuildResult } from '../../../src/index.ts';
import { build } from '../../../src/index.ts';

export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Built {
  readonly result: BuildResult;
  /** Files that were built again. */
  readonly made: readonly string[];
  /** Files that an earlier build made. */
  readonly kept: readonly string[];
}

export interface Project {
  readonly root: string;
  write(files: Files): Promise<void>;
  build(options?: BuildOptions): Promise<Built>;
  /** Digests of the files in the output folder, by path. */
  published(): Promise<Readonly<Record<string, string>>>;
  remove(): Promise<void>;
}

export async function openProject(files: Files): Promise<Project> {
  const root = await mkdtemp(join(tmpdir(), 'handpress-cache-'));
  const project: Project = {
    root,
    write: async (given) => {
      for (const [path, content] of Object.entries(given)) {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), content);
      }
    },
    build: (options) => buildIn(root, options),
    published: () => digestsIn(join(root, 'dist')),
    remove: () => rm(root, { recursive: true, force: true }),
  };
  await project.write(files);
  return project;
}

async function buildIn(root: string, options: BuildOptions = {}): Promise<Built> {
  const [made, kept]: [string[], string[]] = [[], []];
  const result = await build({
    root,
    cache: '.cache/handpress',
    ...options,
    onProgress: ({ path, fromCache }) => void (fromCache ? kept : made).push(path),
  });
  // A problem of this machine, and a note about hardly any project of a test.
  const ignored = ['sandbox-off', 'identifier-missing'];
  const diagnostics = result.diagnostics.filter(({ code }) => !ignored.includes(code));
  return { result: { ...result, diagnostics }, made: made.sort(), kept: kept.sort() };
}

export async function digestsIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const digests: Record<string, string> = {};
  for (const path of paths.sort()) {
    digests[path.slice(folder.length + 1)] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  }
  return digests;
}

/** A copy of Handpress whose files can be changed. It uses the packages of this one. */
export async function copyOfHandpress(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'handpress-copy-'));
  for (const name of ['src', 'templates', 'styles', 'package.json']) {
    await cp(join(REPOSITORY, name), join(folder, name), { recursive: true });
  }
  await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
