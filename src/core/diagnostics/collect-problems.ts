/** Collects diagnostics while they are reported. */
import type { Diagnostic, Report } from './diagnostic.ts';

/** Returns a function that reports a diagnostic and adds it to a list. @param problems gets the diagnostics */
export const collectProblems =
  (report: Report, problems: Diagnostic[]): Report =>
  (problem) => {
    problems.push(problem);
    report(problem);
  };
