/**
 * Builds `lib/` and `types/` in the clone that npm packs for `npm install <git URL>`, where npm runs no other script of the
 * package. Does nothing in a checkout, where `npm ci` and `npm install` run the same script. It is JavaScript, because any
 * Node has to run it.
 */
import { existsSync } from 'node:fs';
import process from 'node:process';

/** Set while a folder is packed (https://github.com/npm/pacote, `lib/dir.js`). `npm pack` and `npm publish` ran `prepack` before. */
const isPacked = process.env.npm_package_resolved !== undefined && !existsSync('lib/cli/main.js');

if (isPacked) {
  const { spawnSync } = await import('node:child_process');
  const npm = process.env.npm_execpath ?? '';
  const { status } = spawnSync(process.execPath, [npm, 'run', 'prepack'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
