/**
 * What may stand in `publication.yaml` and in the front matter of a Markdown file. Each message is the end of the
 * sentence “`key` must be …”. The JSON Schemas in `src/schemas/` are generated from these.
 */
import * as v from 'valibot';

const text = v.pipe(v.string('text'), v.trim(), v.nonEmpty('some text'));
const date = v.pipe(
  v.string('a date such as `2026-11-22`'),
  v.isoDate('a date such as `2026-11-22`'),
  v.check(isInCalendar, 'a date that the calendar has'),
);
const described = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));

const language = v.pipe(
  v.string('a language tag such as `en-US`'),
  v.check(isLanguageTag, 'a language tag such as `en-US` (BCP 47)'),
);

/** ISO 8601 alone would take 30 February. */
function isInCalendar(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

const person = v.strictObject(
  { name: text, 'file-as': v.optional(text), role: v.optional(text) },
  'a list of entries with `name:`',
);
const reviewer = v.strictObject(
  { ...person.entries, date: v.optional(date) },
  'a list of entries with `name:`',
);

const sheets = described(
  v.picklist([1, 2], '1 or 2'),
  'How many sheets of paper (two pages each) the handout may take.',
);

/** Keys that a publication has whether it is a folder or one file. */
const shared = {
  id: v.optional(
    described(
      v.pipe(
        v.string('text'),
        v.regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, 'letters, digits, `-`, `_` and `.`'),
      ),
      'Name in dist/ and in links; made from the file name when left out.',
    ),
  ),
  subtitle: v.optional(text),
  description: v.optional(described(text, 'One or two sentences for catalogues.')),
  language: v.optional(described(language, 'BCP 47, such as en-US. Without it, en.'), 'en'),
  authors: v.optional(v.array(person, 'a list of entries with `name:`'), []),
  reviewers: v.optional(
    described(
      v.array(reviewer, 'a list of entries with `name:`'),
      'Who checked the content and signed it off.',
    ),
    [],
  ),
  publisher: v.optional(text),
  rights: v.optional(described(text, 'Copyright and licence, in words.')),
  subjects: v.optional(v.array(text, 'a list of words'), []),
  status: v.optional(
    described(v.picklist(['draft', 'published'], '`draft` or `published`'), 'A draft says so on every page.'),
  ),
  clinical: v.optional(
    described(
      v.boolean('`true` or `false`'),
      'True for health information: it is a draft, and says that it was not clinically reviewed, until a reviewer is named.',
    ),
    false,
  ),
  version: v.optional(text),
  published: v.optional(date),
  reviewed: v.optional(date),
  'next-review': v.optional(date),
  identifier: v.optional(
    described(
      v.pipe(v.string('text'), v.regex(/^[a-z][a-z0-9+.-]*:\S+$/i, 'a URN or URL such as `urn:isbn:…`')),
      'Stays the same from version to version.',
    ),
  ),
  references: v.optional(described(text, 'File with the references as CSL-JSON.')),
  editions: v.optional(
    described(
      v.array(text, 'a list of editions'),
      'book, handouts, epub, or one size of them such as book-a4.',
    ),
  ),
  cover: v.optional(described(text, 'Image file; a typographic cover is drawn without it.')),
  'reviewer-notes': v.optional(
    described(v.array(text, 'a list of sentences'), 'What a reviewer should look at. Never printed.'),
    [],
  ),
};

/** `publication.yaml`. */
export const publicationSchema = v.strictObject(
  {
    title: text,
    ...shared,
    chapters: v.optional(
      described(
        v.array(text, 'a list of file names'),
        'In reading order; without it, all .md files by name.',
      ),
    ),
    sheets: v.optional(sheets),
  },
  'keys with their values',
);

/** The front matter of a chapter, whose publication is a folder. */
export const chapterSchema = v.strictObject(
  {
    id: shared.id,
    title: v.optional(text),
    description: shared.description,
    language: v.optional(language),
    sheets: v.optional(sheets),
  },
  'keys with their values',
);

/** The front matter of a lone Markdown file, which is a publication of its own. */
export const fileSchema = v.strictObject(
  { title: v.optional(text), ...shared, sheets: v.optional(sheets) },
  'keys with their values',
);

export type PublicationData = v.InferOutput<typeof publicationSchema>;
export type FileData = v.InferOutput<typeof fileSchema>;
