/** Code Quality of GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
import type { Severity } from '../diagnostic.ts';
import { PROJECT_FILE } from '../project-file.ts';
import { fingerprints } from './fingerprints.ts';
import type { WriteReport } from './outcome.ts';

const SEVERITIES = { error: 'critical', warning: 'minor', note: 'info' } as const satisfies Record<
  Severity,
  string
>;

/** The format knows no problem without a line: one that is about no file is told at the start of the project's settings. */
export const gitlabReport: WriteReport = async ({ diagnostics }, surroundings) => {
  const issues = await fingerprints(diagnostics, surroundings);
  const entries = issues.map(({ problem: { code, severity, message, hint, place }, digest, ordinal }) => ({
    description: hint === undefined ? message : `${message} ${hint}`,
    check_name: code,
    fingerprint: `${digest}-${ordinal}`,
    severity: SEVERITIES[severity],
    location: {
      path: surroundings.pathOf(place?.file ?? PROJECT_FILE),
      lines: { begin: place?.line ?? 1 },
    },
  }));
  return `${JSON.stringify(entries, null, 2)}\n`;
};
