/**
 * Bundles what is installed of Handpress (`npm run prepack`): its modules and those of its libraries in a few files, because
 * half of the time of a short build went into finding, reading and linking a thousand files. Writes the licenses of the
 * libraries, too. The types come from the compiler (`tsconfig.package.json`).
 */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { type OutputChunk, rolldown } from 'rolldown';
import { builtins } from './builtins.ts';
import { facades } from './facades.ts';
import { lean } from './lean.ts';
import { collectLicenses } from './licenses.ts';
import { parsedTerms } from './parsed-terms.ts';
import {
  BROWSER_START_MODULES,
  BUILD_MODULES,
  COMMON_GRAMMARS,
  EBOOK_MODULES,
  matchGrammars,
  matchModules,
  PACKING_MODULES,
  PART_MODULES,
  REWRITE_MODULES,
  STARTUP_MODULES,
  UP_TO_DATE_MODULES,
} from './startup-modules.ts';
import { UNBUNDLED } from './unbundled.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Another folder beside `src` can be named; tests run what is in it. */
const OUT = join(ROOT, process.argv[2] ?? 'lib');
/** The modules that are run, imported by other programs, or started as a thread. */
const ENTRIES = [
  ...['cli/main', 'index', 'pipeline/threads/worker', 'pipeline/threads/task-worker'],
  'print/tagging/rewrite/rewrite-worker',
  'render/diagrams/diagram-worker',
  'runtime/plugins/plugin-worker',
];

await rm(OUT, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: ROOT,
  input: Object.fromEntries(ENTRIES.map((entry) => [entry, `src/${entry}.ts`])),
  platform: 'node',
  external: [...UNBUNDLED],
  plugins: [lean, parsedTerms, builtins, facades],
});
const { output } = await bundle.write({
  // The licenses are in a file of their own; other comments are a fifth of what is read at each start.
  ...{ dir: OUT, format: 'esm', chunkFileNames: 'chunks/[name]-[hash].js', comments: false },
  codeSplitting: {
    groups: [
      { name: 'startup', test: matchModules(STARTUP_MODULES), priority: 7 },
      { name: 'up-to-date', test: matchModules(UP_TO_DATE_MODULES), priority: 6 },
      { name: 'browser-start', test: matchModules(BROWSER_START_MODULES), priority: 5 },
      { name: 'rewrite', test: matchModules(REWRITE_MODULES), priority: 4 },
      { name: 'part', test: matchModules(PART_MODULES), priority: 3 },
      { name: 'packing', test: matchModules(PACKING_MODULES), priority: 2 },
      { name: 'build', test: matchModules(BUILD_MODULES), priority: 1 },
      { name: 'e-book', test: matchModules(EBOOK_MODULES) },
      { name: 'grammars', test: matchGrammars(COMMON_GRAMMARS), priority: 1 },
      { name: 'more-grammars', test: matchGrammars() },
    ],
  },
});
await bundle.close();
const chunks = output.filter((file): file is OutputChunk => file.type === 'chunk');
const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
await writeFile(join(OUT, 'third-party-licenses.txt'), await collectLicenses(modules));
