/** Opens settings that are written in JavaScript or TypeScript. */
import type { Context } from '../../../core/model/context.ts';
import { readText } from '../../source/read-source.ts';
import { findFile } from '../find-file.ts';
import { findLiteral } from '../script-literals.ts';

const ENDINGS = ['.ts', '.mts', '.js', '.mjs', '.cjs', '.cts'];

/**
 * Returns a function that finds the first text of a key. It finds nothing without a file.
 * @param name of the file, without its ending
 */
export async function readScript(
  folder: string,
  name: string,
  context: Context,
): Promise<(key: string) => string | undefined> {
  const names = ENDINGS.map((ending) => `${name}${ending}`);
  const path = await findFile(folder, names, context);
  const source =
    path === undefined ? undefined : await readText(path, { ...context, report: () => undefined });
  return (key) => findLiteral(source?.text ?? '', key);
}
