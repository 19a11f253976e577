/**
 * What may stand in `publication.yaml` and in the front matter of a Markdown file. Each message is the end of the
 * sentence “`key` must be …”. The JSON Schemas in `schemas/` are generated from these.
 */
import * as v from 'valibot';
import { PARTS } from '../../core/book-parts.ts';
import { writable } from '../../lib/xml/characters.ts';
import { hasIdShape, ID_FREE, ID_SHAPE, isIdFree } from '../source/file-id.ts';
import { doiOf, isbnOf } from './isbn-doi.ts';
import { ROLES } from './marc-relators.ts';
import { AUTHORITY_NAMES, isCodeOf } from './subjects.ts';

const text = v.pipe(
  v.string('text'),
  v.trim(),
  v.nonEmpty('some text'),
  v.check((given) => writable(given).trim() !== '', 'some text'),
);
export const date = v.pipe(
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

const contribution = v.strictObject(
  { ...person.entries, role: v.picklist(ROLES, `one of ${ROLES.join(', ')}`) },
  'a list of entries with `name:` and `role:`',
);

const isbn = v.pipe(
  v.string('an ISBN such as `978-3-16-148410-0`'),
  v.check((written) => isbnOf(written) !== undefined, 'an ISBN whose check digit is right'),
);

const series = v.strictObject(
  {
    title: text,
    number: v.optional(
      v.pipe(v.string('a number such as `2`'), v.regex(/^\d+(?:\.\d+)*$/, 'a number such as `2` or `2.1`')),
    ),
  },
  '`title:` with, if there is one, `number:`',
);

const authority = v.picklist(AUTHORITY_NAMES, `one of ${AUTHORITY_NAMES.join(', ')}`);
const CODE = 'a code of its authority, such as `D008881` of MeSH, `MED057000` of BISAC or `MJN` of Thema';
const codedSubject = v.pipe(
  v.strictObject({ term: text, authority, code: text }),
  v.forward(
    v.check(({ authority: list, code }) => isCodeOf(list, code), CODE),
    ['code'],
  ),
);
const SUBJECT = 'words, or `term:` with `authority:` (MeSH, BISAC or Thema) and `code:`';

const CONFORMANCE = 'a standard such as `EPUB Accessibility 1.1 - WCAG 2.2 Level AA`, word for word';
const certification = v.strictObject(
  {
    by: text,
    conforms: v.pipe(
      v.string(CONFORMANCE),
      v.regex(/^EPUB Accessibility 1\.[12] - WCAG 2\.[012] Level A{1,3}$/, CONFORMANCE),
    ),
    date: v.optional(date),
    credential: v.optional(text),
    report: v.optional(
      v.pipe(v.string('a web address'), v.url('a web address'), v.regex(/^https?:/, 'a web address')),
    ),
  },
  '`by:` and `conforms:`',
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
        v.regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, ID_SHAPE),
        v.check(hasIdShape, ID_SHAPE),
        v.check(isIdFree, ID_FREE),
      ),
      'Name in dist/ and in links; made from the file name when left out.',
    ),
  ),
  'title-file-as': v.optional(
    described(
      text,
      'What catalogues file the title under, such as `Book, The`; without it, an article at the head of the title goes to its end.',
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
  contributors: v.optional(
    described(
      v.array(contribution, 'a list of entries with `name:` and `role:`'),
      'Who else had a part in it, such as a translator.',
    ),
    [],
  ),
  publisher: v.optional(text),
  rights: v.optional(described(text, 'Copyright and licence, in words.')),
  subjects: v.optional(
    described(
      v.array(v.union([text, codedSubject], SUBJECT), 'a list of subjects'),
      'Words, or entries with the code that a list of subjects has for them.',
    ),
    [],
  ),
  series: v.optional(described(series, 'The series that it is a part of.')),
  isbn: v.optional(described(isbn, 'ISBN of the e-book.')),
  'print-isbn': v.optional(described(isbn, 'ISBN of the printed book.')),
  doi: v.optional(
    described(
      v.pipe(
        v.string('a DOI such as `10.1000/182`'),
        v.check((written) => doiOf(written) !== undefined, 'a DOI such as `10.1000/182`'),
      ),
      'DOI of the work.',
    ),
  ),
  'contents-depth': v.optional(
    described(
      v.picklist([1, 2, 3, 4, 5, 6], 'a number from 1 to 6'),
      'How many levels of headings the contents list; 1 is chapters alone. Without it, 3.',
    ),
  ),
  'ebook-fonts': v.optional(
    described(
      v.picklist(['reader', 'embedded'], '`reader` or `embedded`'),
      "The e-book's fonts: those that the reader has (without it, these), or those of the printed book, in the file.",
    ),
  ),
  certified: v.optional(
    described(
      certification,
      'The person or body that certified that the e-book is accessible, and by which standard.',
    ),
  ),
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
      v.pipe(
        v.string('text'),
        v.regex(/^[a-z][a-z0-9+.-]*:\S+$/i, 'a URN or URL such as `urn:isbn:…`'),
        v.check(
          (urn) => !/^urn:isbn:/i.test(urn) || isbnOf(urn) !== undefined,
          'an ISBN whose check digit is right',
        ),
      ),
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
  'pages-from': v.optional(
    described(
      text,
      'The book whose page numbers the e-book has, such as a5, or none; without it, book-a4, else the first book.',
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
    part: v.optional(
      described(
        v.picklist(PARTS, `one of ${PARTS.join(', ')}`),
        'The part of the book that it is; without it, a chapter.',
      ),
    ),
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
