/**
 * The type of a catalogue entry, functions that create entries, and functions that format values in messages.
 */
import type { Domain, Severity } from '../severity.ts';

/** The text of a diagnostic. */
export interface Wording {
  readonly message: string;
  readonly hint?: string;
}

/** Severity, domain and wording of a code. */
export interface CatalogueEntry<Facts> {
  readonly severity: Severity;
  readonly domain: Domain;
  /** The severity in a publication that is taken generously; absent if it is the same. */
  readonly lenient?: Severity;
  readonly write: (facts: Facts) => Wording;
}

/** Creates a function that creates catalogue entries. */
export const entry =
  (severity: Severity, domain: Domain) =>
  <Facts = Record<never, never>>(write: (facts: Facts) => Wording): CatalogueEntry<Facts> => ({
    severity,
    domain,
    write,
  });

export const contentError = entry('error', 'content');
export const contentWarning = entry('warning', 'content');
export const contentNote = entry('note', 'content');
/**
 * Creates the entry of a fault that leaves the rest of the page right: an error, but a warning in a publication that is
 * taken generously. What reports it must leave content that can be printed.
 */
export const contentFault = <Facts = Record<never, never>>(
  write: (facts: Facts) => Wording,
): CatalogueEntry<Facts> => ({ ...contentError(write), lenient: 'warning' });
/** Creates the entry of a repair: a warning, but a note in a publication that is taken generously. */
export const contentRepair = <Facts = Record<never, never>>(
  write: (facts: Facts) => Wording,
): CatalogueEntry<Facts> => ({ ...contentWarning(write), lenient: 'note' });
export const usageError = entry('error', 'usage');
export const environmentError = entry('error', 'environment');

/** Returns a hint with the similar name; without one, the other hint. */
export const didYouMean = (near: string | undefined, otherwise: string): string =>
  near === undefined ? otherwise : `Did you mean \`${near}\`?`;

/** Joins the first eight values. */
export const formatSample = (letters: readonly string[]): string =>
  `${letters.slice(0, 8).join(' ')}${letters.length > 8 ? ' …' : ''}`;

/** Joins values, each in backticks. */
export const formatCodeList = (known: readonly string[]): string =>
  known.map((name) => `\`${name}\``).join(', ');

/** Names the places of something that is reported once, as a sentence; nothing for one place. */
export const formatPlaces = (count: number, lines: readonly number[]): string =>
  count === 1 ? '' : ` There are ${count}, in ${formatLineNumbers(lines)}.`;

const formatLineNumbers = (lines: readonly number[]): string =>
  lines.length === 1
    ? `line ${lines[0]}`
    : `lines ${lines.slice(0, 8).join(', ')}${lines.length > 8 ? ' …' : ''}`;

/** Formats a number of bytes in MB (10^6 bytes). */
export function formatMegabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
