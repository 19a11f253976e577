/**
 * Defines the schema of CSL-JSON items
 * (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables). Accepts unambiguous
 * variants: a number for a text, a text for a name or a date. Each message is the end of the sentence “`key`
 * must be …”.
 */
import * as v from 'valibot';

/**
 * Limit for a title, a page range and other texts, in characters, because the processor takes quadratic time
 * for some.
 */
export const MAX_FIELD_LENGTH = 10_000;
/** More names than any entry shows: the style prints six and “et al.” */
const MAX_NAMES = 100;

/** Normalizes a value before it is validated. */
const normalizedBy = (normalize: (given: unknown) => unknown) => v.pipe(v.unknown(), v.transform(normalize));

const isObject = (given: unknown): boolean => typeof given === 'object' && !Array.isArray(given);

const text = v.pipe(
  normalizedBy((given) => (typeof given === 'number' ? String(given) : given)),
  v.string('text'),
  v.maxLength(MAX_FIELD_LENGTH, `at most ${MAX_FIELD_LENGTH} characters`),
);

/** A text, or the first of a list, because Crossref writes titles as lists. */
const field = v.nullish(
  v.pipe(
    normalizedBy((given) => (Array.isArray(given) ? given[0] : given)),
    v.nullish(text),
  ),
);

/** Free text of reference managers; the processor searches it for lines such as `PMID: 1`. */
const note = v.fallback(field, undefined);

const flag = v.fallback(v.optional(v.boolean()), undefined);

const NAME = 'a name with `family` and `given`, or `literal`';
const name = v.pipe(
  normalizedBy((given) => (typeof given === 'object' ? given : { literal: given })),
  v.check(isObject, NAME),
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
  v.transform(omitEmpty),
);

const names = v.nullish(
  v.pipe(
    normalizedBy((given) => (Array.isArray(given) ? given : [given])),
    v.array(name),
    v.transform((all) => all.filter((each) => Object.keys(each).length > 0).slice(0, MAX_NAMES)),
  ),
);

/** A year, month or day. Exporters write a missing one as `null`, `""` or 0. */
const datePart = (least: number, most: number, message: string) =>
  v.pipe(
    normalizedBy((given) => {
      if (given === null || given === undefined) return 0;
      return typeof given === 'string' && /^[+-]?\d*$/.test(given) ? Number(given) : given;
    }),
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(most, message),
  );

const year = datePart(-9999, 9999, 'a year such as 2026');
// Values from 13 on are seasons.
const month = datePart(0, 24, 'a month from 1 to 12');
const day = datePart(0, 31, 'a day from 1 to 31');

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
  // Accepts one date without its list; more than two dates have no meaning.
  v.transform((all) => (all.length === 0 || all.some(Array.isArray) ? all.slice(0, 2) : [all])),
  v.array(dateParts),
  v.transform((all) => all.filter(({ length }) => length > 0)),
  v.transform((all) => (all.length === 0 ? undefined : all)),
);

const DATE = 'a date with `date-parts` such as `[[2026, 11, 22]]`, or `raw`';
const date = v.nullish(
  v.pipe(
    normalizedBy((given) => {
      if (typeof given === 'string') return { raw: given };
      return typeof given === 'number' ? { 'date-parts': [[given]] } : given;
    }),
    v.check(isObject, DATE),
    v.object(
      {
        'date-parts': v.nullish(dates),
        season: field,
        literal: field,
        raw: field,
        circa: v.optional(normalizedBy((circa) => (circa ? true : undefined))),
      },
      DATE,
    ),
    v.transform(omitEmpty),
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

const createEntries = <K extends string, S>(keys: readonly K[], schema: S) =>
  Object.fromEntries(keys.map((key) => [key, schema])) as Record<K, S>;

/**
 * The schema of a bibliography. Drops the fields that no entry shows: abstracts, keywords, a program's own
 * fields.
 */
export const itemsSchema = v.array(
  v.pipe(
    v.object(
      {
        id: text,
        type: text,
        ...createEntries(TEXTS, field),
        ...createEntries(NAMES, names),
        ...createEntries(DATES, date),
        note,
      },
      'an item with `id` and `type`',
    ),
    v.transform(omitEmpty),
  ),
  'a list of items',
);

function omitEmpty<T extends object>(given: T): T {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== null),
  ) as T;
}
