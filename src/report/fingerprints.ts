/** Marks by which a problem is known again although the lines above it have changed. */
import { hash } from 'node:crypto';
import type { Diagnostic } from '../diagnostic.ts';
import type { Surroundings } from './outcome.ts';

export interface Fingerprinted {
  readonly problem: Diagnostic;
  /** Hexadecimal; alike for problems that are alike. */
  readonly digest: string;
  /** Which of those that are alike it is, from 1. */
  readonly ordinal: number;
}

/** By the code, the file and what its line says; a problem without a place by its message. */
export async function fingerprints(
  problems: readonly Diagnostic[],
  { pathOf, textOf }: Surroundings,
): Promise<readonly Fingerprinted[]> {
  const lines = new Map<string, readonly string[]>();
  const seen = new Map<string, number>();
  const found: Fingerprinted[] = [];
  for (const problem of problems) {
    const { code, message } = problem;
    // What lies outside the project is not read, either.
    const place = code === 'file-outside' ? undefined : problem.place;
    const file = place?.file ?? '';
    if (place && !lines.has(file)) lines.set(file, ((await textOf(file)) ?? '').split(/\r\n?|\n/));
    const said = place ? (lines.get(file)?.[place.line - 1] ?? '').trim() : message;
    const about = problem.place ? pathOf(problem.place.file) : '';
    const digest = hash('sha256', JSON.stringify([code, about, said])).slice(0, 32);
    const ordinal = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, ordinal);
    found.push({ problem, digest, ordinal });
  }
  return found;
}
