/** Code Quality of GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
import type { Severity } from '../../core/diagnostics/severity.ts';
import { PROJECT_FILE } from '../../read/settings/project-file.ts';
import { fingerprints } from './fingerprints.ts';
import type { WriteReport } from './outcome.ts';

const SEVERITIES = { error: 'critical', warning: 'minor', note: 'info' } as const satisfies Record<
  Severity,
  string
>;

/**
 * The format has no problem without a line: an error or a warning about no file stands at the start of the project's settings.
 * A note about no file, such as how many publications were touched, is about the run and no issue of the code.
 */
export const gitlabReport: WriteReport = async ({ diagnostics }, surroundings) => {
  const ofCode = diagnostics.filter(({ severity, place }) => severity !== 'note' || place !== undefined);
  const issues = await fingerprints(ofCode, surroundings);
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
