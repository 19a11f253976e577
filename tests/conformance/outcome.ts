/** The result of a validator for a file. “Not run” is a result of its own, never a pass. */
export type Outcome =
  | { readonly state: 'passed'; readonly remark?: string }
  /** One sentence for each fault. */
  | { readonly state: 'failed'; readonly faults: readonly string[] }
  | { readonly state: 'not run'; readonly reason: string };

/** @param faults empty: the file has passed */
export const outcomeOf = (faults: readonly string[], remark?: string): Outcome =>
  faults.length > 0 ? { state: 'failed', faults } : { state: 'passed', ...(remark && { remark }) };

export const notRun = (reason: string): Outcome => ({ state: 'not run', reason });
