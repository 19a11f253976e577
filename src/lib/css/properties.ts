/** Finds misspelled names of properties, in a list of all that browsers know. */
import data from 'css-tree/dist/data';
import { distance } from 'fastest-levenshtein';
import { suggestName } from '../text/nearest.ts';

const KNOWN: ReadonlySet<string> = new Set(Object.keys(data.properties));

/** Greatest number of different letters, and the shortest name. Other names may be newer than the list. */
const [MAX_EDITS, MIN_LENGTH] = [2, 4];

/** Returns the property that was meant, if the name is none but is nearly one. */
export function findIntendedProperty(name: string): string | undefined {
  if (name.length < MIN_LENGTH || name.startsWith('-') || KNOWN.has(name)) return undefined;
  const { near } = suggestName(name, KNOWN);
  return near !== undefined && distance(name, near) <= MAX_EDITS ? near : undefined;
}
