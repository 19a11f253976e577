/** `npm run growth`: every generator of stressful text, each at three sizes; ends with 1 where one grows faster than it may. */
import { GENERATORS } from './generators.ts';
import { MOST_GROWTH, measure } from './measure.ts';

const chosen = process.argv.slice(2);
let failed = 0;
for (const generator of GENERATORS) {
  if (chosen.length > 0 && !chosen.some((part) => generator.name.includes(part))) continue;
  const { name, milliseconds, factor, codes } = await measure(generator);
  const isFine = factor <= MOST_GROWTH;
  if (!isFine) failed += 1;
  const times = milliseconds.map((taken) => taken.toFixed(0).padStart(6)).join('');
  const told = codes.slice(0, 3).join(' ');
  process.stdout.write(`${isFine ? 'ok  ' : 'SLOW'} ${times} ms  ×${factor.toFixed(2)}  ${name}  ${told}\n`);
}
process.stdout.write(
  failed === 0 ? 'All grow as their text does.\n' : `${failed} grow faster than their text.\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
