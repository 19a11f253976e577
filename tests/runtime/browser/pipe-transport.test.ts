/** The transport of the DevTools protocol over pipes. */
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PipeTransport } from '../../../src/runtime/browser/pipe-transport.ts';

function open() {
  const [write, read] = [new PassThrough(), new PassThrough()];
  const pipe = new PipeTransport(write, read);
  const told: string[] = [];
  pipe.onmessage = (message) => told.push(message);
  return { pipe, write, read, told };
}

test('joins messages that arrive in pieces', async () => {
  const { read, told } = open();
  for (const piece of ['{"a":', '1}\0{"b"', ':"ä', '"}\0{}\0{"c']) read.write(piece);
  await turn();
  await turn();
  expect(told).toEqual(['{"a":1}', '{"b":"ä"}', '{}']);
});

test('joins a character that is divided between two pieces', async () => {
  const { read, told } = open();
  const bytes = Buffer.from('"ä"\0');
  read.write(bytes.subarray(0, 2));
  read.write(bytes.subarray(2));
  await turn();
  await turn();
  expect(told).toEqual(['"ä"']);
});

test('sends each message with a zero byte', () => {
  const { pipe, write } = open();
  pipe.send('{"id":1}');
  pipe.send('{"id":2}');
  expect(String(write.read())).toBe('{"id":1}\0{"id":2}\0');
});

test('notifies a listener that is set after the pipe has broken', async () => {
  const { pipe, read } = open();
  read.destroy();
  await turn();
  await turn();
  const told = new Promise<void>((resolve) => {
    pipe.onclose = resolve;
  });
  await told;
});

test('a broken pipe closes the transport without throwing, even after it was closed', async () => {
  const { pipe, read, write } = open();
  let closed = 0;
  pipe.onclose = () => {
    closed += 1;
  };
  pipe.close();
  write.destroy(new Error('EPIPE'));
  read.destroy(new Error('ECONNRESET'));
  await turn();
  await turn();
  expect(closed).toBe(1);
});
