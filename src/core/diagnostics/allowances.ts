/**
 * Applies the rules of a project to diagnostics: it can raise warnings to errors, and allow some with a
 * reason.
 */

import type { SourceLocation } from '../source-location.ts';
import { type Code, domainOf } from './catalogue.ts';
import { type Diagnostic, diagnostic, sortDiagnostics } from './diagnostic.ts';

/** A warning that `handpress.yaml` allows. */
export interface Allowance {
  readonly code: Code;
  /** The pattern as written. */
  readonly path: string;
  readonly reason: string;
  /** Last day on which it is valid, `YYYY-MM-DD`. */
  readonly until?: string;
  readonly location: SourceLocation;
  /** Location of `until`. */
  readonly untilLocation: SourceLocation;
  /** @param file relative to the root, with `/`; `undefined` for a diagnostic that is about no file */
  covers(file: string | undefined): boolean;
}

export interface DiagnosticRules {
  /** Warnings that count as errors. */
  readonly raise: ReadonlySet<Code>;
  readonly allow: readonly Allowance[];
}

export const NO_RULES: DiagnosticRules = { raise: new Set(), allow: [] };

/** What a run has checked. An allowance is unused only if the run could have found its warning. */
export interface RunScope {
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** Whether the run covers all publications in all their editions. */
  readonly isWhole: boolean;
  /** Whether it prints and packs them; `check` only reads them. */
  readonly isBuild: boolean;
}

/** A diagnostic that an allowance matches. */
export interface AllowedDiagnostic {
  readonly diagnostic: Diagnostic;
  readonly reason: string;
}

export interface AppliedRules {
  /** Sorted; includes the diagnostics about the allowances themselves. */
  readonly diagnostics: readonly Diagnostic[];
  readonly allowed: readonly AllowedDiagnostic[];
}

/** Warnings about the content that only `build` reports, because it takes finished pages to find them. */
export const FOUND_BY_BUILDING: ReadonlySet<Code> = new Set([
  'print-shrunk',
  'glyph-boxed',
  'standard-unclaimed',
  'figure-text-small',
  'page-start-unknown',
  'cover-unpainted',
  'cover-unfit',
]);

/**
 * Removes the allowed warnings first, then raises the remaining ones, so that a code can be an error
 * everywhere except in one folder. Errors are never removed. Adds `allowance-expired`, and `allowance-unused`
 * if the run covers everything and has no errors.
 */
export function applyRules(
  found: readonly Diagnostic[],
  { raise, allow }: DiagnosticRules,
  seen: RunScope,
): AppliedRules {
  const used = new Set<Allowance>();
  const [left, allowed]: [Diagnostic[], AllowedDiagnostic[]] = [[], []];
  for (const problem of sortDiagnostics(found)) {
    const matching = allow.filter((allowance) => isCovered(allowance, problem));
    for (const allowance of matching) used.add(allowance);
    const valid = matching.find((allowance) => !isExpired(allowance, seen));
    if (valid === undefined) left.push(problem);
    else allowed.push({ diagnostic: problem, reason: valid.reason });
  }
  // An error ends the work on a publication, so its other warnings are not known.
  const isWhole = seen.isWhole && left.every(({ severity }) => severity !== 'error');
  const faults = allow.flatMap((allowance) =>
    validateAllowance(allowance, used.has(allowance), { ...seen, isWhole }),
  );
  const raised = sortDiagnostics([...left, ...faults]).map((problem) => applyRaise(raise, problem));
  return { diagnostics: raised, allowed };
}

const isCovered = ({ code, covers }: Allowance, problem: Diagnostic): boolean =>
  code === problem.code && problem.severity !== 'error' && covers(problem.place?.file);

const isExpired = ({ until }: Allowance, { today }: RunScope): boolean =>
  until !== undefined && until < today;

function validateAllowance(allowance: Allowance, isUsed: boolean, seen: RunScope): readonly Diagnostic[] {
  const { code, path, until = '', location, untilLocation } = allowance;
  // A warning about the environment can be absent on another machine.
  const isLasting = domainOf(code) !== 'environment' && (seen.isBuild || !FOUND_BY_BUILDING.has(code));
  const isMissed = seen.isWhole && isLasting;
  if (isExpired(allowance, seen) && (isUsed || isMissed)) {
    return [diagnostic('allowance-expired', { code, path, until }, untilLocation)];
  }
  return isUsed || !isMissed ? [] : [diagnostic('allowance-unused', { code, path }, location)];
}

const applyRaise = (raise: ReadonlySet<Code>, problem: Diagnostic): Diagnostic =>
  problem.severity === 'warning' && raise.has(problem.code) ? { ...problem, severity: 'error' } : problem;
