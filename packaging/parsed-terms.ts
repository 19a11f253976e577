/** Puts the built-in terms into the bundle as they are after parsing. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rolldown';
import type { Terms } from '../src/core/model/design.ts';
import { computeDigest } from '../src/runtime/cache/digest.ts';
import { parseTerms } from '../src/runtime/templates/terms-file.ts';

const TERMS = fileURLToPath(new URL('../templates/terms', import.meta.url));

/** Parses all built-in terms. @returns the terms of each file by the SHA-256 of its text */
export async function parseBuiltInTerms(): Promise<Readonly<Record<string, Terms>>> {
  const names = (await readdir(TERMS)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(TERMS, name), 'utf8')));
  return Object.fromEntries(
    texts.map((text, index) => [computeDigest(text), parseTerms(text, names[index] ?? '')]),
  );
}

export const parsedTerms: Plugin = {
  name: 'parsed-terms',
  load: {
    filter: { id: /src.runtime.templates.parsed-terms\.ts$/ },
    // A text is parsed faster than a literal of an object.
    handler: async () =>
      `export const PARSED_TERMS = JSON.parse(${JSON.stringify(JSON.stringify(await parseBuiltInTerms()))});`,
  },
};
