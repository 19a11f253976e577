/** Finds out whether Java can be run, which some validators are written in. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

let java: Promise<boolean> | undefined;

/** Checked once. macOS has a `java` that only prints that there is none, and fails. */
export function hasJava(): Promise<boolean> {
  java ??= run('java', ['-version']).then(
    () => true,
    () => false,
  );
  return java;
}
