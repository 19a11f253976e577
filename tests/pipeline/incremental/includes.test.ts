/** Changes files that a text includes: exactly what includes them is built again. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Built, openProject, type Project } from './project.ts';

const FILES = {
  'handpress.yaml': 'editions: {}\n',
  'shared/dose.md': 'Ask first.\n\n{{#include rest.md}}\n',
  'shared/rest.md': 'Rest.\n',
  'content/fever/publication.yaml':
    'title: Fever\nlanguage: en\nidentifier: urn:example:fever\neditions: [epub]\n',
  'content/fever/one.md': '# One\n\nWords.\n\n{{#include ../../shared/dose.md}}\n',
  'content/fever/two.md': '# Two\n\nWords.\n',
  'content/cold.md': '---\nlanguage: en\neditions: [epub]\n---\n\n# Cold\n\n--8<-- "shared/rest.md"\n',
  'content/plain.md': '---\nlanguage: en\neditions: [epub]\n---\n\n# Plain\n\nWords.\n',
};

let project: Project;
beforeEach(async () => {
  project = await openProject(FILES);
  expect((await project.build()).result.diagnostics).toEqual([]);
});
afterEach(() => project.remove());

/** Returns each problem once, but that older files are kept. */
const codes = ({ diagnostics }: Built['result']): readonly string[] => {
  const found = diagnostics.filter(({ code }) => code !== 'publication-kept');
  return [...new Set(found.map(({ code, place }) => `${code} ${place?.file}:${place?.line}`))];
};

test('a second build makes nothing again', async () => {
  expect((await project.build()).made).toEqual([]);
});

test('what includes a changed file is built again, also through another file', async () => {
  await project.write({ 'shared/dose.md': 'Ask twice.\n' });
  expect((await project.build()).made).toEqual(['fever/fever.epub']);
  await project.write(FILES);
  await project.build();
  await project.write({ 'shared/rest.md': 'Rest well.\n' });
  expect((await project.build()).made).toEqual(['cold/cold.epub', 'fever/fever.epub']);
});

test('the chapter that includes a file is parsed again, with its places', async () => {
  await project.write({ 'shared/rest.md': 'Rest.\n\n### Deep\n\nWords.\n' });
  const places = ['heading-skipped shared/rest.md:3'];
  expect(codes((await project.build()).result)).toEqual(places);
  await rm(join(project.root, 'dist'), { recursive: true });
  expect(codes((await project.build()).result)).toEqual(places);
  await project.write({ 'shared/rest.md': 'Rest.\n\nMore.\n\n### Deep\n\nWords.\n' });
  expect(codes((await project.build()).result)).toEqual(['heading-skipped shared/rest.md:5']);
});

test('a file that was missing, and one that goes missing, are noticed', async () => {
  await rm(join(project.root, 'shared/rest.md'));
  expect(codes((await project.build()).result)).toEqual([
    'include-missing content/cold.md:8',
    'include-missing shared/dose.md:3',
  ]);
  await project.write(FILES);
  const { result, made, kept } = await project.build();
  expect(result.diagnostics).toEqual([]);
  expect([...made, ...kept].sort()).toEqual(['cold/cold.epub', 'fever/fever.epub', 'plain/plain.epub']);
});
