import { readFileSync } from 'node:fs';

// ANCHOR: type
/** People who came in, by the name of a day, an hour or a gate. */
type Totals = Record<string, number>;
// ANCHOR_END: type

// ANCHOR: guard
function isTotals(value: unknown): value is Totals {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((total) => Number.isInteger(total));
}
// ANCHOR_END: guard

// ANCHOR: busiest
function busiest(totals: Totals): [string, number] | undefined {
  const entries = Object.entries(totals);
  if (entries.length === 0) return undefined;
  return entries.reduce((most, entry) => (entry[1] > most[1] ? entry : most));
}
// ANCHOR_END: busiest

const value: unknown = JSON.parse(readFileSync(0, 'utf8'));
if (!isTotals(value)) throw new Error('These are no totals of gatelog.');
const most = busiest(value);
console.log(most === undefined ? 'No visitors.' : `${most[0]}: ${most[1]}`);
