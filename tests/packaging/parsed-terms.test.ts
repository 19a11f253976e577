/** The built-in terms in the bundle are those of their files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseBuiltInTerms } from '../../packaging/parsed-terms.ts';
import { computeDigest } from '../../src/runtime/cache/digest.ts';
import { parseTerms } from '../../src/runtime/templates/terms-file.ts';

const TERMS = fileURLToPath(new URL('../../templates/terms', import.meta.url));

test('each file of terms is found by its text', async () => {
  const parsed = await parseBuiltInTerms();
  const names = readdirSync(TERMS);
  expect(Object.keys(parsed)).toHaveLength(names.length);
  for (const name of names) {
    const text = readFileSync(join(TERMS, name), 'utf8');
    expect(parsed[computeDigest(text)], name).toEqual(parseTerms(text, name));
  }
});
