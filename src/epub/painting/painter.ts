/** Paints beside everything else: painting keeps a processor busy for as long as Chromium needs to print a leaflet. */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CODE } from '../../package-folder.ts';
import type { Size } from './picture.ts';
import type { Commission, Delivery } from './picture-thread.ts';

interface Waiting {
  resolve(png: Uint8Array): void;
  reject(error: Error): void;
}

/** It lasts as long as the process, and does not keep that alive while nobody waits for it. */
class Painter {
  readonly #thread: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  constructor() {
    const extension = extname(import.meta.url);
    this.#thread = new Worker(join(CODE, 'epub', 'painting', `picture-thread${extension}`));
    this.#thread.on('message', (delivery: Delivery) => this.#take(delivery));
    this.#thread.on('error', (error) => this.#end(error instanceof Error ? error : new Error(String(error))));
    this.#thread.on('exit', () => this.#end(new Error('the thread that paints has ended')));
    this.#thread.unref();
  }

  paint(page: Uint8Array, size: Size): Promise<Uint8Array> {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const commission: Commission = { id: this.#asked, page, size };
    this.#asked += 1;
    this.#waiting.set(commission.id, { resolve, reject });
    this.#thread.ref();
    this.#thread.postMessage(commission);
    return promise;
  }

  #take(delivery: Delivery): void {
    const waiting = this.#waiting.get(delivery.id);
    this.#waiting.delete(delivery.id);
    if (this.#waiting.size === 0) this.#thread.unref();
    if ('png' in delivery) waiting?.resolve(delivery.png);
    else waiting?.reject(new Error(delivery.reason));
  }

  /** The next who comes gets another. */
  #end(error: Error): void {
    if (painter === this) painter = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

let painter: Painter | undefined;

/** Starts the thread, so that it is ready when there is something to paint. */
export function openPainter(): Painter {
  painter ??= new Painter();
  return painter;
}
