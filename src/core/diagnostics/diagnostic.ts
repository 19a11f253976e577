/** A diagnostic is a value: a permanent code, a place in the author's file, what is wrong and what to do. */
import type { Place } from '../source-location.ts';
import type { Rule } from './catalogue/rule.ts';
import { type Code, catalogue, type Facts } from './catalogue.ts';
import type { Domain, Severity } from './severity.ts';

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly domain: Domain;
  /** What is wrong, in one or two sentences. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly place?: Place;
}

/** Takes a diagnostic; never interrupts. */
export type Report = (diagnostic: Diagnostic) => void;

/**
 * Makes a diagnostic.
 * @param facts what the message needs to know
 * @param place where in the author's file; absent when it is about no file
 */
export function diagnostic<C extends Code>(code: C, facts: Facts<C>, place?: Place): Diagnostic {
  const { severity, domain, word } = catalogue[code] as unknown as Rule<Facts<C>>;
  return { code, severity, domain, ...word(facts), ...(place && { place }) };
}

/**
 * By file, line, column and code, so that the output is the same in every run; what has no place comes last. What two
 * editions say alike is said once.
 */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const once = new Map(diagnostics.map((problem) => [JSON.stringify(problem), problem]));
  return [...once.values()].sort((one, other) => {
    const [a, b] = [one.place, other.place];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    return a.line - b.line || a.column - b.column || (one.code < other.code ? -1 : 1);
  });
}

/**
 * How the process ends for the gravest thing that happened. 130 is what shells expect after an interrupt.
 * @param failOn from where on a problem fails the run; without errors, warnings alone end it with 1
 */
export function exitCode(
  diagnostics: readonly Diagnostic[],
  failOn: 'error' | 'warning' = 'error',
): 0 | 1 | 2 | 3 | 70 | 130 {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.some(({ code }) => code === 'interrupted')) return 130;
  const has = (domain: Domain): boolean => errors.some((error) => error.domain === domain);
  if (has('bug')) return 70;
  if (has('environment')) return 3;
  if (has('usage')) return 2;
  const isFailing = failOn === 'warning' && diagnostics.some(({ severity }) => severity === 'warning');
  return has('content') || isFailing ? 1 : 0;
}
