/** Reads the version of Handpress from its package. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from './install-path.ts';

const manifest = JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8')) as {
  readonly version: string;
};

export const version = manifest.version;
