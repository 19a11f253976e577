/** The error for a template, or for a file of terms, that cannot be used. */

import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { DiagnosticError } from '../../core/diagnostics/diagnostic-error.ts';

/** Thrown where a file below `templates/` cannot be used. Diagnostic: `template-broken`. */
export class TemplateError extends DiagnosticError {
  override readonly name = 'TemplateError';

  /** @param file path below `templates/` */
  constructor(
    reason: string,
    file: string,
    { line = 1, column = 1 }: { readonly line?: number; readonly column?: number } = {},
    cause?: unknown,
  ) {
    const location = { file: `templates/${file}`, line, column };
    super(diagnostic('template-broken', { name: file, reason }, location), { cause, message: reason });
  }
}
