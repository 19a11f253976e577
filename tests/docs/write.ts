/** Writes the generated sections of README and docs: `npm run docs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedPages } from './generators.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const pages = await generatedPages((page) => readFileSync(join(ROOT, page), 'utf8'));
for (const [page, text] of pages) writeFileSync(join(ROOT, page), text);
