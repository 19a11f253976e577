/** The contents of a file, written anew by two threads: half of what finishing a book takes is this. */
import { extname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { CODE } from '../../../runtime/install-path.ts';
import { type Rewriting, type RewritingFont, type Rewritten, rewritten } from './rewrite-stream.ts';
import { type Batch, claims, HERE, type Outcome, THERE, take, WITHDRAWN } from './rewrite-worker.ts';

/** Whether so many bytes are worth a second thread. */
export const isLong = (bytes: number): boolean => bytes > 1 << 20;

/** It lasts as long as the process, and does not keep that alive. */
let thread: Worker | undefined;
let files = 0;

/** Starts the thread, so that it is there when there is something to write. */
export function openRewriter(): Worker {
  if (thread === undefined) {
    const started = new Worker(
      join(CODE, 'print', 'tagging', 'rewrite', `rewrite-worker${extname(import.meta.url)}`),
    );
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

/** Contents between two looks at what else there is to do. */
const TURN = 16;

/** The contents of one file. */
export class Rewriters {
  private readonly file: number;
  private readonly whole: number;
  private readonly asksText: boolean;
  private readonly batches: Batch[] = [];
  private readonly done = new Map<number, Rewritten>();
  private help: Help | undefined;
  private count = 0;

  /**
   * @param whole bytes of all contents of the file, about: the same file has to say the same
   * @param asksText whether it is asked what they say
   */
  constructor(whole: number, asksText = false) {
    this.file = files;
    this.whole = whole;
    this.asksText = asksText;
    files += 1;
  }

  /** Another thread helps: it has to see the bytes. */
  get areTwo(): boolean {
    return isLong(this.whole);
  }

  /**
   * @param rewritings their bytes in memory that threads can share, if there are two
   * @returns the number of the first
   */
  begin(rewritings: readonly Rewriting[], fonts: readonly RewritingFont[]): number {
    const first = this.count;
    const taken = new Int32Array(new SharedArrayBuffer(rewritings.length * Int32Array.BYTES_PER_ELEMENT));
    const { file, whole, asksText } = this;
    const batch: Batch = { file, first, rewritings, fonts, whole, asksText, taken };
    this.batches.push(batch);
    this.count += rewritings.length;
    if (this.areTwo && rewritings.length > 0) {
      this.help ??= new Help(this.file, this.done);
      this.help.ask(batch);
    }
    return first;
  }

  /** What is not wanted any more is not begun, if it has not been. */
  withdraw(number: number): void {
    const batch = this.batches.find(({ first, taken }) => number >= first && number < first + taken.length);
    if (batch !== undefined) take(batch.taken, number - batch.first, WITHDRAWN);
  }

  /** Does what the other thread has not begun, and waits for the rest. Nothing stands for what was withdrawn. */
  async finish(): Promise<readonly (Rewritten | undefined)[]> {
    try {
      await this.writeUnbegun();
      await this.help?.wait(this.batches.reduce((sum, { taken }) => sum + count(taken, THERE), 0));
      this.writeForsaken();
    } finally {
      this.close();
    }
    return Array.from({ length: this.count }, (_, number) => this.done.get(number));
  }

  /** Nobody wants any of it any more. May be told again; {@link finish} tells it itself. */
  close(): void {
    for (const { taken } of this.batches) {
      for (let index = 0; index < taken.length; index += 1) take(taken, index, WITHDRAWN);
    }
    this.help?.release();
  }

  private async writeUnbegun(): Promise<void> {
    for (const batch of this.batches) {
      for (const index of claims(batch, HERE)) {
        this.write(batch, index);
        if (this.done.size % TURN === 0) await turn();
      }
    }
  }

  /** A thread that has failed or ended leaves something behind; what is wrong with it comes out here. */
  private writeForsaken(): void {
    for (const batch of this.batches) {
      for (const [index, by] of batch.taken.entries()) {
        if (by === THERE && !this.done.has(batch.first + index)) this.write(batch, index);
      }
    }
  }

  private write(batch: Batch, index: number): void {
    const rewriting = batch.rewritings[index];
    if (rewriting !== undefined) this.done.set(batch.first + index, rewritten(rewriting, batch));
  }
}

const count = (values: Int32Array, wanted: number): number =>
  values.reduce((sum, value) => (value === wanted ? sum + 1 : sum), 0);

/** What the other thread does for one file. */
class Help {
  private readonly file: number;
  private readonly done: Map<number, Rewritten>;
  private readonly helper = openRewriter();
  private readonly ended = Promise.withResolvers<void>();
  private heard = 0;
  private expected = Number.POSITIVE_INFINITY;

  /** @param done takes what it has written */
  constructor(file: number, done: Map<number, Rewritten>) {
    this.file = file;
    this.done = done;
    this.helper.on('message', this.hear);
    this.helper.once('exit', this.ended.resolve);
    this.helper.ref();
  }

  ask(batch: Batch): void {
    this.helper.postMessage(batch);
  }

  /** @param expected how many contents it has begun */
  async wait(expected: number): Promise<void> {
    this.expected = expected;
    if (this.heard < expected) await this.ended.promise;
  }

  /** It keeps the process alive no longer. */
  release(): void {
    this.helper.off('message', this.hear);
    this.helper.off('exit', this.ended.resolve);
    if (this.helper.listenerCount('message') === 0) this.helper.unref();
  }

  private readonly hear = ({ file, number, made }: Outcome): void => {
    if (file !== this.file) return;
    if (made !== undefined) this.done.set(number, made);
    this.heard += 1;
    if (this.heard === this.expected) this.ended.resolve();
  };
}
