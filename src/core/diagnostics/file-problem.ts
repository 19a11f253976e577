/** Converts a failure to read or write a file into a diagnostic. Throws any other error again. */

import { HostError } from '../host.ts';
import type { Diagnostic } from './diagnostic.ts';
import { diagnostic } from './diagnostic.ts';

type ReasonByKind = Readonly<Partial<Record<HostError['kind'], string>>>;

const READ_REASONS: ReasonByKind = {
  missing: 'it does not exist, or is a broken link',
  denied: 'permission is denied',
};

const WRITE_REASONS: ReasonByKind = {
  missing: 'a part of the path is not a folder',
  denied: 'permission is denied',
  full: 'the disk is full',
};

/**
 * Returns `file-unreadable` or `file-outside`.
 * @param file relative to the root
 */
export function diagnoseReadError(error: unknown, file: string): Diagnostic {
  const failure = asHostError(error);
  const place = { file, line: 1, column: 1 };
  if (failure.kind === 'outside') return diagnostic('file-outside', {}, place);
  return diagnostic('file-unreadable', { reason: findReason(failure, READ_REASONS) }, place);
}

/** Returns `output-unwritable` or `output-outside`. */
export function diagnoseWriteError(error: unknown): Diagnostic {
  const failure = asHostError(error);
  if (failure.kind === 'outside') return diagnostic('output-outside', { path: failure.path });
  return diagnostic('output-unwritable', { path: failure.path, reason: findReason(failure, WRITE_REASONS) });
}

function asHostError(error: unknown): HostError {
  if (error instanceof HostError) return error;
  throw error;
}

function findReason({ kind, message, cause }: HostError, reasons: ReasonByKind): string {
  return reasons[kind] ?? (cause instanceof Error ? cause.message : message);
}
