/** The formats in which a run is told to machines, those that others do without loaded when they are asked for. */
import { githubReport } from './github.ts';
import type { WriteReport } from './outcome.ts';

const WRITERS = {
  github: async (): Promise<WriteReport> => githubReport,
  gitlab: async (): Promise<WriteReport> => (await import('./gitlab.ts')).gitlabReport,
  json: async (): Promise<WriteReport> => jsonReport,
  junit: async (): Promise<WriteReport> => (await import('./junit.ts')).junitReport,
  sarif: async (): Promise<WriteReport> => (await import('./sarif.ts')).sarifReport,
};

export type ReportFormat = keyof typeof WRITERS;

export const writerOf = (format: ReportFormat): Promise<WriteReport> => WRITERS[format]();

/** Everything as it is. */
const jsonReport: WriteReport = ({ ok, diagnostics, allowed, publications, files, exitCode }) =>
  `${JSON.stringify({ ok, diagnostics, allowed, publications, files, exitCode }, null, 2)}\n`;
