/**
 * Transports the DevTools protocol over a pair of pipes. Messages are JSON, each followed by a zero byte
 * (Chromium, `--remote-debugging-pipe`). The browser exits when the process that holds the pipes has ended.
 */
import type { Readable, Writable } from 'node:stream';

/** The transport interface of Puppeteer. */
export interface Transport {
  onmessage?: (message: string) => void;
  onclose?: () => void;
  send(message: string): void;
  close(): void;
}

/** The transport over the pipes of a process. */
export class PipeTransport {
  onmessage?: (message: string) => void;
  #onclose: (() => void) | undefined;
  #isClosed = false;
  #partial: Buffer[] = [];
  readonly #write: Writable;

  constructor(write: Writable, read: Readable) {
    this.#write = write;
    // Killing the browser breaks the pipe, and the error can come after Puppeteer has disconnected.
    for (const stream of [write, read]) stream.on('error', () => undefined);
    read.on('data', (bytes: Buffer) => this.#receive(bytes));
    read.on('close', () => {
      this.#isClosed = true;
      this.#onclose?.();
    });
  }

  /** Sets the listener for the end of the pipe. Is called later if the pipe has already ended. */
  set onclose(listener: () => void) {
    this.#onclose = listener;
    if (this.#isClosed) setImmediate(() => listener?.());
  }

  send(message: string): void {
    this.#write.write(`${message}\0`);
  }

  /** Closes the pipe, whereupon the browser exits. */
  close(): void {
    this.#write.end();
  }

  #receive(bytes: Buffer): void {
    let from = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, from)) {
      this.#partial.push(bytes.subarray(from, end));
      const message = Buffer.concat(this.#partial).toString();
      this.#partial = [];
      from = end + 1;
      // In separate turns, so that code that awaits the first message runs before the second one arrives.
      setImmediate(() => this.onmessage?.(message));
    }
    if (from < bytes.length) this.#partial.push(bytes.subarray(from));
  }
}
