/** Lowers the severity of faults in a publication that is taken generously. */
import { lenientSeverityOf, severityOf } from './catalogue.ts';
import type { Diagnostic, Report } from './diagnostic.ts';

/**
 * Returns the report for a publication. If it is lenient, faults that leave the rest of the page right are
 * warnings.
 */
export const reportFor = (isLenient: boolean, report: Report): Report =>
  isLenient ? (problem) => report(lowerSeverity(problem)) : report;

/** Leaves a severity that differs from the catalogue's, because its reporter has chosen it. */
const lowerSeverity = (problem: Diagnostic): Diagnostic =>
  problem.severity === severityOf(problem.code)
    ? { ...problem, severity: lenientSeverityOf(problem.code) }
    : problem;
