/** Converts whatever was thrown into a diagnostic. An error of an unknown class is a bug in Handpress. */

import { UnsupportedPdfError } from '../../lib/pdf/unsupported-pdf-error.ts';
import { messageOf } from '../../lib/text/error-message.ts';
import { HostError } from '../host.ts';
import type { Diagnostic } from './diagnostic.ts';
import { diagnostic } from './diagnostic.ts';
import { DiagnosticError } from './diagnostic-error.ts';

/**
 * Returns the diagnostic for a thrown value: `interrupted`, the diagnostic of a {@link DiagnosticError},
 * `file-unreadable`, `pdf-unsupported`, or `bug-internal`.
 * @param debug whether the reason contains the stack
 */
export function toDiagnostic(error: unknown, signal: AbortSignal, debug: boolean): Diagnostic {
  if (signal.aborted) return diagnostic('interrupted', {});
  if (error instanceof DiagnosticError) return error.diagnostic;
  if (error instanceof HostError) return diagnostic('file-unreadable', { reason: error.message });
  const stack = debug && error instanceof Error ? error.stack : undefined;
  const reason = stack ?? messageOf(error);
  return diagnostic(error instanceof UnsupportedPdfError ? 'pdf-unsupported' : 'bug-internal', { reason });
}
