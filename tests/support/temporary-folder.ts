/**
 * Makes the folder in which one run of the tests has its temporary files, and removes it afterwards: worker processes may be ended before
 * they can remove theirs.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Variable with the folder, for the worker processes. */
export const TEMPORARY_FOLDER = 'HANDPRESS_TEST_FOLDER';

/** Vitest calls it once, before all tests, and what it returns after them. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'handpress-tests-'));
  process.env[TEMPORARY_FOLDER] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
