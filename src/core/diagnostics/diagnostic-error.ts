/** The base class of errors that carry the diagnostic to report. */
import type { Diagnostic } from './diagnostic.ts';

export interface DiagnosticErrorOptions {
  readonly cause?: unknown;
  /** Left out: the message of the diagnostic. */
  readonly message?: string;
}

/** Thrown where a problem ends the work at hand. Its diagnostic is what the user gets to read. */
export class DiagnosticError extends Error {
  override readonly name: string = 'DiagnosticError';
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic, { cause, message = diagnostic.message }: DiagnosticErrorOptions = {}) {
    super(message, { cause });
    this.diagnostic = diagnostic;
  }
}
