/**
 * Removes declarations that programs cannot reach from `types/`, and renames imports so that every compiler finds them. It is
 * the last step of `npm run prepack`. Throws if a declaration imports a package, because no package is installed for its types.
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = fileURLToPath(new URL('../types', import.meta.url));
const IMPORT = /(\bfrom\s*|\bimport\(|^import\s*)(["'])([^"']+)\2/gm;

const reached = new Set<string>();
await reach(join(TYPES, 'index.d.ts'));
for (const entry of await readdir(TYPES, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && !reached.has(path)) await rm(path);
}
for (const entry of await readdir(TYPES, { withFileTypes: true })) {
  const folder = join(TYPES, entry.name, sep);
  const isEmpty = entry.isDirectory() && ![...reached].some((path) => path.startsWith(folder));
  if (isEmpty) await rm(folder, { recursive: true });
}

async function reach(path: string): Promise<void> {
  if (reached.has(path)) return;
  reached.add(path);
  const asked: string[] = [];
  const text = (await readFile(path, 'utf8')).replace(IMPORT, (_all, before, quote, name: string) => {
    if (!name.startsWith('.')) throw new Error(`${relative(TYPES, path)} asks for types of ${name}`);
    asked.push(join(dirname(path), name.replace(/\.ts$/, '.d.ts')));
    return `${before}${quote}${name.replace(/\.ts$/, '.js')}${quote}`;
  });
  await writeFile(path, text);
  for (const other of asked) await reach(other);
}
