/**
 * `npm run prepack`: what is installed of Handpress. Its modules, and those of the libraries it is made with, in a few files,
 * for half of the time of a short build went into finding, reading and linking a thousand; and the licences of those
 * libraries. The types come from the compiler (`tsconfig.package.json`).
 */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OutputChunk, rolldown } from 'rolldown';
import { builtins } from './builtins.ts';
import { facades } from './facades.ts';
import { lean } from './lean.ts';
import { licencesOf } from './licences.ts';
import { UNBUNDLED } from './unbundled.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'lib');
/** What is run, imported by other programs, and started as a thread. */
const ENTRIES = ['cli/main', 'index', 'pipeline/threads/worker', 'print/tagging/rewrite/rewrite-worker'];
/** What is compiled each time: all else is imported when there is somewhere to keep what was compiled. */
const FIRST = /src.runtime.(?:process.leftovers|mkdirp|user-cache)\.ts$/;
/** What a build in which nothing has changed loads, and all that these import: in one file, each more takes a millisecond. */
const UNCHANGED =
  /src.(?:core.diagnostics.allowances|pipeline.commands|cli.arguments|read.settings.project-file|pipeline.(?:workspace|incremental.up-to-date)|cli.report.(?:report|progress))\.ts$/;

await rm(OUT, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: ROOT,
  input: Object.fromEntries(ENTRIES.map((entry) => [entry, `src/${entry}.ts`])),
  platform: 'node',
  external: [...UNBUNDLED],
  plugins: [lean, builtins, facades],
});
const { output } = await bundle.write({
  ...{ dir: OUT, format: 'esm', chunkFileNames: 'chunks/[name]-[hash].js' },
  codeSplitting: {
    groups: [
      { name: 'first', test: FIRST, priority: 1 },
      { name: 'unchanged', test: UNCHANGED },
    ],
  },
});
await bundle.close();
const chunks = output.filter((file): file is OutputChunk => file.type === 'chunk');
const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
await writeFile(join(OUT, 'third-party-licences.txt'), await licencesOf(modules));
