/** Diagnostics about text files: whether they can be read, and their required content. */
import {
  type CatalogueEntry,
  contentError,
  contentFault,
  contentNote,
  contentRepair,
  contentWarning,
  didYouMean,
  formatMegabytes,
  formatSample,
} from './rule.ts';

/** What the projects of other programs are, in words. */
const PROGRAMS = {
  own: 'the list of chapters',
  summary: 'a list of mdBook, HonKit or GitBook',
  quarto: 'a project of Quarto',
  bookdown: 'a book of bookdown',
  myst: 'a project of MyST or Jupyter Book',
  mkdocs: 'a project of MkDocs',
  docusaurus: 'a site of Docusaurus',
  vuepress: 'a site of VuePress or VitePress',
  leanpub: 'a book of Leanpub',
  hugo: 'a site of Hugo',
  jekyll: 'a site of Jekyll',
  obsidian: 'a vault of Obsidian',
  chapters: 'the chapters of one book, by their numbers',
} as const;

/** Returns the sentence on entries of a list that are no chapters; nothing if all are. */
function formatLeftOut({ drafts, elsewhere, repeated }: Readonly<Record<string, number>>): string {
  const parts = [
    drafts && `${drafts} without a file`,
    elsewhere && `${elsewhere} that ${elsewhere === 1 ? 'leads' : 'lead'} elsewhere`,
    repeated && `${repeated} whose file is listed before`,
  ].filter((part) => part);
  return parts.length === 0 ? '' : ` Left out: ${parts.join(', ')}.`;
}

export const fileDiagnostics = {
  'file-not-utf8': contentFault<{
    offset: number;
    /** The encoding that the file seems to have. */
    encoding?: string;
  }>(({ offset, encoding }) => ({
    message: `The file is not UTF-8: byte ${offset + 1} is not valid.${encoding === undefined ? '' : ` It seems to be ${encoding}.`}`,
    hint: 'Save it as UTF-8 in your editor.',
  })),
  'direction-overridden': contentWarning<{ codePoints: readonly string[] }>(({ codePoints }) => ({
    message: `${codePoints.length === 1 ? 'An invisible character' : `${codePoints.length} invisible characters`} (${formatSample([...new Set(codePoints)])}) ${codePoints.length === 1 ? 'changes' : 'change'} the direction of the text that follows: readers see other words and figures than the file has.`,
    hint: 'Remove it. Words in another direction need no such character; if they are shown wrongly, write `<span dir="rtl">…</span>`.',
  })),
  'file-unreadable': contentError<{ reason: string }>(({ reason }) => ({
    message: `The file cannot be read: ${reason}.`,
    hint: 'Put a file there that you may read.',
  })),
  'settings-misnamed': contentError<{ found: string; name: string }>(({ found, name }) => ({
    message: `\`${found}\` is not read: settings belong in \`${name}\`.`,
    hint: `Rename it to \`${name}\`. On Windows, show file name extensions first.`,
  })),
  'project-read': contentNote<{
    chapters: number;
    /** Entries without a file, on the web or of another kind, and of a file that is listed before. */
    drafts: number;
    elsewhere: number;
    repeated: number;
    /** The program; `own`: the list is that of a `publication.yaml`. */
    program: keyof typeof PROGRAMS;
  }>(({ chapters, program, ...leftOut }) => ({
    message: `This was read as ${PROGRAMS[program]}, with ${chapters} ${chapters === 1 ? 'chapter' : 'chapters'}.${formatLeftOut(leftOut)}`,
    hint:
      program === 'own'
        ? 'To have other chapters, list them under `chapters` in `publication.yaml`: `docs/book.md`.'
        : 'For settings of its own, write a `publication.yaml`: `docs/book.md`.',
  })),
  'file-as-book': contentNote<{
    chapters: number;
    level: 1 | 2;
    /** Of the text, if its length decides. */
    words?: number;
  }>(({ chapters, level, words }) => ({
    message: `This was read as a book with ${chapters} ${chapters === 1 ? 'chapter' : 'chapters'}: each \`${'#'.repeat(level)}\` begins one.${words === undefined ? '' : ` The file has ${words} words.`}`,
    hint: 'For chapters at other headings, or none, write `chapter-level: 1`, `2` or `none` into its front matter: `docs/book.md`.',
  })),
  'project-program': contentWarning(() => ({
    message:
      'What is here is the result of a program, which is not run: the chapters are in the order of their folders.',
    hint: 'Write out the list (texts, `[…]`, `{…}` and names of constants are read), or list `chapters` in a `publication.yaml`: `docs/book.md`.',
  })),
  'project-settings-broken': contentWarning<{ reason: string }>(({ reason }) => ({
    message: `The settings of the book cannot be read: ${reason.replace(/\.$/, '')}.`,
    hint: 'Correct the file. Until then, the book has the name of its folder, and its pages are in the order of their names.',
  })),
  'file-outside': contentError(() => ({
    message: 'The file is a link to one outside the project.',
    hint: 'Put a copy in its place; nothing outside the project gets into a page.',
  })),
  'file-withheld': contentFault<{ path: string; reason: 'hidden' | 'packages' | 'output' | 'ignored' }>(
    ({ path, reason }) => ({
      message: `\`${path}\` is never put into a page: ${
        {
          hidden: 'a name that begins with a dot is for programs, settings and secrets',
          packages: 'it lies in `node_modules`, among other people’s packages',
          output: 'it lies in the output folder, which builds overwrite',
          ignored: 'git ignores it, so other people do not have it',
        }[reason]
      }.`,
      hint: {
        hidden: 'Rename it, or copy it to a name without the dot.',
        packages: 'Copy it into the publication’s folder.',
        output: 'Copy it out of the output folder, into the publication’s.',
        ignored: 'Take it out of `.gitignore`, or add it to the repository: `git add --force <file>`.',
      }[reason],
    }),
  ),
  'file-too-large': contentError<{ size: number; limit: number }>(({ size, limit }) => ({
    message: `The file has ${formatMegabytes(size)} MB of text; one chapter may have ${formatMegabytes(limit)} MB.`,
    hint: 'Split it into chapters of one publication.',
  })),
  'paragraph-too-long': contentError<{ size: number; limit: number }>(({ size, limit }) => ({
    message: `${formatMegabytes(size)} MB of text without an empty line begin here; the limit is ${formatMegabytes(limit)} MB.`,
    hint: 'Put an empty line wherever a paragraph ends; divide a long table or listing.',
  })),
  'marks-too-many': contentError<{ limit: number }>(({ limit }) => ({
    message: `The paragraph has more than ${limit} marks such as \`*\`, \`_\`, \`[\` and \`]\`.`,
    hint: 'Put an empty line wherever a paragraph ends; write \\* for a plain asterisk.',
  })),
  'lazy-lines-too-many': contentError<{ limit: number }>(({ limit }) => ({
    message: `More than ${limit} lines here continue a quotation or a list item without its mark.`,
    hint: 'Put an empty line where the quotation or the item ends; or begin each of its lines with `>`, or with the spaces of the item.',
  })),
  'table-gaps-too-many': contentError<{ columns: number; rows: number; limit: number }>(
    ({ columns, rows, limit }) => ({
      message: `With this table of ${columns} columns and ${rows} rows, more than ${limit} cells are missing from the tables of the file.`,
      hint: 'Remove the columns that most rows do not have, or divide the table.',
    }),
  ),
  'references-too-large': contentError<{ limit: number }>(({ limit }) => ({
    message: `The addresses and titles behind references such as \`[name]\` are more than ${limit} characters longer than the file itself.`,
    hint: 'Give the definition a shorter address or title, or refer to it less often.',
  })),
  'nesting-too-deep': contentError<{ limit: number; element?: 'boxes' }>(({ limit, element }) => ({
    message: `More than ${limit} ${element ?? 'levels of lists, quotations, boxes or HTML elements'} are nested here.`,
    hint: 'Remove some of the levels; no page can show so many.',
  })),
  'chapter-empty': contentError(() => ({
    message: 'The file has no content.',
    hint: 'Write something below its front matter, or take the file out of the publication.',
  })),
  'chapter-missing': contentFault<{ file: string; isOutside: boolean; isPattern?: boolean; near?: string }>(
    ({ file, isOutside, isPattern = false, near }) => ({
      message: isOutside
        ? `The chapter \`${file}\` is not in the folder of the publication.`
        : isPattern
          ? `No Markdown file matches \`${file}\`.`
          : `The chapter \`${file}\` does not exist.`,
      hint: isOutside
        ? 'Put a copy into the folder; no other file gets into a publication.'
        : didYouMean(near, 'Correct its name in the list of chapters, or add the file.'),
    }),
  ),
  'chapter-none': contentError(() => ({
    message: 'The publication has no chapters.',
    hint: 'Add a Markdown file beside `publication.yaml`.',
  })),
  'chapter-id-duplicate': contentError<{ id: string; other: string }>(({ id, other }) => ({
    message: `The chapter id \`${id}\` is taken by \`${other}\`.`,
    hint: 'List each file once; rename one of two, or give it an `id` of its own in its front matter.',
  })),
  'title-taken': contentRepair<{ title: string; level?: number }>(({ title, level }) => ({
    message:
      level === undefined
        ? `The text does not say its title. By the name of the file it is “${title}”.`
        : `The title “${title}” is taken from the first heading, which is of level ${level}.`,
    hint: 'Begin the text with `# Title`, or write `title:` into the front matter.',
  })),
  'title-missing': contentError(() => ({
    message: 'There is no title.',
    hint: 'Begin the text with `# Title`, or write `title:` into the front matter.',
  })),
} satisfies Record<string, CatalogueEntry<never>>;
