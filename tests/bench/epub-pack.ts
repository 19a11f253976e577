/** A large e-book packed, against a fast library that zips the same bytes; each run in a process of its own. */
import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Bench, Comparison } from './comparison.ts';
import type { PackRun } from './epub-pack-run.ts';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('epub-pack-run.ts', import.meta.url));
const FLOOR = 'fflate zips the same bytes at the same level';
const SUBJECT = '100 chapters of 100 KB and 100 pictures of 500 KB';

/** The names of the ways that `epub-pack-run.ts` knows. */
const WAYS = ['packed', 'fflate', 'zlib'] as const;

type Runs = Readonly<Record<(typeof WAYS)[number], PackRun>>;

export const epubPack: Bench = {
  name: 'epub-pack',
  run: async (count, say) => {
    const measured: Runs[] = [];
    // The first of each finds the files of the modules on the disk, and is not counted.
    for (let index = 0; index <= count; index += 1) {
      const runs = await oneOfEach(index % 2 === 0);
      if (index > 0) measured.push(runs);
      say(`epub-pack: ${index} of ${count}`);
    }
    return comparisons(measured);
  },
};

async function oneOfEach(floorsFirst: boolean): Promise<Runs> {
  const runs: Partial<Record<keyof Runs, PackRun>> = {};
  for (const way of floorsFirst ? WAYS.toReversed() : WAYS) runs[way] = await measure(way);
  const { packed, fflate, zlib } = runs;
  if (packed === undefined || fflate === undefined || zlib === undefined)
    throw new Error('Not all were run.');
  return { packed, fflate, zlib };
}

const measure = async (way: keyof Runs): Promise<PackRun> =>
  JSON.parse((await run(process.execPath, [SCRIPT, way])).stdout);

function comparisons(runs: readonly Runs[]): readonly Comparison[] {
  const against = (way: keyof Runs, key: keyof PackRun) =>
    runs.map((run) => ({ subject: run.packed[key], floor: run[way][key] }));
  return [
    {
      subject: `${SUBJECT} packed, time of the processor`,
      ...{ floor: FLOOR, pairs: against('fflate', 'milliseconds'), target: { ratio: 1.5 } },
    },
    {
      subject: 'the same',
      floor: 'zlib, in C, deflates and sums the same bytes',
      pairs: against('zlib', 'milliseconds'),
    },
    {
      subject: 'most memory, with the 60 MB to be packed',
      ...{ floor: FLOOR, pairs: against('fflate', 'megabytes'), unit: 'MB', target: { most: 350 } },
    },
    {
      subject: 'size of the file',
      floor: FLOOR,
      pairs: runs.map((run) => ({ subject: run.packed.bytes / 1e6, floor: run.fflate.bytes / 1e6 })),
      unit: 'MB',
    },
  ];
}
