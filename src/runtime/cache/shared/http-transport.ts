/**
 * Sends the requests of a shared cache: with `bullmq.ts`, the only file of Handpress that uses the network. It follows no redirect,
 * because that could lead the token to another server, and it limits the time and the size of every answer. Node's `fetch` is no
 * help: it does not report how much of a file has been sent, so that a silent server would be noticed only after the time for all of it.
 */
import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { StoreFault } from '../../../core/diagnostics/store-fault.ts';
import { messageOf } from '../../../lib/text/error-message.ts';
import { Deadline } from './deadline.ts';

/** Bytes that are sent at once. */
const CHUNK_SIZE = 65_536;
/** Bytes of an answer that is not used. They are read, so that the connection can be used again. */
const IGNORED_SIZE = 65_536;

const NOT_FOUND: ReadonlySet<number> = new Set([404, 410]);

/** How a request ended. */
export type Answer =
  | { readonly kind: 'done'; readonly bytes: Uint8Array; readonly size: number }
  | { readonly kind: 'missing' }
  /** The answer is longer than it may be. */
  | { readonly kind: 'too long' }
  | { readonly kind: 'failed'; readonly fault: StoreFault }
  /** By the caller. */
  | { readonly kind: 'stopped' };

/** A request to a path below the address. */
export interface StoreRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT';
  readonly path: string;
  /** Bytes to send. */
  readonly body?: Uint8Array;
  /** Bytes that the answer may have. Default: {@link IGNORED_SIZE}. */
  readonly limit?: number;
}

export interface TransportOptions {
  /** `http:` or `https:`, with a slash at the end. */
  readonly address: string;
  /** Value of the header; absent: the server needs none. */
  readonly authorization?: string;
  /** Stops all requests. */
  readonly signal: AbortSignal;
}

type StartRequest = (url: URL, options: RequestOptions) => ClientRequest;

export class HttpTransport {
  readonly #options: TransportOptions;
  #client: Promise<{ readonly start: StartRequest; readonly agent: Agent }> | undefined;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /** Sends a request. Never rejects. @returns the answer, and the milliseconds that the server took */
  async send(request: StoreRequest): Promise<{ readonly answer: Answer; readonly time: number }> {
    const deadline = new Deadline();
    const answer = await this.#attempt(request, deadline, true).catch((error: unknown): Answer => {
      if (this.#options.signal.aborted) return { kind: 'stopped' };
      if (deadline.signal.aborted) return { kind: 'failed', fault: { kind: 'timeout' } };
      return { kind: 'failed', fault: { kind: 'connection', reason: describeFailure(error) } };
    });
    deadline.clear();
    return { answer, time: deadline.spent };
  }

  /** @param repeats whether it is sent again if the server has just closed the connection of an earlier request */
  async #attempt(request: StoreRequest, deadline: Deadline, repeats: boolean): Promise<Answer> {
    const { method, path, body, limit = IGNORED_SIZE } = request;
    const { address, authorization, signal } = this.#options;
    this.#client ??= openClient(address);
    const { start, agent } = await this.#client;
    const sent = start(new URL(path, address), {
      ...{ method, agent, signal: AbortSignal.any([signal, deadline.signal]) },
      headers: {
        'accept-encoding': 'identity',
        ...(authorization !== undefined && { authorization }),
        ...(body && { 'content-type': 'application/octet-stream', 'content-length': body.length }),
      },
    });
    try {
      const answering = waitForAnswer(sent);
      sendBody(sent, body ?? new Uint8Array(), deadline);
      const answer = await answering;
      const fault = findFault(answer.statusCode ?? 0, method);
      const bytes = await readBody(answer, fault === undefined ? limit : IGNORED_SIZE, deadline);
      if (!sent.writableFinished) sent.destroy();
      if (fault !== undefined) return fault;
      if (bytes === undefined) return { kind: 'too long' };
      return { kind: 'done', bytes, size: Number(answer.headers['content-length'] ?? bytes.length) };
    } catch (error) {
      const isStale = (error as NodeJS.ErrnoException).code === 'ECONNRESET' && sent.reusedSocket;
      if (repeats && isStale) return this.#attempt(request, deadline, false);
      throw error;
    }
  }
}

async function openClient(address: string): Promise<{ readonly start: StartRequest; readonly agent: Agent }> {
  const { Agent, request } = address.startsWith('https:')
    ? await import('node:https')
    : await import('node:http');
  return { start: request, agent: new Agent({ keepAlive: true }) };
}

function waitForAnswer(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('response', resolve);
    // Also later errors, which nothing else would receive.
    request.on('error', reject);
    request.on('close', () => reject(new Error('the connection was closed')));
  });
}

/** Sends a body piece by piece. An error is one of the request, too. */
function sendBody(request: ClientRequest, body: Uint8Array, deadline: Deadline): void {
  const send = (start: number): void => {
    if (start >= body.length) {
      request.end();
      return;
    }
    const chunk = body.subarray(start, start + CHUNK_SIZE);
    request.write(chunk, (error) => {
      if (error) return;
      deadline.note(chunk.length);
      send(start + CHUNK_SIZE);
    });
  };
  send(0);
}

/** Returns the answer to a status other than success. */
function findFault(
  status: number,
  method: StoreRequest['method'],
): Extract<Answer, { kind: 'missing' | 'failed' }> | undefined {
  // The answer to `GET` has the whole file only with status 200.
  if (method === 'GET' ? status === 200 : status >= 200 && status < 300) return undefined;
  if (method !== 'PUT' && NOT_FOUND.has(status)) return { kind: 'missing' };
  const kind = status >= 300 && status < 400 ? 'redirect' : 'status';
  return { kind: 'failed', fault: { kind, status } };
}

/** Returns the body; `undefined` if it is longer than it may be. */
async function readBody(
  answer: IncomingMessage,
  limit: number,
  deadline: Deadline,
): Promise<Uint8Array | undefined> {
  deadline.note(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > limit) return undefined;
    chunks.push(chunk);
    deadline.note(chunk.length);
  }
  return Buffer.concat(chunks, size);
}

/** Describes a failed connection, such as `ECONNREFUSED` or the fault of a certificate. Never contains what was sent. */
function describeFailure(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'it ended in the middle';
  const message = messageOf(error);
  return message === '' ? (code ?? 'unknown reason') : message;
}
