/** The JSON Schemas in `schemas/` are up to date, and refuse unknown keys. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { schemaFiles } from './schemas.ts';

test.each(schemaFiles())(
  'the JSON Schema $url.pathname is up to date (`npm run schemas` writes it)',
  async (file) => {
    expect(await readFile(file.url, 'utf8')).toBe(file.text);
  },
);

test('every JSON Schema refuses unknown keys', () => {
  const [publication, project, frontMatter] = schemaFiles().map(({ text }) => JSON.parse(text));
  expect(publication.additionalProperties).toBe(false);
  expect(Object.keys(publication.properties)).toContain('next-review');
  expect(project.additionalProperties).toBe(false);
  for (const part of frontMatter.anyOf) expect(part.additionalProperties).toBe(false);
});
