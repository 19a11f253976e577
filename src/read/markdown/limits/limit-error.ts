/**
 * Defines the error that stops the parser at a limit. It is thrown, because the parser cannot be stopped in
 * another way.
 */
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../../core/source-location.ts';

export class LimitExceededError extends Error {
  override readonly name = 'BeyondLimit';
  readonly buildProblem: (place: SourceLocation) => Diagnostic;
  /** Position in the text, in UTF-16 code units. */
  readonly offset: number;

  constructor(problem: (place: SourceLocation) => Diagnostic, offset: number) {
    super(`beyond a limit at ${offset}`);
    this.buildProblem = problem;
    this.offset = offset;
  }
}
