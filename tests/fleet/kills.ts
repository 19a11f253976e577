/** Kills workers and builders with `kill -9` at random moments, and checks that each build that ends has the right files. */
import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildAlone, digestFiles, makeTexts, TestFleet, type TestWorker } from './machines.ts';

export interface KillReport {
  readonly workersKilled: number;
  readonly buildersKilled: number;
  /** Builds that ended by themselves, all with the same files as on one machine. */
  readonly builds: number;
  /** Results that workers stored, also for builders that were killed. A builder cannot sign one. */
  readonly results: number;
}

type Random = () => number;

/** A run, as far as it is. */
interface KillRun {
  readonly fleet: TestFleet;
  readonly root: string;
  /** Digests of the files that one machine makes. */
  readonly expected: string;
  readonly random: Random;
  /** Processes that are to be killed. */
  readonly kills: number;
  readonly workers: TestWorker[];
  readonly report: { -readonly [Name in keyof KillReport]: KillReport[Name] };
}

/**
 * Runs builds until enough processes were killed. Rejects if a build fails or has other files than one machine.
 * @param kills processes to kill
 * @param random returns a number from 0 to 1
 */
export async function runWithKills(
  kills: number,
  random: Random,
  onLine: (line: string) => void = () => undefined,
): Promise<KillReport> {
  const fleet = await TestFleet.start();
  try {
    const root = await fleet.makeProject(makeTexts(6));
    await buildAlone(root, 'alone');
    const expected = JSON.stringify(await digestFiles(join(root, 'alone')));
    const workers = await Promise.all([fleet.startWorker(), fleet.startWorker()]);
    const report = { workersKilled: 0, buildersKilled: 0, builds: 0, results: 0 };
    const run: KillRun = { fleet, root, expected, random, kills, workers, report };
    for (let attempt = 1; countKills(run) < kills || report.builds === 0; attempt += 1) {
      const code = await buildOnce(run);
      onLine(`build ${attempt}: ${code ?? 'killed'}; ${countKills(run)} processes killed`);
    }
    const requests = await fleet.nginx.requests();
    report.results = requests.filter((line) => line.startsWith('PUT /ac/')).length;
    return report;
  } finally {
    await fleet.close();
  }
}

const countKills = ({ report }: KillRun): number => report.workersKilled + report.buildersKilled;

/** Builds once, while processes are killed. Returns the exit code; `null`: the builder was killed. */
async function buildOnce(run: KillRun): Promise<number | null> {
  const { fleet, root, expected, report } = run;
  let builder: ChildProcess | undefined;
  const building = fleet.build(root, 'dist', (child) => {
    builder = child;
  });
  await killUntil(
    building.then(() => undefined),
    run,
    () => builder?.kill('SIGKILL') === true,
  );
  const { code, stderr } = await building;
  if (code === null) return null;
  const found = JSON.stringify(await digestFiles(join(root, 'dist')));
  if (code !== 0 || found !== expected)
    throw new Error(`a build ended with ${code} and these files: ${found}\n${stderr}`);
  report.builds += 1;
  // The next build begins with nothing.
  await rm(join(root, 'dist'), { recursive: true });
  await fleet.forget();
  return code;
}

/** Kills workers, and starts others, until a build has ended or its builder was killed. */
async function killUntil(ended: Promise<void>, run: KillRun, killBuilder: () => boolean): Promise<void> {
  const { fleet, random, kills, workers, report } = run;
  const end = ended.then(() => 'ended' as const);
  while (countKills(run) < kills) {
    if ((await Promise.race([end, wait(300 + 2500 * random())])) === 'ended') return;
    if (random() < 0.3) {
      if (killBuilder()) report.buildersKilled += 1;
      return;
    }
    if (workers.shift()?.child.kill('SIGKILL')) report.workersKilled += 1;
    workers.push(await fleet.startWorker());
  }
}
