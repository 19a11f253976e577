/** Diagnostics as values: a permanent code, a location in the author's file, the problem and a hint. */
import type { SourceLocation } from '../source-location.ts';
import type { CatalogueEntry } from './catalogue/rule.ts';
import { type Code, catalogue, type Facts } from './catalogue.ts';
import type { Domain, Severity } from './severity.ts';

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly domain: Domain;
  /** The problem, in one or two sentences. */
  readonly message: string;
  /** How to solve it. */
  readonly hint?: string;
  readonly place?: SourceLocation;
}

/** Receives a diagnostic. Never throws. */
export type Report = (diagnostic: Diagnostic) => void;

/**
 * Creates a diagnostic.
 * @param facts the values that the message contains
 * @param place location in the author's file; absent if it is about no file
 */
export function diagnostic<C extends Code>(code: C, facts: Facts<C>, place?: SourceLocation): Diagnostic {
  const { severity, domain, write } = catalogue[code] as unknown as CatalogueEntry<Facts<C>>;
  return { code, severity, domain, ...write(facts), ...(place && { place }) };
}

/**
 * Sorts by file, line, column and code, so that the output is the same in every run. Diagnostics without a
 * location come last. Removes duplicates, because two editions can report the same problem.
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
 * Returns the exit code of the process: 130 after an interrupt, as shells expect, 70 for a bug, 3 for the
 * environment, 2 for usage, 1 for content, 0 for success. The first of these that applies wins.
 * @param failOn lowest severity that fails the run; warnings without errors give 1
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
