/**
 * Defines the schemas of `publication.yaml` and of the front matter of a Markdown file. Each message is the
 * end of the sentence “`key` must be …”. The JSON Schemas in `schemas/` are generated from these.
 */
import * as v from 'valibot';
import { BOOK_PARTS } from '../../core/book-parts.ts';
import { ROLES } from '../../core/marc-relators.ts';
import { SCENE_BREAKS } from '../../core/model/prose-look.ts';
import { completeDate } from '../../core/partial-date.ts';
import { replaceInvalidXml } from '../../lib/xml/characters.ts';
import { ID_RULE, isUnreservedId, isValidId, UNRESERVED_ID_RULE } from '../source/file-id.ts';
import { parseDoi, parseIsbn, parseOrcid } from './isbn-doi.ts';
import { AUTHORITY_NAMES, isValidCode } from './subjects.ts';

const text = v.pipe(
  v.string('text'),
  v.trim(),
  v.nonEmpty('some text'),
  v.check((given) => replaceInvalidXml(given).trim() !== '', 'some text'),
);
export const date = v.pipe(
  v.string('a date such as `2026-11-22`'),
  v.isoDate('a date such as `2026-11-22`'),
  v.check(isInCalendar, 'a date that the calendar has'),
);
const PUBLISHED = 'a date such as `2026-11-22`, a month such as `2026-11`, or a year';
/** A date that catalogues take, as precise as it is known (W3CDTF). */
const publicationDate = v.pipe(
  v.string(PUBLISHED),
  v.regex(/^\d{4}(?:-\d{2}){0,2}$/, PUBLISHED),
  v.check((given) => isInCalendar(completeDate(given)), 'a date that the calendar has'),
);
const withDescription = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));

const language = v.pipe(
  v.string('a language tag such as `en-US`'),
  v.trim(),
  v.nonEmpty('a language tag such as `en-US`'),
);

/** Returns whether the calendar has a date, because the pattern of ISO 8601 alone would allow 30 February. */
function isInCalendar(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

const SITE = 'the address of a web site such as `https://example.org/fever/`';
const SOURCES = 'a file, a list of files, or a list of items with `id` and `type`';
const VARIABLES = 'names with values, or a file';
const FILES = 'a file or a list of files';
const KEYS = 'keys such as `@one, @two`, or a list of them';

const PEOPLE = 'a list of names, or of entries with `name:`';
/** A name alone is a whole entry. */
const nameAlone = v.pipe(
  text,
  v.transform((name) => ({ name })),
);
const personKeys = {
  name: withDescription(text, 'The name as it is printed.'),
  'file-as': v.optional(withDescription(text, 'The name as catalogues sort it, such as `Byron, Ada`.')),
  role: v.optional(withDescription(text, 'What the person does, in words.')),
};
const reviewer = v.strictObject(
  { ...personKeys, date: v.optional(withDescription(date, 'Day of the review.')) },
  PEOPLE,
);
const AFFILIATIONS = 'the name of an institution, or a list of them';
const author = v.strictObject(
  {
    ...personKeys,
    affiliation: v.optional(
      withDescription(
        v.union([text, v.array(text, AFFILIATIONS)], AFFILIATIONS),
        'Where the author works; several are a list.',
      ),
    ),
    orcid: v.optional(
      withDescription(
        v.pipe(
          text,
          v.check(
            (orcid) => parseOrcid(orcid) !== undefined,
            'an ORCID iD such as `0000-0002-1825-0097` whose check digit is right',
          ),
        ),
        'The ORCID iD of the author, with or without `https://orcid.org/`.',
      ),
    ),
  },
  PEOPLE,
);
const authorList = v.array(v.union([author, nameAlone], PEOPLE), PEOPLE);
const reviewerList = v.array(v.union([reviewer, nameAlone], PEOPLE), PEOPLE);

const contribution = v.strictObject(
  {
    ...personKeys,
    role: withDescription(
      v.picklist(ROLES, `one of ${ROLES.join(', ')}, or the MARC code of one`),
      'What the person did.',
    ),
  },
  'a list of entries with `name:` and `role:`',
);

const isbn = v.pipe(
  v.string('an ISBN such as `978-3-16-148410-0`'),
  v.check((written) => parseIsbn(written) !== undefined, 'an ISBN whose check digit is right'),
);

const series = v.strictObject(
  {
    title: withDescription(text, 'Title of the series.'),
    number: v.optional(
      withDescription(
        v.pipe(v.string('a number such as `2`'), v.regex(/^\d+(?:\.\d+)*$/, 'a number such as `2` or `2.1`')),
        'Position in the series.',
      ),
    ),
  },
  '`title:` with, if there is one, `number:`',
);

const authority = v.picklist(AUTHORITY_NAMES, `one of ${AUTHORITY_NAMES.join(', ')}`);
const CODE = 'a code of its authority, such as `D008881` of MeSH, `MED057000` of BISAC or `MJN` of Thema';
const codedSubject = v.pipe(
  v.strictObject({
    term: withDescription(text, 'The subject in words.'),
    authority: withDescription(authority, 'The list of subjects that has the code.'),
    code: withDescription(text, 'The code of the subject in that list.'),
  }),
  v.forward(
    v.check(({ authority: list, code }) => isValidCode(list, code), CODE),
    ['code'],
  ),
);
const SUBJECT = 'words, or `term:` with `authority:` (MeSH, BISAC or Thema) and `code:`';

const CONFORMANCE = 'a standard such as `EPUB Accessibility 1.1 - WCAG 2.2 Level AA`, word for word';
const certification = v.strictObject(
  {
    by: withDescription(text, 'Who certified it.'),
    conforms: withDescription(
      v.pipe(
        v.string(CONFORMANCE),
        v.regex(/^EPUB Accessibility 1\.[12] - WCAG 2\.[012] Level A{1,3}$/, CONFORMANCE),
      ),
      'The standard, word for word.',
    ),
    date: v.optional(withDescription(date, 'Day of the certification.')),
    credential: v.optional(withDescription(text, 'Name of the credential.')),
    report: v.optional(
      withDescription(
        v.pipe(v.string('a web address'), v.url('a web address'), v.regex(/^https?:/, 'a web address')),
        'Address of the report.',
      ),
    ),
  },
  '`by:` and `conforms:`',
);

const sheets = withDescription(
  v.picklist([1, 2], '1 or 2'),
  'How many sheets of paper (two pages each) the handout may take.',
);

const FEATURES = '`gfm`, or names of features with `true` or `false`';
/** Which features of other programs are read. Their names are checked later, so that a wrong one gets a hint. */
export const markdown = withDescription(
  v.union(
    [
      v.picklist(['gfm', 'commonmark'], FEATURES),
      v.record(v.string(), v.boolean('`true` or `false`'), FEATURES),
    ],
    FEATURES,
  ),
  "Which features of other programs' Markdown are read, by name, as in `{ dollar-math: false }`; `gfm` or `commonmark`: none of them.",
);
export type FeatureSetting = v.InferOutput<typeof markdown>;

/** Whether code is highlighted. */
export const highlight = withDescription(
  v.boolean('`true` or `false`'),
  'Whether keywords, comments, strings and other parts of code are set apart where its language is named. Without it, they are.',
);

const VALUES = 'text, or a list of texts';
const ownMetadata = v.record(
  v.string(),
  v.union([text, v.array(text, VALUES)], VALUES),
  'names with their values, such as `source: https://example.org`',
);

const PREFIX = 'the name of a prefix that EPUB does not reserve, such as `calibre`';
const VOCABULARY = 'the web address of a vocabulary';
/**
 * Vocabularies that EPUB gives no prefix, or one of its own in which Handpress states something (EPUB 3.3, sections D.1.4 and
 * D.2). With another prefix, an e-book could state it otherwise.
 */
const EPUB_VOCABULARY =
  /^https?:\/\/(?:purl\.org\/dc\/(?:elements|terms)\b|(?:www\.)?(?:idpf\.org\/(?:epub\/)?vocab\/|schema\.org(?:[/#?:]|$)))/i;
const metadataPrefixes = v.record(
  v.pipe(
    v.string(PREFIX),
    v.regex(
      /^(?!(?:a11y|dc|dcterms|marc|media|onix|rendition|schema|xsd|xml|xmlns|_)$)[a-z_][\w.-]*$/i,
      PREFIX,
    ),
  ),
  v.pipe(
    v.string(VOCABULARY),
    v.regex(/^https?:[^\s"<>]+$/, VOCABULARY),
    v.url(VOCABULARY),
    v.check(
      (address) => !EPUB_VOCABULARY.test(address),
      'the web address of a vocabulary other than those of EPUB',
    ),
  ),
  'prefixes with the addresses of their vocabularies',
);

/** Keys of every publication, whether it is a folder or one file. */
const sharedKeys = {
  id: v.optional(
    withDescription(
      v.pipe(
        v.string('text'),
        v.regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, ID_RULE),
        v.check(isValidId, ID_RULE),
        v.check(isUnreservedId, UNRESERVED_ID_RULE),
      ),
      'Name in dist/ and in links; without it, made from the file name.',
    ),
  ),
  'title-file-as': v.optional(
    withDescription(
      text,
      'The title as catalogues sort it, such as `Book, The`; without it, a leading article moves to the end.',
    ),
  ),
  'short-title': v.optional(
    withDescription(
      text,
      'The title in the running heads of a book; without it, the title, cut off if it is too long.',
    ),
  ),
  subtitle: v.optional(withDescription(text, 'Subtitle of the work.')),
  description: v.optional(withDescription(text, 'One or two sentences for catalogues.')),
  abstract: v.optional(
    withDescription(
      text,
      'The summary of an article, without markup. It is printed below the title with authors and subjects, and is the description if there is none.',
    ),
  ),
  language: v.optional(
    withDescription(
      language,
      'BCP 47, such as en-US. Without it, taken from the text; if that is not clear, en.',
    ),
  ),
  authors: v.optional(withDescription(authorList, 'Who wrote it: names, or entries with `name:`.'), []),
  reviewers: v.optional(
    withDescription(
      reviewerList,
      'Who checked the content and signed it off: names, or entries with `name:`.',
    ),
    [],
  ),
  contributors: v.optional(
    withDescription(
      v.array(contribution, 'a list of entries with `name:` and `role:`'),
      'Who else worked on it, such as a translator.',
    ),
    [],
  ),
  publisher: v.optional(withDescription(text, 'The person or organization that publishes it.')),
  rights: v.optional(withDescription(text, 'Copyright and license, in words.')),
  subjects: v.optional(
    withDescription(
      v.array(v.union([text, codedSubject], SUBJECT), 'a list of subjects'),
      'Subjects in words, or with their code in a list of subjects.',
    ),
    [],
  ),
  series: v.optional(withDescription(series, 'The series that it is a part of.')),
  isbn: v.optional(withDescription(isbn, 'ISBN of the e-book.')),
  'print-isbn': v.optional(withDescription(isbn, 'ISBN of the printed book.')),
  doi: v.optional(
    withDescription(
      v.pipe(
        v.string('a DOI such as `10.1000/182`'),
        v.check((written) => parseDoi(written) !== undefined, 'a DOI such as `10.1000/182`'),
      ),
      'DOI of the work.',
    ),
  ),
  'contents-depth': v.optional(
    withDescription(
      v.picklist([1, 2, 3, 4, 5, 6], 'a number from 1 to 6'),
      'How many levels of headings the contents show; 1 is only chapters. Without it, 3 in e-books and 2 in print.',
    ),
  ),
  'list-of-figures': v.optional(
    withDescription(
      v.boolean('`true` or `false`'),
      'Whether a printed book lists its figures after the contents. Without it, a book with 5 or more does.',
    ),
  ),
  'list-of-tables': v.optional(
    withDescription(
      v.boolean('`true` or `false`'),
      'Whether a printed book lists its tables after the contents. Without it, a book with 5 or more does.',
    ),
  ),
  'list-of-listings': v.optional(
    withDescription(
      v.boolean('`true` or `false`'),
      'Whether a printed book lists its listings that have a label after the contents. Without it, a book with 5 or more does.',
    ),
  ),
  'half-title': v.optional(
    withDescription(
      v.boolean('`true` or `false`'),
      'Whether a printed book has a page with its title alone, on the right after the cover.',
    ),
  ),
  'title-page': v.optional(
    withDescription(
      v.boolean('`true` or `false`'),
      'Whether a printed book has a title page on the right, with title, subtitle, authors, version and publisher, and the imprint on its back.',
    ),
  ),
  'front-folios': v.optional(
    withDescription(
      v.picklist(['arabic', 'roman'], '`arabic` or `roman`'),
      'How the pages of dedication, foreword, preface and the like before the body of a printed book are numbered: from 1 with the chapters, or in Roman numerals with the contents, so that the body begins with 1. Without it, `arabic`.',
    ),
  ),
  'list-of-abbreviations': v.optional(
    withDescription(
      v.boolean('`true` or `false`'),
      'Whether a book, printed or as an e-book, lists its abbreviations in a chapter before the text. A place `::: {#abbreviations}` has the list in any case.',
    ),
  ),
  solutions: v.optional(
    withDescription(
      v.picklist(['in-place', 'end'], '`in-place` or `end`'),
      'Whether the solutions of exercises are where they are written, or together at the end of the book or handout; without it, `in-place`.',
    ),
  ),
  glossary: v.optional(
    withDescription(
      v.strictObject(
        {
          link: v.optional(
            withDescription(
              v.picklist(['first-use', 'marked'], '`first-use` or `marked`'),
              'Which words lead to the glossary: each term where a chapter uses it first, or those alone that are marked; without it, `marked`.',
            ),
          ),
        },
        'a list of settings such as `link: first-use`',
      ),
      'How the text leads to the glossary.',
    ),
  ),
  'number-sections': v.optional(
    withDescription(
      v.boolean('`true` or `false`'),
      'Whether chapters and sections have numbers, appendices letters. `{-}` after a heading takes its number away.',
    ),
  ),
  'number-depth': v.optional(
    withDescription(
      v.picklist([1, 2, 3, 4, 5, 6], 'a number from 1 to 6'),
      'How many levels of headings have numbers with `number-sections`; 1 is only chapters. Without it, 3.',
    ),
  ),
  'number-by': v.optional(
    withDescription(
      v.picklist(['chapter', 'book'], '`chapter` or `book`'),
      'Whether figures, tables, formulas and the like are numbered in each chapter (`Figure 2.1`) or through the book. Without it, in each chapter of a book with `number-sections`.',
    ),
  ),
  'ebook-fonts': v.optional(
    withDescription(
      v.picklist(['reader', 'embedded'], '`reader` or `embedded`'),
      "The e-book's fonts: those of the reading system (without it, these), or those of the printed book, embedded in the file.",
    ),
  ),
  metadata: v.optional(
    withDescription(
      ownMetadata,
      'More metadata of the e-book: `source`, `relation`, `coverage`, `type`, `format`, or names with a prefix such as `dcterms:audience`, with a text or a list.',
    ),
  ),
  'metadata-prefixes': v.optional(
    withDescription(
      metadataPrefixes,
      'Addresses of the prefixes in `metadata`, except those that EPUB reserves (dcterms, marc, onix, schema, xsd).',
    ),
  ),
  'accessibility-summary': v.optional(
    withDescription(
      text,
      'What readers should know about the accessibility of the e-book, beside the summary that is computed from its content.',
    ),
  ),
  certified: v.optional(
    withDescription(
      certification,
      'The person or body that certified that the e-book is accessible, and by which standard.',
    ),
  ),
  status: v.optional(
    withDescription(
      v.picklist(['draft', 'published'], '`draft` or `published`'),
      'A draft says so on every page.',
    ),
  ),
  clinical: v.optional(
    withDescription(
      v.boolean('`true` or `false`'),
      'True for health information: it is a draft, and says that it was not clinically reviewed, until a reviewer is named.',
    ),
    false,
  ),
  strict: v.optional(
    withDescription(
      v.boolean('`true` or `false`'),
      'Whether a broken link or a missing image is an error. Without it, a publication with a publication.yaml is strict and a single file is not; clinical text always is.',
    ),
  ),
  variables: v.optional(
    withDescription(
      v.union([text, v.record(v.string(), v.unknown())], VARIABLES),
      'Values for `{{< var name >}}`: names with texts, also in groups, or a YAML file with them. Without it, those of `_variables.yml` beside `publication.yaml`.',
    ),
  ),
  markdown: v.optional(markdown),
  highlight: v.optional(highlight),
  paragraphs: v.optional(
    withDescription(
      v.picklist(['spaced', 'indented'], '`spaced` or `indented`'),
      'What parts paragraphs: space between them (without it, this), or an indent, as in novels; the first one after a heading or a scene break has none.',
    ),
  ),
  'drop-caps': v.optional(
    withDescription(
      v.boolean('`true` or `false`'),
      'Whether the first paragraph of each chapter begins with a drop capital.',
    ),
  ),
  'scene-break': v.optional(
    withDescription(
      v.picklist([...SCENE_BREAKS], 'one of: `asterisks`, `asterism`, `dots`, `space`, `rule`'),
      'What `***` shows between two scenes. Without it, a rule; with `paragraphs: indented`, three asterisks. `---` is always a rule.',
    ),
  ),
  version: v.optional(withDescription(text, 'Version of the text.')),
  published: v.optional(
    withDescription(publicationDate, 'Day on which this version was published; a month or a year is enough.'),
  ),
  reviewed: v.optional(withDescription(date, 'Day on which the content was last reviewed.')),
  'next-review': v.optional(withDescription(date, 'Day on which the content has to be reviewed again.')),
  identifier: v.optional(
    withDescription(
      v.pipe(
        v.string('text'),
        v.regex(/^[a-z][a-z0-9+.-]*:\S+$/i, 'a URN or URL such as `urn:isbn:…`'),
        v.check(
          (urn) => !/^urn:isbn:/i.test(urn) || parseIsbn(urn) !== undefined,
          'an ISBN whose check digit is right',
        ),
      ),
      'Stays the same from version to version.',
    ),
  ),
  site: v.optional(
    withDescription(
      v.pipe(v.string(SITE), v.url(SITE), v.regex(/^https?:\/\/[^?#]*$/, SITE)),
      'Address of the web site that has the pages, too. Links to what is no chapter, such as `/prices`, lead there. The pages of the edition `web` are described with addresses below it.',
    ),
  ),
  web: v.optional(
    withDescription(
      v.strictObject(
        {
          llms: v.optional(
            withDescription(
              v.boolean('`true` or `false`'),
              'Whether the edition `web` has a list of its pages for language models, `llms.txt`.',
            ),
          ),
          markdown: v.optional(
            withDescription(
              v.boolean('`true` or `false`'),
              'Whether each page of the edition `web` has its text in Markdown beside it.',
            ),
          ),
        },
        '`llms` and `markdown`',
      ),
      'What the edition `web` has besides its pages.',
    ),
  ),
  references: v.optional(
    withDescription(
      v.union([text, v.array(v.union([text, v.record(v.string(), v.unknown())], SOURCES), SOURCES)], SOURCES),
      'File with the sources that the text cites: BibTeX, BibLaTeX, CSL-JSON or CSL-YAML; or a list of files, or of items of CSL.',
    ),
  ),
  bibliography: v.optional(
    withDescription(
      v.union([text, v.array(text, FILES)], FILES),
      'Files with sources, too, as in pandoc and Quarto.',
    ),
  ),
  'citation-style': v.optional(
    withDescription(
      text,
      'Style of citations and of the list of sources, such as `apa`, or a file `.csl` of the project; without it, numbers in the Vancouver style.',
    ),
  ),
  'references-per': v.optional(
    withDescription(
      v.picklist(['book', 'chapter'], '`book` or `chapter`'),
      'Whether a book has one list of sources, or each chapter its own; without it, one.',
    ),
  ),
  nocite: v.optional(
    withDescription(
      v.union([text, v.array(text, KEYS)], KEYS),
      'Sources that are listed though no text cites them, such as `@one, @two`; `@*` are all.',
    ),
  ),
  editions: v.optional(
    withDescription(
      v.array(text, 'a list of editions'),
      'book, handouts, epub, or one size of them such as book-a4.',
    ),
  ),
  'pages-from': v.optional(
    withDescription(
      text,
      'The book whose page numbers the e-book has, such as a5, or none; without it, book-a4, else the first book.',
    ),
  ),
  cover: v.optional(withDescription(text, 'Image file; a typographic cover is drawn without it.')),
  'reviewer-notes': v.optional(
    withDescription(v.array(text, 'a list of sentences'), 'What a reviewer should look at. Never printed.'),
    [],
  ),
};

/** An entry of `chapters`: a file, a pattern, or a part or chapter with others below it. */
export type ChapterEntry =
  | string
  | {
      readonly part?: string | undefined;
      readonly chapter?: string | undefined;
      readonly chapters?: readonly ChapterEntry[] | undefined;
    };

const CHAPTERS = 'a list of file names, or of entries with `part:` or `chapter:` and `chapters:`';

/** Builds the schema of `chapters`. @param levels how deep lists can be in lists */
function buildChapterList(levels: number): v.GenericSchema<unknown, readonly ChapterEntry[]> {
  if (levels === 1) return v.array(text, CHAPTERS);
  const entry = v.pipe(
    v.strictObject(
      {
        part: v.optional(withDescription(text, 'Title of a part, which gets a page of its own.')),
        chapter: v.optional(withDescription(text, 'File of a chapter that others are below.')),
        chapters: v.optional(withDescription(buildChapterList(levels - 1), 'Files below it.')),
      },
      CHAPTERS,
    ),
    v.check(({ part, chapter }) => (part === undefined) !== (chapter === undefined), CHAPTERS),
  );
  return v.array(v.union([entry, text], CHAPTERS), CHAPTERS);
}

/** The schema of `publication.yaml`. */
export const publicationSchema = v.strictObject(
  {
    title: withDescription(text, 'Title of the work.'),
    ...sharedKeys,
    chapters: v.optional(
      withDescription(
        buildChapterList(4),
        'Files in reading order, patterns such as `part-1/*.md`, and parts (`part:`, `chapters:`); without it, all Markdown files sorted by name.',
      ),
    ),
    sheets: v.optional(sheets),
  },
  'keys with their values',
);

const CONDITION_KEYS = ['format', 'edition', 'status', 'audience', 'profile', 'meta'] as const;
type ConditionKey = `${'when' | 'unless'}-${(typeof CONDITION_KEYS)[number]}`;

/** Returns the keys of conditions, which `choices/conditions.ts` answers. */
function buildConditionKeys() {
  const entries = CONDITION_KEYS.flatMap((key) => [
    [`when-${key}`, v.optional(withDescription(text, 'The chapter is only where this condition holds.'))],
    [
      `unless-${key}`,
      v.optional(withDescription(text, 'The chapter is only where this condition does not hold.')),
    ],
  ]);
  return Object.fromEntries(entries) as Readonly<
    Record<ConditionKey, v.OptionalSchema<typeof text, undefined>>
  >;
}

/** The schema of the front matter of a chapter, whose publication is a folder. */
export const chapterSchema = v.strictObject(
  {
    id: sharedKeys.id,
    title: v.optional(withDescription(text, 'Title of the chapter; without it, the first heading.')),
    'short-title': sharedKeys['short-title'],
    description: sharedKeys.description,
    language: v.optional(withDescription(language, 'BCP 47; without it, the language of the publication.')),
    part: v.optional(
      withDescription(
        v.picklist(BOOK_PARTS, `one of ${BOOK_PARTS.join(', ')}`),
        'Which part of the book it is; without it, a chapter.',
      ),
    ),
    sheets: v.optional(sheets),
    ...buildConditionKeys(),
  },
  'keys with their values',
);

const CHAPTER_LEVELS = [1, 2, 'auto', 'none'] as const;

/** The headings of a file that begin chapters. */
export type ChapterLevel = (typeof CHAPTER_LEVELS)[number];

/** The schema of the front matter of a single Markdown file, which is a publication of its own. */
export const fileSchema = v.strictObject(
  {
    title: v.optional(withDescription(text, 'Title of the work.')),
    ...sharedKeys,
    'chapter-level': v.optional(
      withDescription(
        v.picklist(CHAPTER_LEVELS, '`1`, `2`, `auto` or `none`'),
        'Makes the file a book whose chapters begin at `#` (1), at `##` (2), or at those of the two that fit (auto); `none` makes it no book, however long it is.',
      ),
    ),
    sheets: v.optional(sheets),
  },
  'keys with their values',
);

export type PublicationData = v.InferOutput<typeof publicationSchema>;
export type FileData = v.InferOutput<typeof fileSchema>;
