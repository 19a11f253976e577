/** Formats a SARIF 2.1.0 report: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
import type { AllowedDiagnostic } from '../../core/diagnostics/allowances.ts';
import { codes, severityOf } from '../../core/diagnostics/catalogue.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { encodePath } from '../../lib/text/url.ts';
import { version } from '../../runtime/version.ts';
import { computeFingerprints, type Fingerprinted } from './fingerprints.ts';
import type { FormatReport, ReportContext, RunOutcome } from './outcome.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

export const formatSarif: FormatReport = async (outcome, context) => {
  const { diagnostics, allowed } = outcome;
  const problems = [...diagnostics, ...allowed.map(({ diagnostic }) => diagnostic)];
  const marked = await computeFingerprints(problems, context);
  const results = marked.map((one, index) =>
    formatResult(one, allowed[index - diagnostics.length]?.reason, context),
  );
  const run = {
    tool: { driver: { name: 'Handpress', version, semanticVersion: version, rules: listRules() } },
    invocations: [{ executionSuccessful: isComplete(outcome), exitCode: outcome.exitCode }],
    // Columns count UTF-16 code units, as JavaScript does.
    columnKind: 'utf16CodeUnits',
    results,
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
};

function listRules(): readonly object[] {
  return codes.map((code) => ({
    id: code,
    shortDescription: { text: codeToText(code) },
    defaultConfiguration: { level: severityOf(code) },
  }));
}

/** `image-alt-missing` → `Image alt missing` */
const codeToText = (code: string): string =>
  code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');

/** Returns whether the run ended without a failure, whatever problems the content has. */
const isComplete = ({ diagnostics }: RunOutcome): boolean =>
  diagnostics.every(({ severity, domain }) => severity !== 'error' || domain === 'content');

function formatResult(
  { problem, digest, ordinal }: Fingerprinted,
  reason: AllowedDiagnostic['reason'] | undefined,
  { pathOf }: ReportContext,
): object {
  const { code, severity, message, hint, place } = problem;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: escapeMessage(hint === undefined ? message : `${message} ${hint}`) },
    ...(place && { locations: [formatLocation(place, pathOf)] }),
    // GitHub reads the fingerprint under this name.
    partialFingerprints: { primaryLocationLineHash: `${digest}:${ordinal}` },
    ...(reason !== undefined && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: reason }],
    }),
  };
}

function formatLocation(
  { file, line, column }: NonNullable<Diagnostic['place']>,
  pathOf: ReportContext['pathOf'],
) {
  const uri = encodePath(pathOf(file));
  return {
    physicalLocation: {
      artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
      region: { startLine: line, startColumn: column },
    },
  };
}

/** Escapes braces, which mark arguments, and `[a](1)`, which is a link (SARIF 2.1.0, sections 3.11.5 and 3.11.6). */
const escapeMessage = (text: string): string =>
  text.replace(/[{}]/g, '$&$&').replace(/\[(?=[^\]]*\]\()/g, '\\[');
