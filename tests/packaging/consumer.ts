/** Compiles a program that uses Handpress as npm installs it, with every declaration that it reaches. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Consumer {
  /** Absolute path of the installed Handpress. */
  readonly installed: string;
  /** Returns the errors of the compiler. */
  compile(
    files: Readonly<Record<string, string>>,
    options: Readonly<Record<string, unknown>>,
  ): Promise<string>;
  /** Makes the types of Node available, from the folder of packages that has them. */
  addNodeTypes(packages: string): Promise<void>;
  remove(): Promise<void>;
}

/** @param root absolute path of the checkout, in which `prepack` has run */
export async function openConsumer(root: string): Promise<Consumer> {
  const folder = await mkdtemp(join(tmpdir(), 'handpress-consumer-'));
  const npm = ['pack', '--ignore-scripts', '--pack-destination', folder];
  await run('npm', npm, { cwd: root });
  const [file = ''] = await readdir(folder);
  const installed = join(folder, 'node_modules/handpress');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', join(folder, file), '-C', installed, '--strip-components=1']);
  return {
    installed,
    async compile(files, options) {
      const project = await mkdtemp(join(folder, 'project-'));
      for (const [name, text] of Object.entries(files)) await writeFile(join(project, name), text);
      const compilerOptions = {
        strict: true,
        noEmit: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
      };
      const config = { compilerOptions: { ...compilerOptions, ...options }, files: Object.keys(files) };
      await writeFile(join(project, 'tsconfig.json'), JSON.stringify(config));
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      return run(process.execPath, [tsc, '-p', project], { cwd: project }).then(
        ({ stdout }) => stdout,
        (error: { readonly stdout?: string; readonly message: string }) => error.stdout || error.message,
      );
    },
    async addNodeTypes(packages) {
      for (const name of ['@types/node', 'undici-types']) {
        const place = join(folder, 'node_modules', name);
        await mkdir(dirname(place), { recursive: true });
        await cp(join(packages, name), place, { recursive: true, dereference: true });
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
