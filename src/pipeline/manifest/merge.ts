/** Merges the output folders of a divided build into one, as one machine would have written it, or writes nothing. */
import { join } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { type Host, HostError } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { computeDigest } from '../../runtime/cache/digest.ts';
import { yieldToEventLoop } from '../../runtime/process/event-loop.ts';
import { KnownFiles } from './known-files.ts';
import type { ManifestFile } from './manifest.ts';
import { ManifestBuilder } from './manifest-builder.ts';
import { listFiles, readManifest, serializeManifest } from './manifest-file.ts';
import { MANIFEST_FILE } from './name.ts';
import { reportWriteFailure, selectMissing, selectRemovable } from './obstacles.ts';
import { readShardManifest, type ShardManifest } from './shard-manifest.ts';
import { validateShards } from './validate-shards.ts';
import { WriteRecords } from './write-records.ts';

/** The parts of a context that a merge needs. */
export type MergeContext = Pick<Context, 'root' | 'host' | 'report' | 'signal'>;

/** A file and the part that lists it. */
interface ShardFile {
  readonly file: ManifestFile;
  readonly part: ShardManifest;
}

/** Bytes that are held in memory and written together. */
const BATCH_BYTES = 64_000_000;

/**
 * Merges the parts. Copies each file unless it is already in place, and writes the manifest last. Files of the output
 * folder that are in no part stay, as after a build.
 * @param folders absolute paths of the parts
 * @param out absolute path of the output folder; may be one of the parts
 * @returns the files of all parts, by path; none after an error: those of {@link readShardManifest} and
 * {@link validateShards}, `part-file-wrong`, `output-unwritable`, `output-in-way`, `manifest-foreign`
 */
export async function mergeShards(
  folders: readonly string[],
  out: string,
  context: MergeContext,
): Promise<readonly ManifestFile[]> {
  const { host, report, root } = context;
  const read = await Promise.all(folders.map((folder) => readShardManifest(folder, root, host)));
  const parts = read.filter((part) => 'manifest' in part);
  const problems = read.filter((part) => 'code' in part);
  if (problems.length === 0) problems.push(...validateShards(parts));
  for (const problem of problems) report(problem);
  const [first] = parts;
  if (problems.length > 0 || first === undefined) return [];
  const once = [...new Map(parts.map((part) => [part.shard.index, part])).values()];
  const files = once.flatMap((part) =>
    part.manifest.publications.flatMap((publication) => publication.files.map((file) => ({ file, part }))),
  );
  if (!(await verifyFiles(files, context))) return [];
  const write = () => writeAll(once, files, out, context);
  try {
    // Waits until no build writes a manifest there.
    await (context.host.withLock?.(join(out, MANIFEST_FILE), write) ?? write());
  } catch (error) {
    reportWriteFailure(error, report);
    return [];
  }
  return files.map(({ file }) => file).sort((one, other) => (one.path < other.path ? -1 : 1));
}

async function writeAll(
  parts: readonly ShardManifest[],
  files: readonly ShardFile[],
  out: string,
  context: MergeContext,
): Promise<void> {
  const { host, root, report } = context;
  const former = await readManifest(out, context);
  const records = new WriteRecords(out, host);
  const isInput = async (): Promise<boolean> => false;
  const known = new KnownFiles({ out, host, isInput, listRecorded: () => records.listFiles() });
  known.learn(listFiles(former));
  const draft = new ManifestBuilder(former, {}, parts[0]?.manifest.handpress);
  const outdated = parts.flatMap(({ manifest }) =>
    manifest.publications.flatMap(({ files: made, ...facts }) =>
      draft.add(facts, made, new Set(made.map(({ edition }) => edition))),
    ),
  );
  const shown = { root, out };
  // Looks at all paths before it writes the first file.
  const described = files.map(({ file }) => file);
  const missing = new Set((await selectMissing(described, known, shown)).map(({ path }) => path));
  if (missing.size > 0) await records.store(described.filter(({ path }) => missing.has(path)));
  await copyFiles(
    files.filter(({ file }) => missing.has(file.path)),
    out,
    context,
  );
  await host.write(new Map([serializeManifest(out, draft.build())]));
  const { removable, notes } = await selectRemovable(outdated, known, shown);
  for (const path of removable) await host.remove(join(out, path));
  for (const note of notes) report(note);
  await records.finish();
}

/** Reports every file that differs from its manifest. Reads one after the other, because there can be any number. */
async function verifyFiles(
  files: readonly ShardFile[],
  { host, report, signal }: MergeContext,
): Promise<boolean> {
  let sound = true;
  for (const { file, part } of files) {
    signal.throwIfAborted();
    const found = await readVerified(file, part, host);
    await yieldToEventLoop();
    if (found instanceof Uint8Array) continue;
    sound = false;
    report(found);
  }
  return sound;
}

async function copyFiles(
  files: readonly ShardFile[],
  out: string,
  { host, signal }: MergeContext,
): Promise<void> {
  let batch = new Map<string, Uint8Array>();
  let size = 0;
  for (const { file, part } of files) {
    signal.throwIfAborted();
    const path = join(out, file.path);
    await yieldToEventLoop();
    const bytes = await readVerified(file, part, host);
    // The file changed after it was verified.
    if (!(bytes instanceof Uint8Array))
      throw new HostError('other', join(part.folder, file.path), bytes.message);
    batch.set(path, bytes);
    size += bytes.length;
    if (size < BATCH_BYTES) continue;
    await host.write(batch);
    batch = new Map();
    size = 0;
  }
  if (batch.size > 0) await host.write(batch);
}

/** Returns the bytes of a file of a part if they are as its manifest says, else `part-file-wrong`. */
async function readVerified(
  { path, size, digest }: ManifestFile,
  { folder, name }: ShardManifest,
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
    return bytes.length === size && computeDigest(bytes) === digest ? bytes : wrong('changed');
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return wrong('unreadable');
  }
}
