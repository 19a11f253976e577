/** Tests that it does not matter which thread finishes a part, and that a failure is thrown where it is waited for. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UnsupportedPdfError } from '../../../src/lib/pdf/unsupported-pdf-error.ts';
import { shareFinishing } from '../../../src/print/finishing/finish-in-thread.ts';
import { readPartFacts } from '../../../src/print/finishing/finish-part.ts';
import type { FinishingTask } from '../../../src/print/finishing/finishing-tasks.ts';
import { openPress, type Press } from '../../../src/print/index.ts';
import { TaskThreads } from '../../../src/runtime/threads/task-threads.ts';
import { printBench } from '../workbench.ts';

const { context } = printBench();
let press: Press;
const tasks: FinishingTask[] = [];
beforeAll(async () => {
  press = openPress({ jobs: 1, debug: false }, context);
  for (const words of ['One two three.', 'Four five six.', 'Seven eight nine.']) {
    const text = `<p>${words}</p>`.repeat(80);
    const html = `<!doctype html><html lang="en"><title>Words</title><h1>Words</h1>${text}</html>`;
    tasks.push({
      kind: 'part',
      print: await press.print(html, { mode: 'whole' }),
      request: { changes: [], direction: 'ltr', extractsText: true, measuresFigures: false },
    });
  }
});
afterAll(() => press.close());

const runAll = async (threads: TaskThreads): Promise<readonly string[]> => {
  const made = await Promise.all(tasks.map((task) => threads.run(shareFinishing(task))));
  return made.map((bytes) => Buffer.from(bytes).toString('latin1'));
};

test('one thread, two and four give the same bytes', async () => {
  const alone = await runAll(new TaskThreads(0));
  const texts = alone.map((bytes) =>
    readPartFacts(Buffer.from(bytes, 'latin1'))?.pieces.map(({ text }) => text),
  );
  expect(texts.map((words) => words?.includes('Words'))).toEqual([true, true, true]);
  expect(await runAll(new TaskThreads(1))).toEqual(alone);
  expect(await runAll(new TaskThreads(3))).toEqual(alone);
});

test('a print that cannot be finished is an error of the thread that waits, and the others are finished', async () => {
  const [first] = tasks;
  if (first?.kind !== 'part') throw new Error('nothing was printed');
  const threads = new TaskThreads(2);
  const broken = { ...first, print: Buffer.from('no PDF') };
  const made = await Promise.allSettled(
    [broken, first, broken, first].map((task) => threads.run(shareFinishing(task))),
  );
  expect(made.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
  const reasons = made.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  expect(reasons.every((reason) => reason instanceof UnsupportedPdfError)).toBe(true);
});
