/** What is wrong with a template, or with a file of words: thrown through whoever fills it, up to where problems are told. */

import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';

export class TemplateFault extends Error {
  override readonly name = 'TemplateFault';
  readonly diagnostic: Diagnostic;

  /** @param file path below `templates/` */
  constructor(
    reason: string,
    file: string,
    { line = 1, column = 1 }: { readonly line?: number; readonly column?: number } = {},
    cause?: unknown,
  ) {
    super(reason, { cause });
    this.diagnostic = diagnostic(
      'template-broken',
      { name: file, reason },
      { file: `templates/${file}`, line, column },
    );
  }
}
