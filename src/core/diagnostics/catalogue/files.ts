/** Files of text: whether they can be read, and what they must have. */
import { error, megabytes, nearest, type Rule, some, warning } from './rule.ts';

export const filesProblems = {
  'file-not-utf8': error<{ offset: number }>(({ offset }) => ({
    message: `The file is not UTF-8: byte ${offset + 1} does not fit.`,
    hint: 'Save it as UTF-8 in your editor.',
  })),
  'direction-overridden': warning<{ codePoints: readonly string[] }>(({ codePoints }) => ({
    message: `${codePoints.length === 1 ? 'An invisible character' : `${codePoints.length} invisible characters`} (${some([...new Set(codePoints)])}) ${codePoints.length === 1 ? 'turns' : 'turn'} what follows round: readers see other words and figures than are written here.`,
    hint: 'Remove it. Words of another direction turn by themselves; where they need help, write `<span dir="rtl">…</span>`.',
  })),
  'file-unreadable': error<{ reason: string }>(({ reason }) => ({
    message: `The file cannot be read: ${reason}.`,
    hint: 'Put a file there that you may read.',
  })),
  'settings-misnamed': error<{ found: string; name: string }>(({ found, name }) => ({
    message: `\`${found}\` is not read: settings stand in \`${name}\`.`,
    hint: `Rename it to \`${name}\`. In Windows, have file name extensions shown first.`,
  })),
  'file-outside': error(() => ({
    message: 'The file is a link to one outside the project.',
    hint: 'Put a copy in its place; nothing outside the project gets into a page.',
  })),
  'file-withheld': error<{ path: string; why: 'hidden' | 'packages' | 'output' | 'ignored' }>(
    ({ path, why }) => ({
      message: `\`${path}\` is never put into a page: ${
        {
          hidden: 'a name that begins with a dot is for programs, settings and secrets',
          packages: 'it lies in `node_modules`, among other people’s packages',
          output: 'it lies in the output folder, which builds overwrite',
          ignored: 'git ignores it, so nobody else has it',
        }[why]
      }.`,
      hint: {
        hidden: 'Rename it, or copy it to a name without the dot.',
        packages: 'Copy it into the publication’s folder.',
        output: 'Copy it out of the output folder, into the publication’s.',
        ignored: 'Take it out of `.gitignore`, or add it to the repository: `git add --force <file>`.',
      }[why],
    }),
  ),
  'file-too-large': error<{ size: number; limit: number }>(({ size, limit }) => ({
    message: `The file has ${megabytes(size)} MB of text; one chapter may have ${megabytes(limit)} MB.`,
    hint: 'Split it into chapters of one publication.',
  })),
  'paragraph-too-long': error<{ size: number; limit: number }>(({ size, limit }) => ({
    message: `${megabytes(size)} MB of text without an empty line begin here; ${megabytes(limit)} MB is the most.`,
    hint: 'Put an empty line wherever a paragraph ends; divide a long table or listing.',
  })),
  'marks-too-many': error<{ limit: number }>(({ limit }) => ({
    message: `The paragraph has more than ${limit} marks such as \`*\`, \`_\`, \`[\` and \`]\`.`,
    hint: 'Put an empty line wherever a paragraph ends; write \\* for a plain asterisk.',
  })),
  'lazy-lines-too-many': error<{ limit: number }>(({ limit }) => ({
    message: `More than ${limit} lines here belong to a quotation or a list item whose mark they do not have.`,
    hint: 'Put an empty line where the quotation or the item ends; or begin each of its lines with `>`, or with the spaces of the item.',
  })),
  'table-gaps-too-many': error<{ columns: number; rows: number; limit: number }>(
    ({ columns, rows, limit }) => ({
      message: `With this table of ${columns} columns and ${rows} rows, the tables of the file leave out more than ${limit} cells.`,
      hint: 'Take the columns away that most rows do not have, or divide the table.',
    }),
  ),
  'references-too-large': error<{ limit: number }>(({ limit }) => ({
    message: `The addresses and titles that references such as \`[name]\` stand for are more than ${limit} characters longer than the file itself.`,
    hint: 'Give the definition a shorter address or title, or refer to it less often.',
  })),
  'nesting-too-deep': error<{ limit: number; of?: 'boxes' }>(({ limit, of }) => ({
    message: `Here more than ${limit} ${of ?? 'levels of lists, quotations, boxes or HTML elements'} lie in each other.`,
    hint: 'Take some of the levels away; no page can show so many.',
  })),
  'chapter-empty': error(() => ({
    message: 'The file has no content.',
    hint: 'Write something below its front matter, or take the file out of the publication.',
  })),
  'chapter-missing': error<{ file: string; near?: string }>(({ file, near }) => ({
    message: `The chapter \`${file}\` does not exist.`,
    hint: nearest(near, 'Correct its name in `chapters`, or add the file.'),
  })),
  'chapter-none': error(() => ({
    message: 'The publication has no chapters.',
    hint: 'Add a Markdown file beside `publication.yaml`.',
  })),
  'chapter-id-duplicate': error<{ id: string; other: string }>(({ id, other }) => ({
    message: `The chapter id \`${id}\` is taken by \`${other}\`.`,
    hint: 'List each file once; rename one of two, or give it an `id` of its own in its front matter.',
  })),
  'title-missing': error(() => ({
    message: 'There is no title.',
    hint: 'Begin the text with `# Title`, or write `title:` into the front matter.',
  })),
} satisfies Record<string, Rule<never>>;
