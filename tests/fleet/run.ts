/** Kills workers and builders of real builds with `kill -9`: `node tests/fleet/run.ts --kills 100 --seed 1`. */
import { parseArgs } from 'node:util';
import { Random } from '../fuzz/random.ts';
import { runWithKills } from './kills.ts';
import { fleetObstacle } from './machines.ts';

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
if (fleetObstacle !== undefined) {
  console.log(`not run: ${fleetObstacle}`);
  process.exitCode = 1;
} else {
  const numbers = new Random(Number(values.seed ?? 1));
  const report = await runWithKills(
    Number(values.kills ?? 100),
    () => numbers.number(),
    (line) => console.log(line),
  );
  console.log(report);
}
