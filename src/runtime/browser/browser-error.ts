/** The errors of printing: there is no browser, the browser fails, or the browser cannot print a document. */
import { DiagnosticError } from '../../core/diagnostics/diagnostic-error.ts';

/** Thrown where there is no browser, or the browser fails. Diagnostics: `browser-missing`, `browser-failed`. */
export class BrowserError extends DiagnosticError {
  override readonly name = 'BrowserError';
}

/**
 * Thrown where the content or the project's design keeps one document from being made. Other documents can be
 * made.
 */
export class DocumentError extends DiagnosticError {
  override readonly name = 'DocumentError';
}
