/**
 * Builds `lib/` and `types/` where npm packs a clone of its own, for `npm install <git URL>`: of a package's scripts it runs
 * `prepare` alone there. Does nothing in a checkout, where the same script is run by every `npm ci` and `npm install`. It is
 * JavaScript, as whatever Node is there runs it.
 */
import { existsSync } from 'node:fs';
import process from 'node:process';

/** Set where a folder is packed (https://github.com/npm/pacote, `lib/dir.js`); `npm pack` and `npm publish` have run `prepack` before. */
const isPacked = process.env.npm_package_resolved !== undefined && !existsSync('lib/cli/main.js');

if (isPacked) {
  const { spawnSync } = await import('node:child_process');
  const npm = process.env.npm_execpath ?? '';
  const { status } = spawnSync(process.execPath, [npm, 'run', 'prepack'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
