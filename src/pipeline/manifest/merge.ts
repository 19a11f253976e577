/** The parts of a divided build → one output folder, as one machine would have made it, or a refusal and nothing. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { unwritable } from '../../core/diagnostics/file-problem.ts';
import { type Host, HostError } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { giveTurn } from '../../runtime/process/turn.ts';
import type { ManifestFile } from './manifest.ts';
import { ManifestDraft } from './manifest-builder.ts';
import { manifestEntry, readManifest } from './manifest-file.ts';
import { MANIFEST } from './name.ts';
import { type Part, readPart } from './shard-manifest.ts';
import { judgeParts } from './validate-shards.ts';

export type MergeContext = Pick<Context, 'root' | 'host' | 'report' | 'signal'>;

interface PartFile {
  readonly file: ManifestFile;
  readonly part: Part;
}

/** Bytes held at once; a batch is written whole or not at all. */
const BATCH = 64_000_000;

/**
 * Joins the parts. Files are copied, unless they are in place already. The manifest is written last, and only when all
 * files are there; what was there before and is in no part stays, as after a build.
 * @param folders absolute paths of the parts
 * @param out absolute path of the output folder; may be one of the parts
 * @returns the files of all parts, by path; none after an error: those of {@link readPart} and {@link judgeParts},
 * `part-file-wrong`, `output-unwritable`
 */
export async function mergeParts(
  folders: readonly string[],
  out: string,
  context: MergeContext,
): Promise<readonly ManifestFile[]> {
  const { host, report, root } = context;
  const read = await Promise.all(folders.map((folder) => readPart(folder, root, host)));
  const parts = read.filter((part) => 'manifest' in part);
  const problems = read.filter((part) => 'code' in part);
  if (problems.length === 0) problems.push(...judgeParts(parts));
  for (const problem of problems) report(problem);
  const [first] = parts;
  if (problems.length > 0 || first === undefined) return [];
  const once = [...new Map(parts.map((part) => [part.shard.index, part])).values()];
  const files = once.flatMap((part) =>
    part.manifest.publications.flatMap((publication) => publication.files.map((file) => ({ file, part }))),
  );
  if (!(await areSound(files, context))) return [];
  const write = () => writeAll(once, files, out, context);
  try {
    // While no build writes a manifest there.
    await (context.host.exclusively?.(join(out, MANIFEST), write) ?? write());
  } catch (error) {
    report(unwritable(error));
    return [];
  }
  return files.map(({ file }) => file).sort((one, other) => (one.path < other.path ? -1 : 1));
}

async function writeAll(
  parts: readonly Part[],
  files: readonly PartFile[],
  out: string,
  context: MergeContext,
): Promise<void> {
  const { host } = context;
  const draft = new ManifestDraft(await readManifest(out, context), {}, parts[0]?.manifest.handpress);
  const outdated = parts.flatMap(({ manifest }) =>
    manifest.publications.flatMap(({ files: made, ...facts }) =>
      draft.add(facts, made, new Set(made.map(({ edition }) => edition))),
    ),
  );
  await copyAll(files, out, context);
  await host.write(new Map([manifestEntry(out, draft.manifest())]));
  for (const path of outdated) await host.remove(join(out, path));
}

/** Reports every file that is not what its manifest says. One is read after the other: there may be any number. */
async function areSound(
  files: readonly PartFile[],
  { host, report, signal }: MergeContext,
): Promise<boolean> {
  let sound = true;
  for (const { file, part } of files) {
    signal.throwIfAborted();
    const found = await readSound(file, part, host);
    await giveTurn();
    if (found instanceof Uint8Array) continue;
    sound = false;
    report(found);
  }
  return sound;
}

async function copyAll(
  files: readonly PartFile[],
  out: string,
  { host, signal }: MergeContext,
): Promise<void> {
  let batch = new Map<string, Uint8Array>();
  let size = 0;
  for (const { file, part } of files) {
    signal.throwIfAborted();
    const path = join(out, file.path);
    await giveTurn();
    if (await isInPlace(path, file, host)) continue;
    const bytes = await readSound(file, part, host);
    // It was sound a moment ago.
    if (!(bytes instanceof Uint8Array))
      throw new HostError('other', join(part.folder, file.path), bytes.message);
    batch.set(path, bytes);
    size += bytes.length;
    if (size < BATCH) continue;
    await host.write(batch);
    batch = new Map();
    size = 0;
  }
  if (batch.size > 0) await host.write(batch);
}

async function isInPlace(path: string, { digest, size }: ManifestFile, host: Host): Promise<boolean> {
  if ((await host.kind(path)) !== 'file') return false;
  const bytes = await host.read(path);
  return bytes.length === size && digestOf(bytes) === digest;
}

/** The bytes, or `part-file-wrong`. */
async function readSound(
  { path, size, digest }: ManifestFile,
  { folder, name }: Part,
  host: Host,
): Promise<Uint8Array | Diagnostic> {
  const wrong = (fault: 'missing' | 'outside' | 'unreadable' | 'changed') =>
    diagnostic('part-file-wrong', { path, manifest: name, fault });
  try {
    const absolute = join(folder, path);
    if ((await host.kind(absolute)) !== 'file') return wrong('missing');
    const [fence, real] = await Promise.all([host.resolve(folder), host.resolve(absolute)]);
    if (!real.startsWith(join(fence, '/'))) return wrong('outside');
    const bytes = await host.read(absolute);
    return bytes.length === size && digestOf(bytes) === digest ? bytes : wrong('changed');
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return wrong('unreadable');
  }
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
