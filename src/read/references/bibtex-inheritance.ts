/** Lets an entry of BibTeX inherit the fields of others: `crossref` and `xdata` (biblatex manual, 2.4.1 and 3.12.6). */
import type { BibtexEntry } from './bibtex-entries.ts';

/** Parts, in which the title of the whole is `booktitle`. */
const PARTS = new Set(
  'inbook incollection inproceedings conference inreference bookinbook suppbook suppcollection'.split(' '),
);
const OWN_FIELDS = new Set(
  'crossref xdata xref ids key label keywords shorttitle sortkey title subtitle'.split(' '),
);
/** Most steps from parent to parent. */
const MAX_STEPS = 8;

/** Returns an entry with the fields that it does not have itself. Circles end where they begin. */
export function inheritFields(
  entry: BibtexEntry,
  byKey: ReadonlyMap<string, BibtexEntry>,
  steps: number = MAX_STEPS,
): BibtexEntry {
  const names = [...splitKeys(entry.fields.get('crossref')), ...splitKeys(entry.fields.get('xdata'))];
  const fields = new Map(entry.fields);
  fields.delete('crossref');
  fields.delete('xdata');
  if (steps === 0) return { ...entry, fields };
  for (const name of names) {
    const found = byKey.get(name);
    if (found === undefined || found === entry) continue;
    const parent = inheritFields(found, byKey, steps - 1);
    const isData = parent.type === 'xdata';
    for (const [field, value] of parent.fields) {
      const own = isData ? field : renameField(field, entry.type);
      if (own !== undefined && !fields.has(own)) fields.set(own, value);
    }
  }
  return { ...entry, fields };
}

const splitKeys = (value: string | undefined): readonly string[] =>
  (value ?? '').split(',').flatMap((key) => (key.trim() === '' ? [] : [key.trim()]));

function renameField(field: string, type: string): string | undefined {
  if (field === 'title') return PARTS.has(type) ? 'booktitle' : undefined;
  if (field === 'subtitle') return PARTS.has(type) ? 'booksubtitle' : undefined;
  if (field === 'author') return PARTS.has(type) ? 'bookauthor' : field;
  return OWN_FIELDS.has(field) ? undefined : field;
}
