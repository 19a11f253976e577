/**
 * What an item of CSL-JSON may say (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables). What can only be meant in
 * one way is taken: a number for a text, a text for a name or a date. Each message is the end of the sentence “`key` must be …”.
 */
import * as v from 'valibot';

/** Characters of a title, a page range and the like. The processor takes some of them in square time. */
export const LONGEST_FIELD = 10_000;
/** The style names six and says “et al.” */
const MOST_NAMES = 100;

/** What may be written in another way is brought into one first. */
const after = (settle: (given: unknown) => unknown) => v.pipe(v.unknown(), v.transform(settle));

const isGroup = (given: unknown): boolean => typeof given === 'object' && !Array.isArray(given);

const text = v.pipe(
  after((given) => (typeof given === 'number' ? String(given) : given)),
  v.string('text'),
  v.maxLength(LONGEST_FIELD, `at most ${LONGEST_FIELD} characters`),
);

/** Crossref gives lists of titles; the first is the title. */
const field = v.nullish(
  v.pipe(
    after((given) => (Array.isArray(given) ? given[0] : given)),
    v.nullish(text),
  ),
);

/** Reference managers keep there what they like; the processor looks for lines such as `PMID: 1` in it. */
const note = v.fallback(field, undefined);

const flag = v.fallback(v.optional(v.boolean()), undefined);

const NAME = 'a name with `family` and `given`, or `literal`';
const name = v.pipe(
  after((given) => (typeof given === 'object' ? given : { literal: given })),
  v.check(isGroup, NAME),
  v.object(
    {
      family: field,
      given: field,
      literal: field,
      suffix: field,
      'dropping-particle': field,
      'non-dropping-particle': field,
      'comma-suffix': flag,
      'static-ordering': flag,
    },
    NAME,
  ),
  v.transform(withoutGaps),
);

const names = v.nullish(
  v.pipe(
    after((given) => (Array.isArray(given) ? given : [given])),
    v.array(name),
    v.transform((all) => all.filter((each) => Object.keys(each).length > 0).slice(0, MOST_NAMES)),
  ),
);

/** A part of a date. Exporters write none as `null`, `""` or 0. */
const part = (least: number, most: number, message: string) =>
  v.pipe(
    after((given) => {
      if (given === null || given === undefined) return 0;
      return typeof given === 'string' && /^[+-]?\d*$/.test(given) ? Number(given) : given;
    }),
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(most, message),
  );

const year = part(-9999, 9999, 'a year such as 2026');
// From 13 on they are seasons.
const month = part(0, 24, 'a month from 1 to 12');
const day = part(0, 31, 'a day from 1 to 31');

const dateParts = v.pipe(
  v.array(v.unknown(), 'a list of year, month and day'),
  v.transform(([first, second, third]) => [first, second, third]),
  v.tuple([year, month, day]),
  v.transform((parts): number[] => {
    const end = parts.indexOf(0);
    return end === -1 ? [...parts] : parts.slice(0, end);
  }),
);

const dates = v.pipe(
  v.array(v.unknown(), 'a list of dates such as `[[2026, 11, 22]]`'),
  // One date without the list around it; more than two have no meaning.
  v.transform((all) => (all.length === 0 || all.some(Array.isArray) ? all.slice(0, 2) : [all])),
  v.array(dateParts),
  v.transform((all) => all.filter(({ length }) => length > 0)),
  v.transform((all) => (all.length === 0 ? undefined : all)),
);

const DATE = 'a date with `date-parts` such as `[[2026, 11, 22]]`, or `raw`';
const date = v.nullish(
  v.pipe(
    after((given) => {
      if (typeof given === 'string') return { raw: given };
      return typeof given === 'number' ? { 'date-parts': [[given]] } : given;
    }),
    v.check(isGroup, DATE),
    v.object(
      {
        'date-parts': v.nullish(dates),
        season: field,
        literal: field,
        raw: field,
        circa: v.optional(after((circa) => (circa ? true : undefined))),
      },
      DATE,
    ),
    v.transform(withoutGaps),
  ),
);

const TEXTS = [
  ...['archive', 'archive_collection', 'archive_location', 'archive-place', 'authority', 'call-number'],
  ...[
    'collection-number',
    'collection-title',
    'container-title',
    'container-title-short',
    'dimensions',
    'division',
  ],
  ...['DOI', 'edition', 'event', 'event-place', 'event-title', 'genre', 'ISBN', 'ISSN', 'issue'],
  ...['journalAbbreviation', 'jurisdiction', 'language', 'license', 'medium', 'number', 'number-of-pages'],
  ...[
    'number-of-volumes',
    'original-publisher',
    'original-publisher-place',
    'original-title',
    'page',
    'page-first',
  ],
  ...['part-number', 'part-title', 'PMCID', 'PMID', 'printing-number', 'publisher', 'publisher-place'],
  ...['references', 'reviewed-genre', 'reviewed-title', 'scale', 'section', 'shortTitle', 'source', 'status'],
  ...[
    'supplement-number',
    'title',
    'title-short',
    'URL',
    'version',
    'volume',
    'volume-title',
    'volume-title-short',
  ],
] as const;
const NAMES = [
  ...['author', 'chair', 'collection-editor', 'compiler', 'composer', 'container-author', 'contributor'],
  ...[
    'curator',
    'director',
    'editor',
    'editorial-director',
    'editor-translator',
    'executive-producer',
    'guest',
  ],
  ...[
    'host',
    'illustrator',
    'interviewer',
    'narrator',
    'organizer',
    'original-author',
    'performer',
    'producer',
  ],
  ...['recipient', 'reviewed-author', 'script-writer', 'series-creator', 'translator'],
] as const;
const DATES = ['accessed', 'available-date', 'event-date', 'issued', 'original-date', 'submitted'] as const;

const entriesOf = <K extends string, S>(keys: readonly K[], schema: S) =>
  Object.fromEntries(keys.map((key) => [key, schema])) as Record<K, S>;

/** What nobody sees in an entry is left out: abstracts, keywords, a program's own fields, however deep. */
export const itemsSchema = v.array(
  v.pipe(
    v.object(
      {
        id: text,
        type: text,
        ...entriesOf(TEXTS, field),
        ...entriesOf(NAMES, names),
        ...entriesOf(DATES, date),
        note,
      },
      'an item with `id` and `type`',
    ),
    v.transform(withoutGaps),
  ),
  'a list of items',
);

function withoutGaps<T extends object>(given: T): T {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== null),
  ) as T;
}
