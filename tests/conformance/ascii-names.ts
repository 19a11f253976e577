/** Gives files to programs that cannot open every name: Java in the locale `C` opens only names of ASCII letters. */
import { constants } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

/** Every character from the space to the tilde. */
const PRINTABLE_ASCII = /^[ -~]*$/;

/**
 * Copies each file whose path has other characters than ASCII to a name of digits, and runs a check on the copies. They are
 * removed afterwards, also when the check fails.
 * @param check gives results by the paths that it gets
 * @returns the results by the given paths
 */
export async function checkUnderAsciiNames<Result>(
  files: readonly string[],
  check: (paths: readonly string[]) => Promise<ReadonlyMap<string, Result>>,
): Promise<ReadonlyMap<string, Result>> {
  const others = files.filter((file) => !PRINTABLE_ASCII.test(file));
  if (others.length === 0) return check(files);
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  try {
    const copies = new Map(others.map((file, index) => [file, join(folder, `${index + 1}${extname(file)}`)]));
    for (const [file, copy] of copies) await copyFile(file, copy, constants.COPYFILE_FICLONE);
    const results = await check(files.map((file) => copies.get(file) ?? file));
    return new Map(
      files.flatMap((file): [string, Result][] => {
        const result = results.get(copies.get(file) ?? file);
        return result === undefined ? [] : [[file, result]];
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
