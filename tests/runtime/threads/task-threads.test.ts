/** Tests which thread does a task, and that a failure is thrown where it is waited for. */
import { afterEach, expect, test, vi } from 'vitest';
import { TaskThread } from '../../../src/runtime/threads/task-thread.ts';
import { type SharedTask, TaskThreads } from '../../../src/runtime/threads/task-threads.ts';

const opened: TaskThread[] = [];
afterEach(async () => {
  for (const thread of opened.splice(0)) await thread.end();
});

/** Texts of different lengths, deflated by a thread or here. */
function deflateTask(name: string, ownShare: SharedTask['ownShare'], done: string[]): SharedTask {
  const entries = [{ name, content: `${name} `.repeat(1000), level: 9 }];
  return {
    ...{ room: 'epub', task: { kind: 'deflate', entries }, ownShare },
    here: async () => {
      done.push(name);
      return Uint8Array.of(1);
    },
  };
}

/** Runs tasks at once. @returns the names of those that this thread did */
async function runAll(threads: number, tasks: readonly SharedTask['ownShare'][]): Promise<readonly string[]> {
  const here: string[] = [];
  const pool = new TaskThreads(threads);
  const made = await Promise.all(
    tasks.map((ownShare, index) => pool.run(deflateTask(`task ${index}`, ownShare, here))),
  );
  expect(made.filter(({ length }) => length > 1)).toHaveLength(tasks.length - here.length);
  return here;
}

test('without worker threads this thread does all tasks, in order', async () => {
  expect(await runAll(0, ['surplus', 'none', 'any'])).toEqual(['task 0', 'task 1', 'task 2']);
});

test('with a worker thread this thread does what it may, and of short tasks only what the other would do late', async () => {
  expect(await runAll(1, ['none', 'none', 'none'])).toEqual([]);
  expect(await runAll(1, ['any', 'any'])).toEqual(['task 1']);
  expect(
    await runAll(
      1,
      Array.from({ length: 5 }, () => 'surplus'),
    ),
  ).toEqual([]);
  expect(
    await runAll(
      1,
      Array.from({ length: 6 }, () => 'surplus'),
    ),
  ).toEqual(['task 1']);
});

test('a thread that was prepared does its first task', async () => {
  const start = vi.spyOn(TaskThread.prototype, 'start');
  const pool = new TaskThreads(1);
  pool.prepare('epub');
  expect(start).toHaveBeenCalledExactlyOnceWith('epub');
  expect(await pool.run(deflateTask('first', 'none', []))).not.toHaveLength(1);
  start.mockClear();
  new TaskThreads(0).prepare('epub');
  expect(start).not.toHaveBeenCalled();
  start.mockRestore();
});

test('a task that fails in a thread is done again here, so that its error is thrown here', async () => {
  const pool = new TaskThreads(1);
  const here = vi.fn(async () => Promise.reject(new RangeError('no such kind')));
  const broken = { room: 'print', task: { kind: 'unknown' }, ownShare: 'none', here } as const;
  await expect(pool.run(broken)).rejects.toThrow(RangeError);
  expect(here).toHaveBeenCalledExactlyOnceWith(true);
  expect(await pool.run(deflateTask('next', 'none', []))).not.toHaveLength(1);
});

test('a thread that has ended without a task starts again', async () => {
  const thread = new TaskThread();
  opened.push(thread);
  const faulty = { room: 'print', task: { kind: 'step', step: 'part', inputs: [] } } as const;
  await expect(thread.run(faulty)).rejects.toThrow('inputs are missing');
  await thread.end();
  await expect(thread.run(faulty)).rejects.toThrow('inputs are missing');
});

test('a thread that ends in the middle of a task rejects it', async () => {
  const thread = new TaskThread('epub');
  opened.push(thread);
  const entries = [{ name: 'long', content: 'many words '.repeat(2_000_000), level: 9 }];
  const running = thread.run({ room: 'epub', task: { kind: 'deflate', entries } });
  const ended = expect(running).rejects.toThrow('the thread ended');
  await thread.end();
  await ended;
});
