/** What the catalogue says of one code, and words that several messages use. */
import type { Domain, Severity } from '../severity.ts';

export interface Wording {
  readonly message: string;
  readonly hint?: string;
}

export interface Rule<Facts> {
  readonly severity: Severity;
  readonly domain: Domain;
  readonly word: (facts: Facts) => Wording;
}

export const rule =
  (severity: Severity, domain: Domain) =>
  <Facts = Record<never, never>>(word: (facts: Facts) => Wording): Rule<Facts> => ({
    severity,
    domain,
    word,
  });

export const error = rule('error', 'content');
export const warning = rule('warning', 'content');
export const usage = rule('error', 'usage');
export const environment = rule('error', 'environment');

export const nearest = (near: string | undefined, otherwise: string): string =>
  near === undefined ? otherwise : `Did you mean \`${near}\`?`;

export const some = (letters: readonly string[]): string =>
  `${letters.slice(0, 8).join(' ')}${letters.length > 8 ? ' …' : ''}`;

export const listed = (known: readonly string[]): string => known.map((name) => `\`${name}\``).join(', ');

export function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
