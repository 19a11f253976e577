/** Reads from `diagnostics` in `handpress.yaml` which warnings count as errors, and which are allowed. */
import { type Allowance, type DiagnosticRules, NO_RULES } from '../../core/diagnostics/allowances.ts';
import { type Code, codes, lenientSeverityOf, severityOf } from '../../core/diagnostics/catalogue.ts';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { matchesPattern } from '../../lib/text/path-pattern.ts';
import { readText } from '../source/read-source.ts';
import { type LocatedData, readYaml } from '../source/yaml.ts';
import { PROJECT_FILE } from './project-file.ts';
import { type ProjectData, projectSchema } from './project-schema.ts';

/** The pattern of an allowance that also covers problems without a file. */
const ANY_PATH = '**';

/**
 * Reads the rules. Does not report faults of the YAML itself, because `readEditions` reports them.
 * @returns `undefined` after an error: `code-unknown`, `code-not-warning`, `error-allowed`
 */
export async function readRules(context: Context): Promise<DiagnosticRules | undefined> {
  const silent: Report = () => undefined;
  const source = await readText(PROJECT_FILE, { ...context, report: silent });
  const project =
    source && readYaml({ file: source.path, text: source.text, linesAbove: 0 }, projectSchema, silent);
  if (project === undefined) return NO_RULES;
  const raise = readRaisedCodes(project, context.report);
  const allow = readAllowances(project, context.report);
  return raise && allow && { raise, allow };
}

function readRaisedCodes(
  { data, location }: LocatedData<ProjectData>,
  report: Report,
): DiagnosticRules['raise'] | undefined {
  const named = data.diagnostics.raise.map((name, at) => {
    const where = location('diagnostics', 'raise', at);
    const code = findCode(name, where, report);
    if (code === undefined || [severityOf(code), lenientSeverityOf(code)].includes('warning')) return code;
    report(diagnostic('code-not-warning', { code, severity: severityOf(code) }, where));
    return undefined;
  });
  return named.every((code) => code !== undefined) ? new Set(named) : undefined;
}

function readAllowances(
  { data, location }: LocatedData<ProjectData>,
  report: Report,
): DiagnosticRules['allow'] | undefined {
  const entries = data.diagnostics.allow.map((entry, at): Allowance | undefined => {
    const { path, reason, until } = entry;
    const where = location('diagnostics', 'allow', at, 'code');
    const code = findCode(entry.code, where, report);
    if (code === undefined) return undefined;
    if (lenientSeverityOf(code) === 'error') {
      report(diagnostic('error-allowed', { code }, where));
      return undefined;
    }
    const untilLocation = location('diagnostics', 'allow', at, 'until');
    const covers = createPathTest(path);
    return {
      code,
      path,
      reason,
      covers,
      location: where,
      untilLocation,
      ...(until !== undefined && { until }),
    };
  });
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function findCode(name: string, location: SourceLocation, report: Report): Code | undefined {
  const code = codes.find((known) => known === name);
  if (code === undefined)
    report(diagnostic('code-unknown', { code: name, ...suggestName(name, codes) }, location));
  return code;
}

const createPathTest =
  (path: string): Allowance['covers'] =>
  (file) =>
    file === undefined ? path === ANY_PATH : matchesPattern(file, path);
