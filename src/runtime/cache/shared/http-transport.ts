/**
 * Sends the requests of a shared cache: the only file of Handpress that uses the network. It follows no redirect, because that could
 * lead the token to another server, and it limits the time and the size of every answer.
 */

import type { StoreFault } from '../../../core/diagnostics/store-fault.ts';
import { messageOf } from '../../../lib/text/error-message.ts';

/** Milliseconds that a request may take without any data. */
const BASE_TIME = 5_000;
/** Bytes for each further millisecond (100 kB/s). */
const MIN_RATE = 100;

const NOT_FOUND: ReadonlySet<number> = new Set([404, 410]);

/** How a request ended. `stopped`: by the caller. */
export type Answer =
  | { readonly kind: 'done'; readonly bytes: Uint8Array; readonly size: number }
  | { readonly kind: 'missing' }
  /** The answer is longer than it may be. */
  | { readonly kind: 'too long' }
  | { readonly kind: 'failed'; readonly fault: StoreFault }
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

/** Sends a request. Never rejects. */
export async function sendRequest(
  { method, path, body, limit = IGNORED_SIZE }: StoreRequest,
  { address, authorization, signal }: TransportOptions,
): Promise<Answer> {
  const deadline = new Deadline(body?.length ?? 0);
  try {
    const response = await fetch(new URL(path, address), {
      ...{ method, redirect: 'manual', signal: AbortSignal.any([signal, deadline.signal]) },
      headers: {
        'accept-encoding': 'identity',
        ...(authorization !== undefined && { authorization }),
        ...(body && { 'content-type': 'application/octet-stream' }),
      },
      ...(body && { body: body as Uint8Array<ArrayBuffer> }),
    });
    const fault = findFault(response, method);
    // The rest of an answer that is not used is read, so that the connection can be used again.
    const bytes = await readBody(response, fault === undefined ? limit : IGNORED_SIZE, deadline);
    if (fault !== undefined) return fault;
    if (bytes === undefined) return { kind: 'too long' };
    return { kind: 'done', bytes, size: Number(response.headers.get('content-length') ?? bytes.length) };
  } catch (error) {
    if (signal.aborted) return { kind: 'stopped' };
    if (deadline.signal.aborted) return { kind: 'failed', fault: { kind: 'timeout' } };
    return { kind: 'failed', fault: { kind: 'connection', reason: describeFailure(error) } };
  } finally {
    deadline.clear();
  }
}

/** Bytes of an answer that is not used. */
const IGNORED_SIZE = 65_536;

/** Returns the answer to a status other than success. */
function findFault(
  { status, ok }: Response,
  method: StoreRequest['method'],
): Extract<Answer, { kind: 'missing' | 'failed' }> | undefined {
  // The answer to `GET` has the whole file only with status 200.
  if (method === 'GET' ? status === 200 : ok) return undefined;
  if (method !== 'PUT' && NOT_FOUND.has(status)) return { kind: 'missing' };
  const kind = status >= 300 && status < 400 ? 'redirect' : 'status';
  return { kind: 'failed', fault: { kind, status } };
}

/** Returns the body; `undefined` if it is longer than it may be. */
async function readBody(
  response: Response,
  limit: number,
  deadline: Deadline,
): Promise<Uint8Array | undefined> {
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > limit) return undefined;
    chunks.push(chunk);
    deadline.extend(chunk.length);
  }
  return Buffer.concat(chunks, size);
}

/** Aborts its signal if a request transfers less than {@link MIN_RATE} after {@link BASE_TIME}. */
class Deadline {
  readonly #controller = new AbortController();
  #time: number;
  #timer: NodeJS.Timeout | undefined;

  /** @param size bytes to send */
  constructor(size: number) {
    this.#time = performance.now() + BASE_TIME;
    this.extend(size);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Allows the time for further bytes. */
  extend(size: number): void {
    clearTimeout(this.#timer);
    this.#time += size / MIN_RATE;
    this.#timer = setTimeout(() => this.#controller.abort(), this.#time - performance.now());
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}

/** Describes a failed connection, such as `ECONNREFUSED` or the fault of a certificate. Never contains what was sent. */
function describeFailure(error: unknown): string {
  const { cause } = error as { readonly cause?: unknown };
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  if (code === 'UND_ERR_SOCKET') return 'it ended in the middle';
  const message = messageOf(cause ?? error);
  return message === '' ? String(code ?? 'unknown reason') : message;
}
