/** The manifest of a part, read as strictly as if somebody had edited it. */
import { join, relative, sep } from 'node:path';
import * as v from 'valibot';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Host } from '../../core/host.ts';
import { type Shard, shardOf } from '../../core/shard.ts';
import type { Place } from '../../core/source-location.ts';
import type { Manifest } from './manifest.ts';
import { MANIFEST } from './name.ts';
import { manifestSchema } from './schema.ts';

export interface Part {
  /** Absolute path. */
  readonly folder: string;
  /** Its manifest as it is named in diagnostics. */
  readonly name: string;
  readonly manifest: Manifest;
  readonly shard: Shard;
  readonly division: string;
}

/**
 * @param folder absolute path
 * @param root absolute path that diagnostics name files from
 * @returns what is wrong with it: `part-missing`, `part-broken`, `part-whole`
 */
export async function readPart(folder: string, root: string, host: Host): Promise<Part | Diagnostic> {
  const path = join(folder, MANIFEST);
  const name = (relative(root, path) || path).split(sep).join('/');
  if ((await host.kind(path)) !== 'file') return diagnostic('part-missing', { path: name });
  const text = new TextDecoder().decode(await host.read(path));
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const reason = `it is no JSON (${(error as Error).message.replaceAll(/\s+/g, ' ')})`;
    return diagnostic('part-broken', { reason }, await placeOf([], text, name));
  }
  const read = v.safeParse(manifestSchema, data);
  if (!read.success) return schemaProblem(read.issues[0], text, name);
  const { shard: written, division } = read.output;
  if (written === undefined || division === undefined) return diagnostic('part-whole', { path: name });
  const shard = shardOf(written);
  if (shard === undefined) {
    return diagnostic(
      'part-broken',
      { reason: `there is no part ${written}` },
      await placeOf(['shard'], text, name),
    );
  }
  return { folder, name, manifest: read.output, shard, division };
}

type Issue = v.InferIssue<typeof manifestSchema>;

async function schemaProblem(issue: Issue, text: string, name: string): Promise<Diagnostic> {
  const keys = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const at = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  const where = at === '' ? 'it' : `\`${at.replace(/^\./, '')}\``;
  const reason = `${where} does not fit: ${expectation(issue)}`;
  return diagnostic('part-broken', { reason }, await placeOf(keys, text, name));
}

function expectation({ type, message, expected, received, kind }: Issue): string {
  if (type === 'check' || type === 'regex') return `it must be ${message}, and it is ${received}`;
  if (expected === 'never') return 'no build writes such a key';
  if (kind === 'schema' && received === 'undefined') return 'it is missing';
  return `expected ${expected ?? type}, found ${received}`;
}

/** Where a value stands; for one that is missing, what it is missing from. JSON is YAML, whose reader knows places. */
async function placeOf(keys: readonly (string | number)[], text: string, file: string): Promise<Place> {
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
