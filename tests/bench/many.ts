/**
 * Compares ten thousand handouts (PDF and EPUB) with a hundred: the cost of each, and the peak memory of the process. Built in
 * four parts and joined, they must be the same files as in one build. It takes from twenty minutes to more than an hour, so it
 * runs only when it is named.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { CACHE, CLI, withCompiled } from './cli-builds.ts';
import { type Bench, type Comparison, timed } from './comparison.ts';
import { shortText } from './long-text.ts';

const run = promisify(execFile);
const EDITIONS = ['--edition', 'handouts-a4', '--edition', 'epub'];

const FEW = 100;
const SHARDS = 4;
/** Fewer can be chosen to try it out. */
const many = (): number => Number(process.env.HANDPRESS_BENCH_MANY ?? 10_000);

export const manyHandouts: Bench = {
  name: 'many',
  onlyWhenNamed: true,
  run: (_runs, say) => withCompiled((folder) => measure(folder, say)),
};

interface Cost {
  /** Milliseconds for each handout. */
  readonly time: number;
  /** Peak memory of the process, without the browser. */
  readonly megabytes: number;
}

async function measure(folder: string, say: (text: string) => void): Promise<readonly Comparison[]> {
  const count = many();
  const few = await costOf(join(folder, 'few'), FEW);
  say(`many: ${FEW} made`);
  const all = await costOf(join(folder, 'many'), count);
  say(`many: ${count} made`);
  await expectSameInParts(join(folder, 'many'), say);
  const floor = `the same for ${FEW} handouts`;
  return [
    {
      subject: `each of ${count} handouts, PDF and EPUB`,
      ...{ floor, pairs: [{ subject: all.time, floor: few.time }], target: { ratio: 1.1 } },
    },
    {
      subject: 'most memory, without the browser',
      ...{ floor, pairs: [{ subject: all.megabytes, floor: few.megabytes }], unit: 'MB' },
    },
  ];
}

async function costOf(project: string, count: number): Promise<Cost> {
  await mkdir(join(project, 'content'), { recursive: true });
  for (let number = 1; number <= count; number += 1) {
    await writeFile(join(project, `content/leaflet-${number}.md`), shortText(number));
  }
  const { result, time } = await timed(() => build(project, ['--out', 'dist']));
  return { time: time / count, megabytes: result };
}

/** @returns megabytes at most */
async function build(project: string, options: readonly string[]): Promise<number> {
  const script = `process.argv.splice(1, 1); process.on('exit', () => {
    process.stderr.write(\`\\nMEMORY \${process.resourceUsage().maxRSS}\`);
  }); await import(process.argv[1]);`;
  const args = ['--input-type=module', '-e', script, '-', CLI, 'build', ...EDITIONS, ...options];
  const env = { ...process.env, XDG_CACHE_HOME: CACHE };
  const { stderr } = await run(process.execPath, args, { cwd: project, env, maxBuffer: 1 << 28 });
  return Number(/MEMORY (\d+)$/.exec(stderr)?.[1]) / 1024;
}

async function expectSameInParts(project: string, say: (text: string) => void): Promise<void> {
  const parts = Array.from({ length: SHARDS }, (_, index) => `parts/${index + 1}`);
  for (const [index, part] of parts.entries()) {
    await build(project, ['--out', part, '--no-cache', '--shard', `${index + 1}/${SHARDS}`]);
    say(`many: part ${index + 1} of ${SHARDS} made`);
  }
  await run(process.execPath, [CLI, 'manifest', 'merge', ...parts, '--out', 'joined'], {
    cwd: project,
    maxBuffer: 1 << 28,
  });
  const [one, other] = await Promise.all(
    ['dist', 'joined'].map((out) => readFile(join(project, out, 'manifest.json'), 'utf8')),
  );
  if (one !== other) throw new Error('The parts are not what one machine makes.');
  say('many: the parts, joined, are the same files as in one go');
}
