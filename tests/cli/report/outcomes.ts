/** Outcomes for the tests of reports, with problems of every kind. */

import type { ReportContext, RunOutcome } from '../../../src/cli/report/outcome.ts';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../../src/core/source-location.ts';

export const at = (file: string, line: number, column: number): SourceLocation => ({ file, line, column });

export const MISSING: Diagnostic = diagnostic(
  'image-missing',
  { path: 'a{0}.png', near: '[b](1).png' },
  at('content/100%, a: b/märz.md', 3, 7),
);
export const UNUSED: Diagnostic = diagnostic('note-unused', { label: 'late' }, at('content/note.md', 5, 1));
export const KEPT: Diagnostic = diagnostic('edition-kept', { publication: 'note', edition: 'a4' });
export const NO_BROWSER: Diagnostic = diagnostic('browser-missing', {});

const TEXTS: Readonly<Record<string, string>> = {
  'content/100%, a: b/märz.md': '# March\n\n  See:  ![](a.png)\n',
  'content/note.md': '# Note\n\nText.\n\n[^late]: A note.\n',
};

export const around: ReportContext = {
  pathOf: (file) => file,
  textOf: async (file) => TEXTS[file],
};

export function outcome(changes: Partial<RunOutcome> = {}): RunOutcome {
  const diagnostics = [MISSING, UNUSED, KEPT];
  return { ok: false, failOn: 'error', exitCode: 1, files: [], allowed: [], diagnostics, ...changes };
}
