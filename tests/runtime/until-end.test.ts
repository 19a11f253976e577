import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { watchEnd } from '../../src/runtime/process/until-end.ts';

test('work resolves and rejects as it does without an end', async () => {
  const untilEnd = watchEnd(new Promise(() => undefined));
  expect(await untilEnd(Promise.resolve(1))).toBe(1);
  await expect(untilEnd(Promise.reject(new Error('a fault')))).rejects.toThrow('a fault');
});

test('all that waits is rejected when the end comes, and all that begins after it', async () => {
  const { promise, resolve } = Promise.withResolvers<Error>();
  const untilEnd = watchEnd(promise);
  const never = new Promise<number>(() => undefined);
  const waiting = [untilEnd(never), untilEnd(never)];
  resolve(new Error('it ended'));
  for (const one of waiting) await expect(one).rejects.toThrow('it ended');
  await expect(untilEnd(never)).rejects.toThrow('it ended');
});

test('nothing of a result is kept while the end has not come', async () => {
  // Once, a promise that waits for the end of the browser kept each PDF until the browser was closed.
  const untilEnd = watchEnd(new Promise(() => undefined));
  const results: WeakRef<object>[] = [];
  for (let count = 0; count < 10; count += 1) {
    const result = { count };
    results.push(new WeakRef(result));
    await untilEnd(Promise.resolve(result));
  }
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  await new Promise((resolve) => setTimeout(resolve, 10));
  collect();
  expect(results.filter((result) => result.deref() !== undefined).length).toBeLessThan(2);
});
