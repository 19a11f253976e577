/** A browser that the main thread starts and holds, for a worker thread that drives it: messages go through a port. */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { BrowserProcess, StartBrowser } from './browser-process.ts';
import type { FoundBrowser } from './found-browser.ts';
import type { Transport } from './pipe-transport.ts';

/** What is asked of the main thread. */
export interface BrowserRequest {
  readonly found: FoundBrowser;
  readonly debug: boolean;
  readonly shows: boolean;
  /** The other end is the worker's. */
  readonly port: MessagePort;
}

/** Text is a message of the protocol; the rest is about the process. */
type FromMain =
  | string
  | { readonly kind: 'started' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'ended'; readonly why: string }
  | { readonly kind: 'killed' };

type FromWorker = string | { readonly kind: 'close' | 'kill' };

/** Starts browsers in a worker thread. */
export const remoteStarter =
  (ask: (request: BrowserRequest) => void): StartBrowser =>
  (found, { debug, signal, shows = false }) => {
    signal.throwIfAborted();
    const { port1, port2 } = new MessageChannel();
    const remote = new RemoteBrowser(port1);
    ask({ found, debug, shows, port: port2 });
    return remote.started;
  };

class RemoteBrowser implements BrowserProcess {
  readonly pipe: RemoteTransport;
  readonly started: Promise<BrowserProcess>;
  readonly ended: Promise<string>;
  readonly #port: MessagePort;
  readonly #killed = Promise.withResolvers<void>();
  #alive = true;

  constructor(port: MessagePort) {
    this.#port = port;
    this.pipe = new RemoteTransport(port);
    const started = Promise.withResolvers<BrowserProcess>();
    const ended = Promise.withResolvers<string>();
    [this.started, this.ended] = [started.promise, ended.promise];
    port.on('message', (message: FromMain) => {
      if (typeof message === 'string') this.pipe.onmessage?.(message);
      else if (message.kind === 'started') started.resolve(this);
      else if (message.kind === 'closed') this.pipe.closed();
      else if (message.kind === 'killed') this.#killed.resolve();
      else if (message.kind === 'failed') {
        port.close();
        started.reject(new Error(message.message));
      } else {
        this.#alive = false;
        ended.resolve(message.why);
      }
    });
  }

  isAlive(): boolean {
    return this.#alive;
  }

  async kill(): Promise<void> {
    this.#post({ kind: 'kill' });
    await this.#killed.promise;
    this.#port.close();
  }

  #post(message: FromWorker): void {
    this.#port.postMessage(message);
  }
}

class RemoteTransport implements Transport {
  onmessage?: (message: string) => void;
  #onclose: (() => void) | undefined;
  #isClosed = false;
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  /** Is called when the browser has closed its end, also where it did so before. */
  set onclose(listen: () => void) {
    this.#onclose = listen;
    if (this.#isClosed) setImmediate(() => listen?.());
  }

  closed(): void {
    this.#isClosed = true;
    this.#onclose?.();
  }

  send(message: string): void {
    this.#port.postMessage(message);
  }

  close(): void {
    this.#port.postMessage({ kind: 'close' } satisfies FromWorker);
  }
}

/** Lets a worker thread drive a browser of this thread. */
export function serveBrowser(browser: BrowserProcess, port: MessagePort): void {
  const post = (message: FromMain): void => port.postMessage(message);
  const { pipe } = browser;
  pipe.onmessage = post;
  pipe.onclose = () => post({ kind: 'closed' });
  port.on('message', (message: FromWorker) => {
    if (typeof message === 'string') pipe.send(message);
    else if (message.kind === 'close') pipe.close();
    else {
      const end = (): void => {
        post({ kind: 'killed' });
        port.close();
      };
      browser.kill().then(end, end);
    }
  });
  post({ kind: 'started' });
  void browser.ended.then((why) => post({ kind: 'ended', why }));
}

/** Says that no browser could be started. */
export function refuseBrowser(error: unknown, port: MessagePort): void {
  const message = error instanceof Error ? error.message : String(error);
  port.postMessage({ kind: 'failed', message } satisfies FromMain);
  port.close();
}
