/** Tests that threads start in every program that uses Handpress. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const THREADS = pathToFileURL(join(import.meta.dirname, '../../../src/runtime/threads/task-thread.ts')).href;

test('a thread starts in a program that is given to Node as a text', async () => {
  const program = `const { TaskThread } = await import(process.argv[1]);
    const task = { kind: 'deflate', entries: [{ name: 'a', content: 'a'.repeat(100), level: 9 }] };
    const bytes = await new TaskThread().run({ room: 'epub', task });
    process.stdout.write(String(bytes.length > 10));`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    program,
    THREADS,
  ]);
  expect(stdout).toBe('true');
});
