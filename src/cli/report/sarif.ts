/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
import type { Allowed } from '../../core/diagnostics/allowances.ts';
import { codes, severityOf } from '../../core/diagnostics/catalogue.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { version } from '../../runtime/version.ts';
import { type Fingerprinted, fingerprints } from './fingerprints.ts';
import type { Outcome, Surroundings, WriteReport } from './outcome.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

export const sarifReport: WriteReport = async (outcome, surroundings) => {
  const { diagnostics, allowed } = outcome;
  const problems = [...diagnostics, ...allowed.map(({ diagnostic }) => diagnostic)];
  const marked = await fingerprints(problems, surroundings);
  const results = marked.map((one, index) =>
    resultOf(one, allowed[index - diagnostics.length]?.reason, surroundings),
  );
  const run = {
    tool: { driver: { name: 'Handpress', version, semanticVersion: version, rules: rules() } },
    invocations: [{ executionSuccessful: wentThrough(outcome), exitCode: outcome.exitCode }],
    // Places count characters as JavaScript does.
    columnKind: 'utf16CodeUnits',
    results,
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
};

function rules(): readonly object[] {
  return codes.map((code) => ({
    id: code,
    shortDescription: { text: inWords(code) },
    defaultConfiguration: { level: severityOf(code) },
  }));
}

/** `image-alt-missing` → `Image alt missing` */
const inWords = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');

/** Whether the run came to its end, whatever it found in the content. */
const wentThrough = ({ diagnostics }: Outcome): boolean =>
  diagnostics.every(({ severity, domain }) => severity !== 'error' || domain === 'content');

function resultOf(
  { problem, digest, ordinal }: Fingerprinted,
  reason: Allowed['reason'] | undefined,
  { pathOf }: Surroundings,
): object {
  const { code, severity, message, hint, place } = problem;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: literally(hint === undefined ? message : `${message} ${hint}`) },
    ...(place && { locations: [locationOf(place, pathOf)] }),
    // The name under which GitHub looks for it.
    partialFingerprints: { primaryLocationLineHash: `${digest}:${ordinal}` },
    ...(reason !== undefined && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: reason }],
    }),
  };
}

function locationOf(
  { file, line, column }: NonNullable<Diagnostic['place']>,
  pathOf: Surroundings['pathOf'],
) {
  const uri = pathOf(file).split('/').map(encodeURIComponent).join('/');
  return {
    physicalLocation: {
      artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
      region: { startLine: line, startColumn: column },
    },
  };
}

/** Sections 3.11.5 and 3.11.6: braces stand for arguments, and `[a](1)` is a link. */
const literally = (text: string): string => text.replace(/[{}]/g, '$&$&').replace(/\[(?=[^\]]*\]\()/g, '\\[');
