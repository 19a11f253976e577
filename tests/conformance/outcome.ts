/** What a validator says of a file. "Not run" is an answer of its own, never a pass. */
export type Outcome =
  | { readonly state: 'passed'; readonly remark?: string }
  /** Each fault a sentence. */
  | { readonly state: 'failed'; readonly faults: readonly string[] }
  | { readonly state: 'not run'; readonly reason: string };

/** @param faults none: the file has passed */
export const outcomeOf = (faults: readonly string[], remark?: string): Outcome =>
  faults.length > 0 ? { state: 'failed', faults } : { state: 'passed', ...(remark && { remark }) };

export const notRun = (reason: string): Outcome => ({ state: 'not run', reason });
