/** Finds the packages of engines, which are optional. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type DiagramKind, ENGINE_PACKAGES } from '../../core/model/diagram.ts';
import { CODE_FOLDER } from '../../runtime/install-path.ts';

/** An installed package. */
export interface InstalledPackage {
  readonly name: string;
  readonly folder: string;
  readonly version: string;
}

/** The packages of an engine that are installed, and the names of those that are not. */
export interface EngineInstallation {
  readonly installed: readonly InstalledPackage[];
  readonly missing: readonly string[];
}

/** Finds the packages of an engine beside Handpress, as Node does. */
export async function findEngine(kind: DiagramKind): Promise<EngineInstallation> {
  const installed: InstalledPackage[] = [];
  const missing: string[] = [];
  for (const name of ENGINE_PACKAGES[kind]) {
    const found = await findPackage(name);
    if (found === undefined) missing.push(name);
    else installed.push(found);
  }
  return { installed, missing };
}

async function findPackage(name: string): Promise<InstalledPackage | undefined> {
  for (let folder = CODE_FOLDER; dirname(folder) !== folder; folder = dirname(folder)) {
    const place = join(dirname(folder), 'node_modules', name);
    const manifest = await readFile(join(place, 'package.json'), 'utf8').catch(() => undefined);
    if (manifest === undefined) continue;
    const { version } = JSON.parse(manifest) as { readonly version: string };
    return { name, folder: place, version };
  }
  return undefined;
}
