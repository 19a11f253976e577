/** Writes the generated sections of README and docs, and the types of the values of templates: `npm run docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedPages } from './generators.ts';
import { TYPES_FILE, writeTypesFile } from './template-types-file.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const pages = await generatedPages((page) => readFileSync(join(ROOT, page), 'utf8'));
for (const [page, text] of pages) writeFileSync(join(ROOT, page), text);
writeFileSync(join(ROOT, TYPES_FILE), writeTypesFile());
