/** Builds every example of docs/writing.md, and checks that the pictures there show the results. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { EXAMPLES, listExamples } from './examples/example-list.ts';
import { type TakenPictures, takePictures } from './examples/example-pictures.ts';
import { isSamePicture, PICTURES } from './examples/picture-files.ts';
import { takeWholePictures, WHOLE_EXAMPLES } from './examples/whole-examples.ts';

const examples = listExamples().map(({ name }) => name);
const names = [...examples, ...WHOLE_EXAMPLES.map(({ name }) => name)];
let taken: TakenPictures;
beforeAll(async () => {
  const [one, other] = [await takePictures(), await takeWholePictures()];
  taken = {
    diagnostics: [...one.diagnostics, ...other.diagnostics],
    pictures: new Map([...one.pictures, ...other.pictures]),
  };
});

test('every example is a chapter of their publication', () => {
  const files = readdirSync(EXAMPLES).filter((file) => /^[^_].*\.md$/.test(file));
  expect(files.map((file) => file.replace(/\.md$/, '')).sort()).toEqual([...examples].sort());
});

test('all of them are built without a problem', () => {
  const problems = taken.diagnostics.filter(({ severity }) => severity !== 'note');
  expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
});

test('there is no picture without an example', () => {
  expect(readdirSync(PICTURES).sort()).toEqual(names.map((name) => `${name}.png`).sort());
});

test.each(names)('the picture of “%s” shows the result; if not, run `npm run docs-pictures`', (name) => {
  const path = join(PICTURES, `${name}.png`);
  const picture = taken.pictures.get(name);
  expect(picture && existsSync(path) && isSamePicture(readFileSync(path), picture)).toBe(true);
});
