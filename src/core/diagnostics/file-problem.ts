/** A file that cannot be read or written → a diagnostic. Whatever else was thrown goes on. */

import { HostError } from '../host.ts';
import type { Diagnostic } from './diagnostic.ts';
import { diagnostic } from './diagnostic.ts';

type Reasons = Readonly<Partial<Record<HostError['kind'], string>>>;

const READING: Reasons = {
  missing: 'it is not there, or is a link to nothing',
  denied: 'permission is denied',
};

const WRITING: Reasons = {
  missing: 'a part of the path is no folder',
  denied: 'permission is denied',
  full: 'the disk is full',
};

/**
 * @param file relative to the root
 * @returns `file-unreadable` or `file-outside`
 */
export function unreadable(error: unknown, file: string): Diagnostic {
  const failure = asHostError(error);
  const place = { file, line: 1, column: 1 };
  if (failure.kind === 'outside') return diagnostic('file-outside', {}, place);
  return diagnostic('file-unreadable', { reason: reasonFor(failure, READING) }, place);
}

/** @returns `output-unwritable` or `output-outside` */
export function unwritable(error: unknown): Diagnostic {
  const failure = asHostError(error);
  if (failure.kind === 'outside') return diagnostic('output-outside', { path: failure.path });
  return diagnostic('output-unwritable', { path: failure.path, reason: reasonFor(failure, WRITING) });
}

function asHostError(error: unknown): HostError {
  if (error instanceof HostError) return error;
  throw error;
}

function reasonFor({ kind, message, cause }: HostError, reasons: Reasons): string {
  return reasons[kind] ?? (cause instanceof Error ? cause.message : message);
}
