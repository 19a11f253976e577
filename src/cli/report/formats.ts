/** Loads the formatter of a report when it is needed. */
import { formatGithub } from './github.ts';
import type { FormatReport } from './outcome.ts';

const FORMATTERS = {
  github: async (): Promise<FormatReport> => formatGithub,
  gitlab: async (): Promise<FormatReport> => (await import('./gitlab.ts')).formatGitlab,
  json: async (): Promise<FormatReport> => formatJson,
  junit: async (): Promise<FormatReport> => (await import('./junit.ts')).formatJunit,
  sarif: async (): Promise<FormatReport> => (await import('./sarif.ts')).formatSarif,
};

export type ReportFormat = keyof typeof FORMATTERS;

export const loadFormatter = (format: ReportFormat): Promise<FormatReport> => FORMATTERS[format]();

/** Formats the whole outcome as JSON. */
const formatJson: FormatReport = ({ ok, diagnostics, allowed, publications, uses, files, exitCode }) =>
  `${JSON.stringify({ ok, diagnostics, allowed, publications, uses, files, exitCode }, null, 2)}\n`;
