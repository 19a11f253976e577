/** Marks by which a problem is known again although the lines above it have changed. */
import { hash } from 'node:crypto';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
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
  surroundings: Surroundings,
): Promise<readonly Fingerprinted[]> {
  const digestOf = openDigests(surroundings);
  const seen = new Map<string, number>();
  const found: Fingerprinted[] = [];
  for (const problem of problems) {
    const digest = await digestOf(problem);
    const ordinal = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, ordinal);
    found.push({ problem, digest, ordinal });
  }
  return found;
}

/** Each line is read once: it may be as long as a chapter, and have a thousand problems. */
function openDigests({ pathOf, textOf }: Surroundings): (problem: Diagnostic) => Promise<string> {
  const lines = new Map<string, readonly string[]>();
  const known = new Map<string, string>();
  return async ({ code, message, place }) => {
    const about = place ? pathOf(place.file) : '';
    const digest = (said: string): string => hash('sha256', JSON.stringify([code, about, said])).slice(0, 32);
    // What lies outside the project is not read, either.
    if (place === undefined || code === 'file-outside') return digest(message);
    const { file, line } = place;
    const key = JSON.stringify([code, file, line]);
    const read = lines.get(file) ?? ((await textOf(file)) ?? '').split(/\r\n?|\n/);
    lines.set(file, read);
    const found = known.get(key) ?? digest((read[line - 1] ?? '').trim());
    known.set(key, found);
    return found;
  };
}
