/** Formats a Code Quality report of GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
import type { Severity } from '../../core/diagnostics/severity.ts';
import { PROJECT_FILE } from '../../read/settings/project-file.ts';
import { computeFingerprints } from './fingerprints.ts';
import type { FormatReport } from './outcome.ts';

const SEVERITIES = { error: 'critical', warning: 'minor', note: 'info' } as const satisfies Record<
  Severity,
  string
>;

/**
 * Formats a report. The format needs a line for each problem: an error or a warning without a file is placed at the start of
 * the project's settings. A note without a file is about the run and is left out.
 */
export const formatGitlab: FormatReport = async ({ diagnostics }, context) => {
  const ofCode = diagnostics.filter(({ severity, place }) => severity !== 'note' || place !== undefined);
  const issues = await computeFingerprints(ofCode, context);
  const entries = issues.map(({ problem: { code, severity, message, hint, place }, digest, ordinal }) => ({
    description: hint === undefined ? message : `${message} ${hint}`,
    check_name: code,
    fingerprint: `${digest}-${ordinal}`,
    severity: SEVERITIES[severity],
    location: {
      path: context.pathOf(place?.file ?? PROJECT_FILE),
      lines: { begin: place?.line ?? 1 },
    },
  }));
  return `${JSON.stringify(entries, null, 2)}\n`;
};
