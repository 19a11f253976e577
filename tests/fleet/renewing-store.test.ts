/** The store of a worker lives longer than a fault of its server, and than the files there. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type MortalStore, RenewingStore } from '../../src/pipeline/fleet/renewing-store.ts';
import { KEY, needsNginx, openStore } from '../runtime/cache/shared/store.ts';
import { startNginx } from '../support/nginx.ts';

const RESULT = new TextEncoder().encode('a printed document');

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

test('a store that was given up is used again after 10 seconds', async () => {
  const givenUp: string[] = [];
  const [counts, onGivenUp] = [{ opened: 0 }, vi.fn()];
  const open = (): MortalStore => {
    counts.opened += 1;
    return {
      problems: { givenUp },
      readFile: async () => undefined,
      readResult: async () => undefined,
      writeFile: async () => ({ digest: '', isStored: true }),
      writeResult: async () => undefined,
    };
  };
  const store = new RenewingStore(open, onGivenUp);
  // A fault near the end of its time: only the pause counts from then on.
  vi.advanceTimersByTime(59_000);
  givenUp.push('read');
  await store.readFile('');
  vi.advanceTimersByTime(9_000);
  await store.readFile('');
  expect([counts.opened, onGivenUp.mock.calls.length]).toEqual([1, 1]);
  givenUp.pop();
  vi.advanceTimersByTime(2_000);
  await store.readFile('');
  await store.readFile('');
  expect([counts.opened, onGivenUp.mock.calls.length]).toEqual([2, 1]);
});

test('a result whose file was removed from the server is sent again a minute later', async (context) => {
  needsNginx(context);
  const nginx = await startNginx();
  try {
    const store = new RenewingStore(() => openStore(nginx.address), vi.fn());
    await store.writeResult(KEY, RESULT);
    await rm(join(nginx.store, 'cas'), { recursive: true });
    expect(await openStore(nginx.address).readResult(KEY)).toBeUndefined();
    vi.advanceTimersByTime(60_000);
    await store.writeResult(KEY, RESULT);
    expect(await openStore(nginx.address).readResult(KEY)).toEqual(Buffer.from(RESULT));
  } finally {
    await nginx.close();
  }
});
