/**
 * Makes the one file that an author names, such as `out.pdf`, and nothing beside it. The build writes to a folder of its own
 * in the user's cache folder, and the file is copied from there. A file that Handpress did not write is not replaced.
 */
import { basename, dirname, extname, join, resolve } from 'node:path';
import { type Diagnostic, diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { toDiagnostic } from '../../core/diagnostics/failure.ts';
import type { Host } from '../../core/host.ts';
import type { FileMade } from '../../core/progress.ts';
import { computeDigest } from '../../runtime/cache/digest.ts';
import { openStagingFolder, type StagingFolder } from '../../runtime/cache/staging-folder.ts';
import { nodeHost } from '../../runtime/node-host.ts';
import { KnownFiles } from '../manifest/known-files.ts';
import type { ManifestFile } from '../manifest/manifest.ts';
import { reportWriteFailure, selectMissing } from '../manifest/obstacles.ts';
import { showPath } from '../manifest/shown-path.ts';
import type { BuildOptions, BuildResult } from '../options.ts';

type FileOptions = Omit<BuildOptions, 'what'> & { readonly file: string };

/** Builds one edition of each publication in a folder. */
type BuildFolder = (options: Pick<BuildOptions, 'out' | 'only' | 'onProgress'>) => Promise<BuildResult>;

/**
 * Makes a file. Diagnostics: `option-wrong` for options that a single file cannot have, `output-not-one`, `output-in-way`,
 * `output-unwritable`.
 * @param build makes the first edition of a kind of each publication
 */
export async function buildOneFile(options: FileOptions, build: BuildFolder): Promise<BuildResult> {
  const { root = '.', file: named, host = nodeHost, onProgress } = options;
  const path = resolve(root, named);
  const refused = findRefusal(options);
  if (refused !== undefined) return fail([refused]);
  try {
    const staging = await openStagingFolder(path, host);
    const steps: FileMade[] = [];
    const result = await build({
      out: staging.folder,
      only: kindOf(path),
      onProgress: (made) => steps.push(made),
    });
    if (!result.ok) return { ...result, files: [] };
    const shown = showPath(basename(path), { root: resolve(root), out: dirname(path) });
    const [made, ...others] = result.files;
    if (made === undefined || others.length > 0) {
      const problem = diagnostic('output-not-one', { file: shown, count: result.files.length });
      return fail([...result.diagnostics, problem], result);
    }
    const isKept = await copyFile({ path, root: resolve(root), made }, staging, host);
    if (typeof isKept !== 'boolean') return fail([...result.diagnostics, ...isKept], result);
    onProgress?.({ ...steps[0], path: shown, ...(isKept && { fromCache: true }) });
    return { ...result, files: [{ ...made, path: shown }] };
  } catch (error) {
    return fail([
      toDiagnostic(error, options.signal ?? new AbortController().signal, options.debug ?? false),
    ]);
  }
}

/** Returns why the options do not fit a single file. */
function findRefusal({ file, proof, shard, only }: FileOptions): Diagnostic | undefined {
  const refuse = (option: string, expected: string): Diagnostic =>
    diagnostic('option-wrong', { option, expected, found: `the file \`${basename(file)}\`` });
  if (proof) return refuse('--proof', 'a folder for the pictures');
  if (shard !== undefined) return refuse('--shard', 'a folder for the files');
  return only === undefined || only === kindOf(file)
    ? undefined
    : refuse(`--${only}`, `a name in \`.${only}\``);
}

function kindOf(file: string): 'pdf' | 'epub' | 'html' {
  const extension = extname(file).toLowerCase();
  if (extension === '.html') return 'html';
  return extension === '.pdf' ? 'pdf' : 'epub';
}

const fail = (
  diagnostics: readonly Diagnostic[],
  { allowed = [] }: Partial<BuildResult> = {},
): BuildResult => ({
  ...{ ok: false, diagnostics, allowed, files: [] },
});

interface Copy {
  /** Absolute path. */
  readonly path: string;
  /** Absolute path of the project. */
  readonly root: string;
  /** The file in the staging folder. */
  readonly made: ManifestFile;
}

/** Copies the file to its place. Returns whether it was there already, or what is in the way. */
async function copyFile(
  { path, root, made }: Copy,
  staging: StagingFolder,
  host: Host,
): Promise<boolean | readonly Diagnostic[]> {
  const bytes = await host.read(join(staging.folder, made.path));
  const file = { path: basename(path), digest: computeDigest(bytes) };
  const problems: Diagnostic[] = [];
  const known = new KnownFiles({
    ...{ out: dirname(path), host },
    // The name of a text, a picture or a style sheet never ends like that of a book.
    isInput: async () => false,
    listRecorded: async () =>
      (await staging.readDigests()).map((digest) => ({ path: basename(path), digest })),
  });
  try {
    const missing = await selectMissing([file], known, { root, out: dirname(path) });
    if (missing.length === 0) return true;
    // Recorded first, so that a file that is written is always known.
    await staging.recordDigest(file.digest);
    await host.write(new Map([[path, bytes]]));
    return false;
  } catch (error) {
    reportWriteFailure(error, (problem) => void problems.push(problem));
    return problems;
  }
}
