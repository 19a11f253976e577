/** Computes fingerprints that identify a problem even after the lines above it have changed. */
import { hash } from 'node:crypto';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { ReportContext } from './outcome.ts';

/** A problem with its fingerprint. */
export interface Fingerprinted {
  readonly problem: Diagnostic;
  /** Hexadecimal; the same for problems with the same code, file and line text. */
  readonly digest: string;
  /** The number of the problem among those with the same digest, from 1. */
  readonly ordinal: number;
}

/** Computes the digests from code, file and text of the line; without a location from code and message. */
export async function computeFingerprints(
  problems: readonly Diagnostic[],
  context: ReportContext,
): Promise<readonly Fingerprinted[]> {
  const digestOf = openDigests(context);
  const counts = new Map<string, number>();
  const found: Fingerprinted[] = [];
  for (const problem of problems) {
    const digest = await digestOf(problem);
    const ordinal = (counts.get(digest) ?? 0) + 1;
    counts.set(digest, ordinal);
    found.push({ problem, digest, ordinal });
  }
  return found;
}

/** Returns a function that computes digests. It reads each line once, because a long line can have a thousand problems. */
function openDigests({ pathOf, textOf }: ReportContext): (problem: Diagnostic) => Promise<string> {
  const lines = new Map<string, readonly string[]>();
  const known = new Map<string, string>();
  return async ({ code, message, place }) => {
    const about = place ? pathOf(place.file) : '';
    const digest = (text: string): string => hash('sha256', JSON.stringify([code, about, text])).slice(0, 32);
    // Does not read content from outside the project.
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
