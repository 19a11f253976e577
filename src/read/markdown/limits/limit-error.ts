/** What a text goes beyond, thrown through the parser, which can be stopped in no other way. */
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../../core/source-location.ts';

export class BeyondLimit extends Error {
  override readonly name = 'BeyondLimit';
  readonly problem: (place: Place) => Diagnostic;
  /** Where in the text; UTF-16 code units. */
  readonly offset: number;

  constructor(problem: (place: Place) => Diagnostic, offset: number) {
    super(`beyond a limit at ${offset}`);
    this.problem = problem;
    this.offset = offset;
  }
}
