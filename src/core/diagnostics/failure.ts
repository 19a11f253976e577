/** What was thrown → a diagnostic. Whatever has no name here is a bug of ours and keeps its stack. */

import { HostError } from '../host.ts';
import type { Diagnostic } from './diagnostic.ts';
import { diagnostic } from './diagnostic.ts';

interface CarriesDiagnostic {
  readonly diagnostic: Diagnostic;
}

/** Codes: `interrupted`, those of a stage's own errors, `template-broken`, `file-unreadable`, `bug-internal`. */
export function failureDiagnostic(error: unknown, signal: AbortSignal, debug: boolean): Diagnostic {
  if (signal.aborted) return diagnostic('interrupted', {});
  const carried = carriedDiagnostic(error);
  if (carried !== undefined) return carried;
  if (error instanceof HostError) return diagnostic('file-unreadable', { reason: error.message });
  const reason =
    error instanceof Error ? ((debug ? error.stack : undefined) ?? error.message) : String(error);
  return diagnostic('bug-internal', { reason });
}

const carriedDiagnostic = (error: unknown): Diagnostic | undefined =>
  error instanceof Error && 'diagnostic' in error ? (error as CarriesDiagnostic).diagnostic : undefined;
