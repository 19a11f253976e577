/** Tests reading the address of a queue. */
import { describe, expect, test } from 'vitest';
import { nameQueue, parseQueueAddress } from '../../../src/runtime/fleet/queue-address.ts';
import { isPasswordInClear } from '../../../src/runtime/fleet/queue-settings.ts';

describe('the address of a queue', () => {
  test('has a host, and a usual port', () => {
    const address = { host: 'queue', port: 6379, db: 0, isEncrypted: false };
    expect(parseQueueAddress('redis://queue')).toEqual(address);
    expect(parseQueueAddress('redis://queue/')).toEqual(address);
  });

  test('can have a user, a password, a database and encryption', () => {
    expect(parseQueueAddress('rediss://me:a%40b@[::1]:6380/2')).toEqual({
      ...{ host: '::1', port: 6380, username: 'me', password: 'a@b', db: 2, isEncrypted: true },
    });
  });

  test.each([
    'queue:6379',
    'http://queue',
    'redis://',
    'redis://queue/a',
    'redis://queue?a=b',
    'redis://queue#a',
    'redis://:%E0%A4%A@queue',
    '',
  ])('is wrong: %j', (text) => {
    expect(parseQueueAddress(text)).toBeUndefined();
  });

  test.each([
    ['redis://:secret@queue:1', 'queue:1', true],
    ['redis://:secret@[fd00::1]:1', '[fd00::1]:1', true],
    ['redis://:secret@localhost', 'localhost:6379', false],
    ['redis://:secret@127.0.0.1', '127.0.0.1:6379', false],
    ['rediss://:secret@queue', 'queue:6379', false],
    ['redis://queue', 'queue:6379', false],
  ])('%s is named %s', (text, name, isInClear) => {
    const address = parseQueueAddress(text);
    if (address === undefined) throw new Error('it is wrong');
    expect(nameQueue(address)).toBe(name);
    expect(isPasswordInClear(address)).toBe(isInClear);
  });
});
