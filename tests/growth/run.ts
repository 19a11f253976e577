/** Runs `npm run growth`: each generator at three sizes. Exits with 1 if one grows faster than allowed. */
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
  const reported = codes.slice(0, 3).join(' ');
  process.stdout.write(
    `${isFine ? 'ok  ' : 'SLOW'} ${times} ms  ×${factor.toFixed(2)}  ${name}  ${reported}\n`,
  );
}
process.stdout.write(
  failed === 0 ? 'All grow as their text does.\n' : `${failed} grow faster than their text.\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
