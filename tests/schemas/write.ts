/** Writes the JSON Schemas of all settings to `schemas/`: `npm run schemas`. */
import { writeFile } from 'node:fs/promises';
import { schemaFiles } from './schemas.ts';

for (const { url, text } of schemaFiles()) await writeFile(url, text);
