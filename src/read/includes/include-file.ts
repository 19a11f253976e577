/** Reads the files that a chapter includes, within limits. */
import { join, posix } from 'node:path';
import { type Diagnostic, diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { SourceFile, SourceLocation } from '../../core/source-location.ts';
import { readText } from '../source/read-source.ts';
import { cutContent, selectContent } from './content.ts';
import type { IncludedFile } from './include-mark.ts';
import { locateIncludedFile } from './locate-file.ts';
import type { Piece } from './pieces.ts';
import { MAX_INCLUDED_LENGTH } from './select-part.ts';

/** How deep included files may include others. mdBook has the same limit. */
export const MAX_INCLUDE_LEVELS = 10;
/** How many files one chapter may include, because each costs time, even if it is empty. */
export const MAX_INCLUDED_FILES = 10_000;
/** In bytes. A larger file is not read at all. */
const MAX_FILE_SIZE = 20_000_000;

/** What is included into one chapter. */
export interface Expansion {
  readonly chapter: string;
  /** The folder that contains all files that may be included, relative to the root. */
  readonly project: string;
  readonly context: Context;
  /** Files that were read, by path. */
  readonly files: Map<string, Promise<SourceFile | Diagnostic>>;
  /** Paths of the files whose links are relative to them. */
  readonly withOwnLinks: Set<string>;
  readonly featuresOff?: ReadonlySet<string>;
  count: number;
  length: number;
}

/** The part of a file that is included. */
export interface Included {
  readonly path: string;
  readonly content: readonly Piece[];
}

/**
 * Reads the part of a file that is meant.
 * @param chain the paths of the files that include each other, down to the one with the mark
 * @returns `undefined` after a diagnostic; `kept` if there is no such file, and the mark stays
 */
export async function readIncluded(
  file: IncludedFile,
  place: SourceLocation,
  chain: readonly string[],
  state: Expansion,
): Promise<Included | 'kept' | undefined> {
  const { context, chapter, project } = state;
  const refuse = (problem: Diagnostic): undefined => context.report(problem) as undefined;
  const { path } = file;
  const where = { file: chain.at(-1) ?? chapter, chapter, project };
  const found = await locateIncludedFile(file, where, context);
  if (found.kind === 'withheld') {
    return refuse(diagnostic('file-withheld', { path, reason: found.reason }, place));
  }
  if (found.kind === 'missing' && file.isName) return 'kept';
  if (found.kind !== 'found') return refuse(diagnostic('include-missing', { path, ...found }, place));
  if (chain.includes(found.path)) return refuse(diagnostic('include-circular', { path }, place));
  if (!isWithinCount(chain, place, state)) return undefined;
  const source = await readOnce(found.path, state);
  if ('code' in source)
    return refuse(diagnostic('include-unreadable', { path, reason: source.message }, place));
  const lines = selectContent(source, file);
  if (lines === undefined)
    return refuse(diagnostic('include-part-missing', { path, ...namePart(file) }, place));
  const length = lines.reduce((sum, { start, end }) => sum + end - start + 1, state.length);
  if (length > MAX_INCLUDED_LENGTH)
    return refuse(diagnostic('includes-too-many', { megabytes: MAX_INCLUDED_LENGTH / 1e6 }, place));
  state.length = length;
  context.onInclude?.({ file: posix.normalize(found.path), chapter, place });
  if (file.hasOwnLinks) state.withOwnLinks.add(found.path);
  return { path: found.path, content: cutContent(source, lines, file) };
}

/** Reports only the first file that is too many. */
function isWithinCount(chain: readonly string[], place: SourceLocation, state: Expansion): boolean {
  const { report } = state.context;
  if (chain.length > MAX_INCLUDE_LEVELS) {
    report(diagnostic('includes-too-many', { levels: MAX_INCLUDE_LEVELS }, place));
    return false;
  }
  state.count += 1;
  if (state.count === MAX_INCLUDED_FILES + 1)
    report(diagnostic('includes-too-many', { files: MAX_INCLUDED_FILES }, place));
  return state.count <= MAX_INCLUDED_FILES;
}

function namePart({ part }: IncludedFile): { readonly name?: string } {
  if (part.kind === 'named') return { name: part.name };
  if (part.kind === 'section') return { name: part.headings.join('#') };
  if (part.kind === 'block') return { name: `^${part.name}` };
  if (part.kind !== 'between') return {};
  return { name: [part.from?.text, part.to?.text].filter((text) => text !== undefined).join(' … ') };
}

/** Reads a file once for a chapter. @returns a diagnostic if it is no text */
function readOnce(path: string, { files, context }: Expansion): Promise<SourceFile | Diagnostic> {
  const known = files.get(path) ?? readFile(path, context);
  files.set(path, known);
  return known;
}

async function readFile(path: string, context: Context): Promise<SourceFile | Diagnostic> {
  const { host, root } = context;
  const { size } = await host.fileIdentity(join(root, path));
  if (size > MAX_FILE_SIZE) {
    // Records the size, because the file is not read.
    await host.fingerprint(join(root, path));
    return diagnostic('file-too-large', { size, limit: MAX_FILE_SIZE });
  }
  const problems: Diagnostic[] = [];
  const source = await readText(path, { ...context, report: (problem) => void problems.push(problem) });
  if (source === undefined) {
    return problems.at(-1) ?? diagnostic('file-unreadable', { reason: 'it cannot be read' });
  }
  for (const problem of problems) context.report(problem);
  return source;
}
