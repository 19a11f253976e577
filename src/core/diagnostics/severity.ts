/** How grave a problem is, and whom it concerns. */

export type Severity = 'error' | 'warning' | 'note';

/** What a problem concerns, and so how the process ends: 1, 2, 3 or 70. */
export type Domain = 'content' | 'usage' | 'environment' | 'bug';
