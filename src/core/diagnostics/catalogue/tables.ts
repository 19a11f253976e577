/** Diagnostics about tables whose rows are data, and about the options of tables. */
import {
  type CatalogueEntry,
  contentError,
  contentFault,
  contentWarning,
  didYouMean,
  formatCodeList,
  formatPlaces,
} from './rule.ts';

/** Why a value is printed as it is written. */
export type UnformattedReason = 'not a number' | 'two numbers' | 'not a date';

const NUMBER_HINT =
  'Write numbers as `1234.5`, without spaces and units; with a decimal comma where the values are divided by semicolons.';

const UNFORMATTED: Readonly<Record<UnformattedReason, { readonly message: string; readonly hint: string }>> =
  {
    'not a number': { message: 'is no number', hint: NUMBER_HINT },
    'two numbers': {
      message: 'can be read as a whole number or as one with three decimals',
      hint: 'Write a whole number without signs in it (`1234`), one with decimals with another count of them (`1.2340`).',
    },
    'not a date': { message: 'is no date', hint: 'Write dates as `2026-11-30`.' },
  };

/** Why a sign such as `^` joins no cells. */
export type SpanProblem = 'edge' | 'shape' | 'head' | 'doubtful';

const SPANS: Readonly<Record<SpanProblem, string>> = {
  edge: 'points to no cell that it could join',
  shape: 'and the signs near it join cells that form no rectangle',
  head: 'joins a cell of the headings with one below them',
  doubtful: 'may join cells, or may be meant as the sign itself',
};

const SIGN_USES: Readonly<Record<string, string>> = {
  '^': 'goes on from the cell above',
  '<': 'goes on from the cell before',
  '>': 'joins the cell after it',
};

/** Why a note below a table and a mark in it are not linked. */
export type NoteProblem = 'uncalled' | 'twice' | 'missing';

const NOTES: Readonly<Record<NoteProblem, (mark: string) => { message: string; hint: string }>> = {
  uncalled: (mark) => ({
    message: `This note below a table has the mark \`${mark}\`, which is not in the table.`,
    hint: `Write \`<sup>${mark}</sup>\` in a cell or in the caption, or remove the note.`,
  }),
  twice: (mark) => ({
    message: `Two notes below this table have the mark \`${mark}\`. The marks in the table lead to the first.`,
    hint: 'Give the second one a letter of its own.',
  }),
  missing: (mark) => ({
    message: `The mark \`${mark}\` is in the table, but no note below it begins with it.`,
    hint: `Write \`<sup>${mark}</sup>\` and the note below the table, before \`:::\`.`,
  }),
};

export const tableDiagnostics = {
  'table-data-broken': contentFault<{ problem: 'empty' | 'quote' }>(({ problem }) =>
    problem === 'empty'
      ? {
          message: 'The data of this table have no rows.',
          hint: 'Put the headings into the first line and a row into each further line, with commas between the values.',
        }
      : {
          message:
            'A quotation mark here is never closed, so that no row can be read. The data are printed as they are written.',
          hint: 'Close it, or write `""` for a quotation mark in a value that has quotation marks around it.',
        },
  ),
  'table-data-too-large': contentError<{ cells: number; limit: number }>(({ cells, limit }) => ({
    message: `The data have ${cells} cells, and a table has ${limit} at most. It is not made.`,
    hint: 'Keep the rows that a reader needs, or divide them among several files.',
  })),
  'table-row-uneven': contentWarning<{
    cells: number;
    columns: number;
    count: number;
    lines: readonly number[];
  }>(({ cells, columns, count, lines }) => ({
    message: `This row has another number of values (${cells}) than the first one (${columns}).${formatPlaces(count, lines)} ${cells < columns ? 'Its last cells are empty' : 'Its last values are below no heading'}; a value may be below a wrong one.`,
    hint: 'Add what is missing. Put quotation marks around a value with a comma in it.',
  })),
  'table-column-missing': contentFault<{ name: string; known: readonly string[]; near?: string }>(
    ({ name, known, near }) => ({
      message: `The data have no column \`${name}\`.`,
      hint: didYouMean(near, `They have ${formatCodeList(known.slice(0, 12))}.`),
    }),
  ),
  'caption-option-unknown': contentWarning<{ name: string; option: string; near: string }>(
    ({ name, option, near }) => ({
      message: `\`:::${name}\` has no attribute \`${option}\`, so it has no effect.`,
      hint: `Did you mean \`${near}\`?`,
    }),
  ),
  'table-note-unlinked': contentWarning<{ mark: string; problem: NoteProblem }>(({ mark, problem }) =>
    NOTES[problem](mark),
  ),
  'table-option-wrong': contentFault<{ name: string; value: string; expected: string }>(
    ({ name, value, expected }) => ({
      message: `\`${name}="${value}"\` has no effect on this table.`,
      hint: `Write ${expected}.`,
    }),
  ),
  'table-span-broken': contentWarning<{ problem: SpanProblem; sign: string }>(({ problem, sign }) => ({
    message: `The sign \`${sign}\` in this cell ${SPANS[problem]}. No cells of this table are joined, and its signs are printed as they are.`,
    hint:
      problem === 'doubtful'
        ? `Write \`\\${sign}\` for the sign itself, best together with its number in one cell. To join these cells, use a table drawn with \`+---+\`.`
        : `\`${sign}\` ${SIGN_USES[sign]}, which must leave a rectangle. Write \`\\${sign}\` for the sign itself.`,
  })),
  'table-value-unformatted': contentWarning<{ value: string; reason: UnformattedReason; count: number }>(
    ({ value, reason, count }) => ({
      message: `\`${value}\` ${UNFORMATTED[reason].message}, and is printed as it is written.${count === 1 ? '' : ` ${count === 2 ? 'So is 1 more value' : `So are ${count - 1} more values`} of this table.`}`,
      hint: UNFORMATTED[reason].hint,
    }),
  ),
} satisfies Record<string, CatalogueEntry<never>>;
