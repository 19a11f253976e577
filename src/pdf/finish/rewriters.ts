/** The contents of a file, written anew by two threads: half of what finishing a book takes is this. */
import { extname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { CODE } from '../../package-folder.ts';
import { deflatedNow } from '../objects/deflate.ts';
import type { Advances } from './advances.ts';
import { type Rewriting, rewrite } from './rewrite.ts';
import { type Batch, claim, type Rewritten } from './rewrite-thread.ts';

/** Whether so many bytes are worth a second thread. */
export const isLong = (bytes: number): boolean => bytes > 1 << 20;

/** It lasts as long as the process, and does not keep that alive. */
let thread: Worker | undefined;
let batches = 0;

/** Starts the thread, so that it is there when there is something to write. */
export function openRewriter(): Worker {
  if (thread === undefined) {
    const started = new Worker(join(CODE, 'pdf', 'finish', `rewrite-thread${extname(import.meta.url)}`));
    started.unref();
    // Whoever waits for it does its work.
    started.on('error', () => undefined);
    started.once('exit', () => {
      if (thread === started) thread = undefined;
    });
    thread = started;
  }
  return thread;
}

/** Contents that are being written anew. */
export interface Writing {
  /** Does what the other thread has not begun, and waits for the rest. Deflated, in the order in which they were given. */
  finish(): Promise<readonly Uint8Array[]>;
}

/** @param rewritings of a long file: their bytes in memory that threads can share */
export function beginRewriting(
  rewritings: readonly Rewriting[],
  fonts: readonly (Advances | undefined)[],
): Writing {
  const whole = rewritings.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const batch: Batch = { id: batches, ...{ rewritings, fonts, whole, next } };
  batches += 1;
  const help = isLong(whole) ? askForHelp(batch) : undefined;
  return { finish: () => finish(batch, help) };
}

/** Contents between two looks at what else there is to do. */
const TURN = 16;

async function finish(batch: Batch, help: Help | undefined): Promise<readonly Uint8Array[]> {
  const { rewritings, fonts, whole } = batch;
  const done = new Map<number, Uint8Array>();
  const write = (index: number): void => {
    const rewriting = rewritings[index];
    if (rewriting !== undefined) done.set(index, deflatedNow(rewrite(rewriting, fonts), whole));
  };
  for (let index = claim(batch); index !== undefined; index = claim(batch)) {
    write(index);
    if (done.size % TURN === 0) await turn();
  }
  const others = await help?.wait(rewritings.length - done.size);
  for (const [index, data] of others ?? []) done.set(index, data);
  return rewritings.map((_, index) => {
    // A thread that has failed or ended leaves something behind; what is wrong with it comes out here.
    if (!done.has(index)) write(index);
    return done.get(index) ?? new Uint8Array();
  });
}

interface Help {
  /** @param count how many the other thread has begun */
  wait(count: number): Promise<ReadonlyMap<number, Uint8Array>>;
}

function askForHelp(batch: Batch): Help {
  const helper = openRewriter();
  const done = new Map<number, Uint8Array>();
  let left: number | undefined;
  let heard = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const hear = ({ id, index, data }: Rewritten): void => {
    if (id !== batch.id) return;
    if (data !== undefined) done.set(index, data);
    heard += 1;
    if (heard === left) resolve();
  };
  helper.on('message', hear);
  helper.once('exit', resolve);
  helper.ref();
  helper.postMessage(batch);
  return {
    wait: async (count) => {
      left = count;
      if (heard < count) await promise;
      helper.off('message', hear);
      helper.off('exit', resolve);
      if (helper.listenerCount('message') === 0) helper.unref();
      return done;
    },
  };
}
