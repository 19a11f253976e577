/** Reads and validates the manifest of a part, which may have been edited by hand. */
import { join, relative, sep } from 'node:path';
import * as v from 'valibot';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Host } from '../../core/host.ts';
import { parseShard, type Shard } from '../../core/shard.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import type { Manifest } from './manifest.ts';
import { MANIFEST_FILE } from './name.ts';
import { manifestSchema } from './schema.ts';

/** The manifest of a part, and where it is. */
export interface ShardManifest {
  /** Absolute path of the output folder. */
  readonly folder: string;
  /** Path of the manifest in diagnostics. */
  readonly name: string;
  readonly manifest: Manifest;
  readonly shard: Shard;
  readonly division: string;
}

/**
 * Reads the manifest of a part.
 * @param folder absolute path of its output folder
 * @param root absolute path that the paths in diagnostics are relative to
 * @returns the manifest, or the problem: `part-missing`, `part-broken`, `part-whole`
 */
export async function readShardManifest(
  folder: string,
  root: string,
  host: Host,
): Promise<ShardManifest | Diagnostic> {
  const path = join(folder, MANIFEST_FILE);
  const name = (relative(root, path) || path).split(sep).join('/');
  if ((await host.kind(path)) !== 'file') return diagnostic('part-missing', { path: name });
  const text = new TextDecoder().decode(await host.read(path));
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const reason = `it is no JSON (${(error as Error).message.replaceAll(/\s+/g, ' ')})`;
    return diagnostic('part-broken', { reason }, await findLocation([], text, name));
  }
  const read = v.safeParse(manifestSchema, data);
  if (!read.success) return schemaProblem(read.issues[0], text, name);
  const { shard: written, division } = read.output;
  if (written === undefined || division === undefined) return diagnostic('part-whole', { path: name });
  const shard = parseShard(written);
  if (shard === undefined) {
    return diagnostic(
      'part-broken',
      { reason: `there is no part ${written}` },
      await findLocation(['shard'], text, name),
    );
  }
  return { folder, name, manifest: read.output, shard, division };
}

type Issue = v.InferIssue<typeof manifestSchema>;

async function schemaProblem(issue: Issue, text: string, name: string): Promise<Diagnostic> {
  const keys = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const at = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  const where = at === '' ? 'it' : `\`${at.replace(/^\./, '')}\``;
  const reason = `${where} does not fit: ${describeExpectation(issue)}`;
  return diagnostic('part-broken', { reason }, await findLocation(keys, text, name));
}

function describeExpectation({ type, message, expected, received, kind }: Issue): string {
  if (type === 'check' || type === 'regex') return `it must be ${message}, and it is ${received}`;
  if (expected === 'never') return 'no build writes such a key';
  if (kind === 'schema' && received === 'undefined') return 'it is missing';
  return `expected ${expected ?? type}, found ${received}`;
}

/**
 * Finds the location of a value; of a missing value the location of what it is missing from. Uses the YAML parser, because
 * JSON is YAML, and `JSON.parse` returns no locations.
 */
async function findLocation(
  keys: readonly (string | number)[],
  text: string,
  file: string,
): Promise<SourceLocation> {
  const { LineCounter, isNode, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  const [problem] = document.errors;
  const found = [...keys.keys(), keys.length]
    .map((length) => document.getIn(keys.slice(0, length), true))
    .findLast(isNode);
  const offset = problem?.pos[0] ?? found?.range?.[0] ?? 0;
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
}
