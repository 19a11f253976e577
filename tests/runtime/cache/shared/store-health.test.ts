/** When a server of a shared cache is left alone. */
import { expect, test } from 'vitest';
import { StoreHealth } from '../../../../src/runtime/cache/shared/store-health.ts';

const FAILED = { kind: 'status', status: 500 } as const;

function open() {
  const state = { closed: 0 };
  const health = new StoreHealth(() => {
    state.closed += 1;
  });
  return { health, state };
}

test('a success between failures keeps it in use', () => {
  const { health, state } = open();
  for (let round = 0; round < 20; round += 1) {
    health.noteFailure('read', FAILED, 5);
    health.noteFailure('read', FAILED, 5);
    health.noteAnswer('read', 5, 100);
  }
  expect([health.isOpen('read'), health.failures, state.closed]).toEqual([
    true,
    { first: FAILED, count: 40 },
    0,
  ]);
});

test('failures to write leave reading on', () => {
  const { health, state } = open();
  for (let round = 0; round < 3; round += 1) health.noteFailure('write', FAILED, 5);
  expect([health.isOpen('read'), health.isOpen('write'), state.closed]).toEqual([true, false, 0]);
});

test('one request without an answer ends its use', () => {
  const { health, state } = open();
  health.noteFailure('write', { kind: 'timeout' }, 5_000);
  health.noteFailure('read', { kind: 'timeout' }, 5_000);
  expect([health.isOpen('read'), health.isOpen('write'), state.closed]).toEqual([false, false, 1]);
  expect(health.failures?.count).toBe(1);
});

test('slow answers end its use when they have cost 10 seconds', () => {
  const { health, state } = open();
  for (let round = 0; round < 5; round += 1) health.noteAnswer('read', 2_400, 0);
  expect(health.isOpen('read')).toBe(true);
  for (let round = 0; round < 5; round += 1) health.noteAnswer('read', 2_400, 0);
  expect([health.isOpen('read'), health.failures?.first, state.closed]).toEqual([false, { kind: 'slow' }, 1]);
});

test('large files and many prompt answers are not slow', () => {
  const { health } = open();
  for (let round = 0; round < 10_000; round += 1) health.noteAnswer('read', 300, 0);
  health.noteAnswer('write', 60_000, 6_000_000);
  expect(health.failures).toBeUndefined();
});
