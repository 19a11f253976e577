/** Tests which files of a project have its brand, and which files a brand may name. */
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Diagnostic } from '../../../../src/core/diagnostics/diagnostic.ts';
import { checkBrand, findBrand } from '../../../../src/read/settings/brand/find-brand.ts';
import { contextIn } from '../../../support/context.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'handpress-brand-'));
});
afterEach(() => rm(root, { recursive: true }));

async function read(files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const problems: Diagnostic[] = [];
  const context = contextIn(root, (problem) => void problems.push(problem));
  const isRight = await checkBrand(context);
  const found = problems.map(({ code, domain, place }) => `${code} ${domain} ${place?.file}:${place?.line}`);
  return { brand: await findBrand(context), isRight, problems: found };
}

const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"/>';

test('a project without a brand has none', async () => {
  expect(await read({ 'note.md': '# Note\n' })).toEqual({ brand: undefined, isRight: true, problems: [] });
  const others = await read({ 'handpress.yaml': 'editions: {}\n# brand: none\n' });
  expect(others).toEqual({ brand: undefined, isRight: true, problems: [] });
});

test.each([
  ['brand.yaml', 'colors: { primary: teal }\nlogo: { path: a/./logo.svg, alt: Ward 4 }\n'],
  ['handpress.yaml', 'brand:\n  logo: { path: a/logo.svg, alt: Ward 4 }\n  colors: { primary: teal }\n'],
])('reads it from %s', async (name, text) => {
  const { brand, problems } = await read({ [name]: text, 'a/logo.svg': DRAWING });
  expect(problems).toEqual([]);
  expect(brand?.palette.primary).toBe('#008080');
  expect(brand?.logo).toMatchObject({ path: 'a/logo.svg', alt: 'Ward 4', place: { file: name, line: 2 } });
});

test.each([
  ['brand.yml', 'colors: { primary: teal }\n', 'settings-misnamed usage brand.yml:1'],
  ['brand.yaml', 'colours: { primary: teal }\n', 'key-unknown usage brand.yaml:1'],
  ['brand.yaml', 'colors: { primary: #005eb8 }\n', 'yaml-broken usage brand.yaml:2'],
  ['brand.yaml', 'colors:\n  primary: #005eb8\n', 'value-wrong usage brand.yaml:2'],
  ['brand.yaml', 'logo: logo.svg\n', 'value-wrong usage brand.yaml:1'],
  ['brand.yaml', 'logo:\n  path: logo.svg\n', 'key-missing usage brand.yaml:2'],
  ['brand.yaml', 'logo: { path: ../logo.svg, alt: A }\n', 'brand-file-refused usage brand.yaml:1'],
  ['brand.yaml', 'logo: { path: /etc/passwd, alt: A }\n', 'brand-file-refused usage brand.yaml:1'],
  ['brand.yaml', 'logo: { path: .git/config, alt: A }\n', 'brand-file-refused usage brand.yaml:1'],
  ['brand.yaml', 'logo: { path: dist/logo.svg, alt: A }\n', 'brand-file-refused usage brand.yaml:1'],
  ['handpress.yaml', 'brand:\n  colors:\n    primary: blu\n', 'value-wrong usage handpress.yaml:3'],
])('reports what is wrong in %s: %s', async (name, text, problem) => {
  const { isRight, problems } = await read({ [name]: text, 'dist/logo.svg': DRAWING });
  expect(isRight).toBe(false);
  expect(problems).toContain(problem);
});

test('refuses a logo that is as large as a film', async () => {
  const files = { 'brand.yaml': 'logo: { path: logo.png, alt: Ward 4 }\n', 'logo.png': '' };
  await read(files);
  await truncate(join(root, 'logo.png'), 50_000_000);
  const problems: Diagnostic[] = [];
  const context = contextIn(root, (problem) => void problems.push(problem));
  expect(await checkBrand(context)).toBe(false);
  expect(problems.map(({ code }) => code)).toEqual(['style-file-too-large']);
});
