/** Which problems count: a project may raise warnings to errors, and allow some for a reason. */

import type { Place } from '../source-location.ts';
import { type Code, domainOf } from './catalogue.ts';
import { type Diagnostic, diagnostic, sortDiagnostics } from './diagnostic.ts';

/** A warning that is known and let pass, as `handpress.yaml` says it. */
export interface Allowance {
  readonly code: Code;
  /** The pattern as it is written. */
  readonly path: string;
  readonly reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly until?: string;
  readonly place: Place;
  /** Where the last day stands. */
  readonly untilPlace: Place;
  /** @param file relative to the root, with `/`; `undefined` for a problem that is about no file */
  covers(file: string | undefined): boolean;
}

export interface Rules {
  /** Warnings that count as errors. */
  readonly raise: ReadonlySet<Code>;
  readonly allow: readonly Allowance[];
}

export const NO_RULES: Rules = { raise: new Set(), allow: [] };

/** What a run has seen: only what was looked for can be missed. */
export interface Seen {
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** Whether all publications were asked for, in all their editions. */
  readonly isWhole: boolean;
  /** Whether they were printed and packed, not only read. */
  readonly isBuild: boolean;
}

/** A problem that does not count. */
export interface Allowed {
  readonly diagnostic: Diagnostic;
  readonly reason: string;
}

export interface Judgement {
  /** Sorted; those of the allowances themselves among them. */
  readonly diagnostics: readonly Diagnostic[];
  readonly allowed: readonly Allowed[];
}

/** Warnings about the content that only finished pages show: `check` says nothing of them. */
export const FOUND_BY_BUILDING: ReadonlySet<Code> = new Set([
  'print-shrunk',
  'glyph-missing',
  'page-start-unknown',
  'cover-unpainted',
  'style-part-dropped',
]);

/**
 * What is allowed is taken out first, then what is left is raised: so a code can be an error everywhere but in one
 * folder. Errors are never taken out. Diagnostics: `allowance-expired`, and, where everything was looked at and nothing
 * went wrong on the way, `allowance-unused`.
 */
export function judge(found: readonly Diagnostic[], { raise, allow }: Rules, seen: Seen): Judgement {
  const used = new Set<Allowance>();
  const [left, allowed]: [Diagnostic[], Allowed[]] = [[], []];
  for (const problem of sortDiagnostics(found)) {
    const matching = allow.filter((allowance) => isMeant(allowance, problem));
    for (const allowance of matching) used.add(allowance);
    const valid = matching.find((allowance) => !isPast(allowance, seen));
    if (valid === undefined) left.push(problem);
    else allowed.push({ diagnostic: problem, reason: valid.reason });
  }
  // After an error the rest of a publication has not been looked at.
  const isWhole = seen.isWhole && left.every(({ severity }) => severity !== 'error');
  const faults = allow.flatMap((allowance) => faultOf(allowance, used.has(allowance), { ...seen, isWhole }));
  const raised = sortDiagnostics([...left, ...faults]).map((problem) => raisedBy(raise, problem));
  return { diagnostics: raised, allowed };
}

const isMeant = ({ code, covers }: Allowance, problem: Diagnostic): boolean =>
  code === problem.code && problem.severity !== 'error' && covers(problem.place?.file);

const isPast = ({ until }: Allowance, { today }: Seen): boolean => until !== undefined && until < today;

function faultOf(allowance: Allowance, isUsed: boolean, seen: Seen): readonly Diagnostic[] {
  const { code, path, until = '', place, untilPlace } = allowance;
  // What the machine is to blame for comes and goes.
  const isLasting = domainOf(code) !== 'environment' && (seen.isBuild || !FOUND_BY_BUILDING.has(code));
  const isMissed = seen.isWhole && isLasting;
  if (isPast(allowance, seen) && (isUsed || isMissed)) {
    return [diagnostic('allowance-expired', { code, path, until }, untilPlace)];
  }
  return isUsed || !isMissed ? [] : [diagnostic('allowance-unused', { code, path }, place)];
}

const raisedBy = (raise: ReadonlySet<Code>, problem: Diagnostic): Diagnostic =>
  problem.severity === 'warning' && raise.has(problem.code) ? { ...problem, severity: 'error' } : problem;
