/** What `docs/drawings.md` says of limits is what the program has. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MOST_BYTES, MOST_PIXELS } from '../../../../../src/render/images/image-file.ts';
import { LIMITS, MOST_PROPORTION } from '../../../../../src/render/images/svg/cost/limits.ts';
import { MOST_LEVELS } from '../../../../../src/render/images/svg/survey.ts';

const docs = readFileSync(new URL('../../../../../docs/drawings.md', import.meta.url), 'utf8');

/** The last cell of each row of the table of limits. */
const limits = [...docs.matchAll(/\| ([\d,]+) \|$/gm)].map(([, number = '']) =>
  Number(number.replaceAll(',', '')),
);

test('the table has every limit, and no other', () => {
  expect(limits).toEqual([...Object.values(LIMITS), MOST_LEVELS, MOST_PROPORTION]);
});

test('and of images the text has them', () => {
  expect(docs).toContain(`${MOST_BYTES / 1_000_000} MB`);
  expect(docs).toContain(`${MOST_PIXELS / 1_000_000} megapixels`);
});
