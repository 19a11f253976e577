/** Lets a worker thread control a browser that the main thread has started. Messages go through a port. */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { messageOf } from '../../lib/text/error-message.ts';
import type { BrowserProcess, StartBrowser } from './browser-process.ts';
import type { FoundBrowser } from './found-browser.ts';
import type { Transport } from './pipe-transport.ts';

/** The request to the main thread to start a browser. */
export interface BrowserRequest {
  readonly found: FoundBrowser;
  readonly debug: boolean;
  readonly takesScreenshots: boolean;
  /** Most memory of the scripts of a page, in MB. */
  readonly memory: number | undefined;
  /** The other end belongs to the worker. */
  readonly port: MessagePort;
}

/** Text is a message of the DevTools protocol; objects are about the process. */
type FromMain =
  | string
  | { readonly kind: 'started' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'ended'; readonly why: string }
  | { readonly kind: 'killed' };

type FromWorker = string | { readonly kind: 'close' | 'kill' };

/** Returns a function that starts browsers from a worker thread. */
export const createRemoteStarter =
  (ask: (request: BrowserRequest) => void): StartBrowser =>
  (found, { debug, signal, takesScreenshots = false, memory }) => {
    signal.throwIfAborted();
    const { port1, port2 } = new MessageChannel();
    const remote = new RemoteBrowser(port1);
    ask({ found, debug, takesScreenshots, memory, port: port2 });
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
      else if (message.kind === 'closed') this.pipe.notifyClosed();
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

  /** Sets the listener for the end of the pipe. Is called later if the pipe has already ended. */
  set onclose(listen: () => void) {
    this.#onclose = listen;
    if (this.#isClosed) setImmediate(() => listen?.());
  }

  notifyClosed(): void {
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

/** Connects a browser of this thread to the port of a worker thread. */
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

/** Reports to the worker thread that no browser could be started. */
export function reportStartFailure(error: unknown, port: MessagePort): void {
  const message = messageOf(error);
  port.postMessage({ kind: 'failed', message } satisfies FromMain);
  port.close();
}
