/** Builds from a text, and returns files as bytes. Where no place for the files is named, nothing is written. */
import { basename, extname, join, resolve } from 'node:path';
import { type Diagnostic, diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { toDiagnostic } from '../../core/diagnostics/failure.ts';
import { nodeHost } from '../../runtime/node-host.ts';
import { placeText } from '../../runtime/place-text.ts';
import { makeTemporaryFolder } from '../../runtime/temporary-folder.ts';
import type { BuildOptions, BuildResult } from '../options.ts';

type BytesOptions = Omit<BuildOptions, 'what'>;

/** Name of the text, unless `file` names what is made of it. */
const NAME = 'document';

/**
 * Builds, and adds the bytes to the files of the result. Diagnostic: `option-wrong` if both a text and other inputs are given
 * @param build builds without the options `text` and `bytes`
 */
export async function buildBytes(
  { text, bytes, ...options }: BytesOptions,
  build: (options: BytesOptions) => Promise<BuildResult>,
): Promise<BuildResult> {
  const { inputs = [], out, file } = options;
  if (text !== undefined && inputs.length > 0) {
    const facts = { option: 'inputs', expected: 'to be left out beside `text`', found: 'both' };
    return fail(diagnostic('option-wrong', { ...facts, see: 'the types of `handpress`' }));
  }
  const isNamed = out !== undefined || file !== undefined;
  try {
    const given = text === undefined ? options : await withText(text, options);
    if (isNamed)
      return (bytes ?? false) ? await addBytes(await build(given), options, file) : await build(given);
    const folder = await makeTemporaryFolder();
    try {
      return await addBytes(
        await build({ ...given, out: folder.path }),
        { ...options, out: folder.path },
        file,
      );
    } finally {
      await folder.remove();
    }
  } catch (error) {
    const signal = options.signal ?? new AbortController().signal;
    return fail(toDiagnostic(error, signal, options.debug ?? false));
  }
}

const fail = (problem: Diagnostic): BuildResult => ({
  ...{ ok: false, diagnostics: [problem], allowed: [], files: [] },
});

/** Returns the options with the text as the only input. */
async function withText(text: string, options: BytesOptions): Promise<BytesOptions> {
  const { root = '.', file, host = nodeHost } = options;
  const stem = file === undefined ? NAME : basename(file, extname(file));
  const placed = await placeText(new TextEncoder().encode(text), stem, root, host);
  return { ...options, host: placed.host, inputs: [placed.name] };
}

/** Reads the files that were made. @param file the only one that was made; its path is relative to the root */
async function addBytes(
  result: BuildResult,
  { root = '.', out = 'dist', host = nodeHost }: BytesOptions,
  file: string | undefined,
): Promise<BuildResult> {
  const folder = file === undefined ? resolve(root, out) : resolve(root);
  const files = result.files.map(async (made) => ({
    ...made,
    bytes: await host.read(join(folder, made.path)),
  }));
  return { ...result, files: await Promise.all(files) };
}
