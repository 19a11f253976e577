/** The severities and domains of diagnostics. */

export type Severity = 'error' | 'warning' | 'note';

/** Who can solve a problem. Decides the exit code of an error: 1, 2, 3 or 70. */
export type Domain = 'content' | 'usage' | 'environment' | 'bug';
