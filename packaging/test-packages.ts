/** Installs the packages that only tests need (`tests/package.json`) if they are missing: `npm run test-packages`. */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findMissingPackages } from './installed-packages.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const INSTALL = [
  'install',
  '--workspaces',
  '--include-workspace-root',
  '--no-save',
  '--no-audit',
  '--no-fund',
];

if (['', 'tests'].some((start) => findMissingPackages(ROOT, start).length > 0)) {
  process.stderr.write('Installing what the tests need (npm install --workspaces)\n');
  const npm = process.env.npm_execpath;
  const [command, args, shell] =
    npm === undefined ? ['npm', INSTALL, true] : [process.execPath, [npm, ...INSTALL], false];
  process.exitCode = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', shell }).status ?? 1;
}
