/** Writes `src/lib/pdf/srgb-profile.ts`. */
import { writeFile } from 'node:fs/promises';
import { srgbProfileFile } from './srgb-profile-source.ts';

const { url, text } = srgbProfileFile();
await writeFile(url, text);
