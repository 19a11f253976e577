/** `diagnostics` in `handpress.yaml` → which warnings are errors, and which are allowed. */
import { type Allowance, NO_RULES, type Rules } from '../../core/diagnostics/allowances.ts';
import { type Code, codes, severityOf } from '../../core/diagnostics/catalogue.ts';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { Place } from '../../core/source-location.ts';
import { near } from '../../lib/text/nearest.ts';
import { matchesPattern } from '../../lib/text/path-pattern.ts';
import { readText } from '../source/read-source.ts';
import { type Located, readYaml } from '../source/yaml.ts';
import { PROJECT_FILE } from './project-file.ts';
import { type ProjectData, projectSchema } from './project-schema.ts';

/** What the pattern of an allowance is when it also covers problems that are about no file. */
const EVERYTHING = '**';

/**
 * The file's own faults are told of by the reader of the editions, not here.
 * @returns `undefined` after an error: `code-unknown`, `code-not-warning`, `error-allowed`
 */
export async function readRules(context: Context): Promise<Rules | undefined> {
  const silent: Report = () => undefined;
  const source = await readText(PROJECT_FILE, { ...context, report: silent });
  const project =
    source && readYaml({ file: source.path, text: source.text, linesAbove: 0 }, projectSchema, silent);
  if (project === undefined) return NO_RULES;
  const raise = raisedCodes(project, context.report);
  const allow = allowances(project, context.report);
  return raise && allow && { raise, allow };
}

function raisedCodes({ data, place }: Located<ProjectData>, report: Report): Rules['raise'] | undefined {
  const named = data.diagnostics.raise.map((name, at) => {
    const where = place('diagnostics', 'raise', at);
    const code = knownCode(name, where, report);
    if (code === undefined || severityOf(code) === 'warning') return code;
    report(diagnostic('code-not-warning', { code, severity: severityOf(code) }, where));
    return undefined;
  });
  return named.every((code) => code !== undefined) ? new Set(named) : undefined;
}

function allowances({ data, place }: Located<ProjectData>, report: Report): Rules['allow'] | undefined {
  const entries = data.diagnostics.allow.map((entry, at): Allowance | undefined => {
    const { path, reason, until } = entry;
    const where = place('diagnostics', 'allow', at, 'code');
    const code = knownCode(entry.code, where, report);
    if (code === undefined) return undefined;
    if (severityOf(code) === 'error') {
      report(diagnostic('error-allowed', { code }, where));
      return undefined;
    }
    const untilPlace = place('diagnostics', 'allow', at, 'until');
    const covers = coverOf(path);
    return { code, path, reason, covers, place: where, untilPlace, ...(until !== undefined && { until }) };
  });
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function knownCode(name: string, place: Place, report: Report): Code | undefined {
  const code = codes.find((known) => known === name);
  if (code === undefined) report(diagnostic('code-unknown', { code: name, ...near(name, codes) }, place));
  return code;
}

const coverOf =
  (path: string): Allowance['covers'] =>
  (file) =>
    file === undefined ? path === EVERYTHING : matchesPattern(file, path);
