/** What makes the results besides the content: Handpress itself, what it depends on, and Node. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CODE, PACKAGE } from '../install-path.ts';
import { version } from '../version.ts';
import { digestOfAll } from './digest.ts';

/** npm's own account of what it has installed. */
const INSTALLED = 'node_modules/.package-lock.json';

let known: string | undefined;

/**
 * The same for the same program alone. Its own code is read, not its version trusted: a checkout changes between versions.
 * Node's versions are a part, for ICU sorts and zlib packs.
 */
export function programIdentity(): string {
  known ??= digestOfAll([version, JSON.stringify(process.versions), ownCode(), dependencies()]);
  return known;
}

function ownCode(): string {
  const names = readdirSync(CODE, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.d)\.(?:ts|js|json)$/.test(name))
    .sort();
  return digestOfAll(names.flatMap((name) => [name, markOf(join(CODE, name))]));
}

/**
 * The text of our source. The bundle's five megabytes take longer to read than all else that finds nothing changed: of its
 * files, most of which are named after what is in them, how long they are and when they changed.
 */
function markOf(path: string): Uint8Array | string {
  if (!path.endsWith('.js')) return readFileSync(path);
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
}

/** npm's list where there is one; other installers put each version where it can be asked for. */
function dependencies(): string {
  for (const folder of foldersAbove(CODE)) {
    const list = contentOf(join(folder, INSTALLED));
    if (list !== undefined) return digestOfAll([list]);
  }
  const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  const names = Object.keys(manifest.dependencies ?? {});
  return digestOfAll(names.flatMap((name) => [name, manifestOf(name) ?? '']));
}

function manifestOf(name: string): Uint8Array | undefined {
  for (const folder of foldersAbove(CODE)) {
    const manifest = contentOf(join(folder, 'node_modules', name, 'package.json'));
    if (manifest !== undefined) return manifest;
  }
  return undefined;
}

function foldersAbove(path: string): readonly string[] {
  const above = dirname(path);
  return above === path ? [] : [above, ...foldersAbove(above)];
}

function contentOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
