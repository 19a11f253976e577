/** Reads and renders a publication for a benchmark: files go in, finished books come out. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Diagnostic } from '../../src/core/diagnostics/diagnostic.ts';
import { builtInEditions } from '../../src/core/editions.ts';
import type { Context } from '../../src/core/model/context.ts';
import { isPaper, type PaperEdition } from '../../src/core/model/edition.ts';
import type { Publication } from '../../src/core/model/publication.ts';
import { discover, readPublication } from '../../src/read/read-publication.ts';
import { type RenderedPublication, renderPublication } from '../../src/render/render-publication.ts';
import { contextIn } from '../support/context.ts';

export interface BenchPublication {
  readonly publication: Publication;
  readonly rendered: RenderedPublication;
  readonly context: Context;
}

/**
 * @param files by path within the folder of the publication
 * @param use is given the publication; afterwards nothing of it is left on the disk
 */
export async function withPublication<T>(
  files: Readonly<Record<string, string>>,
  use: (publication: BenchPublication) => Promise<T>,
): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'handpress-bench-'));
  try {
    const folder = join(root, 'content/bench');
    await mkdir(folder, { recursive: true });
    for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
    return await use(await readAndRender(root));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Fails on any diagnostic, because a benchmark of a broken publication would measure something else. */
async function readAndRender(root: string): Promise<BenchPublication> {
  const diagnostics: Diagnostic[] = [];
  const report = (problem: Diagnostic): void => void diagnostics.push(problem);
  const context = contextIn(root, report, { designRoot: root });
  const [target] = await discover([], context);
  const publication = target && (await readPublication(target, builtInEditions, context));
  const rendered = publication && (await renderPublication(publication, context));
  if (publication === undefined || rendered === undefined || diagnostics.length > 0)
    throw new Error(`The publication of the bench is not in order: ${JSON.stringify(diagnostics)}`);
  return { publication, rendered, context };
}

/** An edition on paper by its full name. */
export function paperEdition(name: string): PaperEdition {
  const [edition] = builtInEditions.find(name);
  if (edition === undefined || !isPaper(edition)) throw new Error(`${name} is not printed.`);
  return edition;
}
