/** Tests that the limits in `docs/drawings.md` are those of the program. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MAX_FILE_BYTES, MAX_PIXELS } from '../../../../../src/render/images/image-file.ts';
import { LIMITS, MAX_ASPECT_RATIO } from '../../../../../src/render/images/svg/cost/limits.ts';
import { MAX_DEPTH } from '../../../../../src/render/images/svg/survey.ts';

const docs = readFileSync(new URL('../../../../../docs/drawings.md', import.meta.url), 'utf8');

/** Reads the last cell of each row in the table of limits. */
const limits = [...docs.matchAll(/\| ([\d,]+) \|$/gm)].map(([, number = '']) =>
  Number(number.replaceAll(',', '')),
);

test('docs/drawings.md lists every limit and no other', () => {
  expect(limits).toEqual([...Object.values(LIMITS), MAX_DEPTH, MAX_ASPECT_RATIO]);
});

test('docs/drawings.md states the limits of images', () => {
  expect(docs).toContain(`${MAX_FILE_BYTES / 1_000_000} MB`);
  expect(docs).toContain(`${MAX_PIXELS / 1_000_000} megapixels`);
});
