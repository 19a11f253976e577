/** The failure of printing: no browser, one that does not do its work, or a document with which it cannot. */
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';

export class PressError extends Error {
  override readonly name = 'PressError';
  readonly diagnostic: Diagnostic;

  /** @param diagnostic `browser-missing` or `browser-failed` */
  constructor(diagnostic: Diagnostic, cause?: unknown) {
    super(diagnostic.message, { cause });
    this.diagnostic = diagnostic;
  }
}

/** Thrown where a document cannot be made for what somebody wrote. The other documents can be. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  readonly diagnostic: Diagnostic;

  constructor(problem: Diagnostic, cause: unknown) {
    super(problem.message, { cause });
    this.diagnostic = problem;
  }
}
