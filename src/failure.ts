/** What was thrown → a diagnostic. Whatever has no name here is a bug of ours and keeps its stack. */
import { diagnostic } from './catalogue.ts';
import type { Diagnostic } from './diagnostic.ts';
import { HostError } from './host.ts';

/** LiquidJS's errors, by the name that they carry. */
const TEMPLATE_ERRORS = new Set([
  'ParseError',
  'RenderError',
  'TokenizationError',
  'UndefinedVariableError',
  'ENOENT',
]);

interface CarriesDiagnostic {
  readonly diagnostic: Diagnostic;
}

interface TemplateError extends Error {
  readonly token?: { readonly file?: string };
}

/** Codes: `interrupted`, those of a stage's own errors, `template-broken`, `file-unreadable`, `bug-internal`. */
export function failureDiagnostic(error: unknown, signal: AbortSignal, debug: boolean): Diagnostic {
  if (signal.aborted) return diagnostic('interrupted', {});
  const carried = carriedDiagnostic(error);
  if (carried !== undefined) return carried;
  if (error instanceof Error && TEMPLATE_ERRORS.has(error.name)) {
    const name = (error as TemplateError).token?.file ?? 'unknown';
    return diagnostic('template-broken', { name, reason: error.message });
  }
  if (error instanceof HostError) return diagnostic('file-unreadable', { reason: error.message });
  const reason =
    error instanceof Error ? ((debug ? error.stack : undefined) ?? error.message) : String(error);
  return diagnostic('bug-internal', { reason });
}

/** LiquidJS puts errors of its own around those of whoever reads its files. */
function carriedDiagnostic(error: unknown): Diagnostic | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('diagnostic' in error) return (error as CarriesDiagnostic).diagnostic;
  return 'originalError' in error ? carriedDiagnostic(error.originalError) : undefined;
}
