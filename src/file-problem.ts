/** A file that cannot be read or written → a diagnostic. Whatever else was thrown goes on. */
import { diagnostic } from './catalogue.ts';
import type { Diagnostic } from './diagnostic.ts';
import { HostError } from './host.ts';

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
 * @returns `file-unreadable`
 */
export function unreadable(error: unknown, file: string): Diagnostic {
  const reason = reasonFor(asHostError(error), READING);
  return diagnostic('file-unreadable', { reason }, { file, line: 1, column: 1 });
}

/** @returns `output-unwritable` */
export function unwritable(error: unknown): Diagnostic {
  const failure = asHostError(error);
  return diagnostic('output-unwritable', { path: failure.path, reason: reasonFor(failure, WRITING) });
}

function asHostError(error: unknown): HostError {
  if (error instanceof HostError) return error;
  throw error;
}

function reasonFor({ kind, message, cause }: HostError, reasons: Reasons): string {
  return reasons[kind] ?? (cause instanceof Error ? cause.message : message);
}
