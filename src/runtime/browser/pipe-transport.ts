/**
 * The DevTools protocol over a pair of pipes: messages in JSON, each ended by a zero byte.
 * Source: Chromium, `--remote-debugging-pipe`; the browser ends by itself when the process that holds the pipes is gone.
 */
import type { Readable, Writable } from 'node:stream';

/** What Puppeteer calls a transport: messages to a browser and back. */
export interface Transport {
  onmessage?: (message: string) => void;
  onclose?: () => void;
  send(message: string): void;
  close(): void;
}

/** The transport over the pipes of a process. */
export class Pipe {
  onmessage?: (message: string) => void;
  #onclose: (() => void) | undefined;
  #isClosed = false;
  #begun: Buffer[] = [];
  readonly #write: Writable;

  constructor(write: Writable, read: Readable) {
    this.#write = write;
    // A browser that is killed leaves a broken pipe, also long after Puppeteer has turned away from it.
    for (const stream of [write, read]) stream.on('error', () => undefined);
    read.on('data', (bytes: Buffer) => this.#take(bytes));
    read.on('close', () => {
      this.#isClosed = true;
      this.#onclose?.();
    });
  }

  /** Told when the browser has closed its end, also of one that did so before anybody wanted to know. */
  set onclose(tell: () => void) {
    this.#onclose = tell;
    if (this.#isClosed) setImmediate(() => tell?.());
  }

  send(message: string): void {
    this.#write.write(`${message}\0`);
  }

  /** The browser takes it for the end. */
  close(): void {
    this.#write.end();
  }

  #take(bytes: Buffer): void {
    let from = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, from)) {
      this.#begun.push(bytes.subarray(from, end));
      const message = Buffer.concat(this.#begun).toString();
      this.#begun = [];
      from = end + 1;
      // One after the other: whoever waits for the first goes on before the second is told.
      setImmediate(() => this.onmessage?.(message));
    }
    if (from < bytes.length) this.#begun.push(bytes.subarray(from));
  }
}
