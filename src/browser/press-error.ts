/** The failure of printing itself: no browser, or one that does not do its work. */
import type { Diagnostic } from '../diagnostic.ts';

export class PressError extends Error {
  override readonly name = 'PressError';
  readonly diagnostic: Diagnostic;

  /** @param diagnostic `browser-missing` or `browser-failed` */
  constructor(diagnostic: Diagnostic, cause?: unknown) {
    super(diagnostic.message, { cause });
    this.diagnostic = diagnostic;
  }
}
