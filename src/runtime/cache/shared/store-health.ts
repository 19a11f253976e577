/**
 * Decides when a server is left alone: after a request without an answer, after several failures in a row, or when slow answers
 * have cost too much time. So a server without answers delays a build by seconds, and not by seconds for each step.
 */
import type { StoreFault, Way } from '../../../core/diagnostics/store-fault.ts';

/** Failures in a row after which nothing more is read or written. */
const MAX_FAILURES_IN_ROW = 3;
/** Answers to a write after which every other write would be refused, too: no or a wrong token, or a server that only reads. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 405, 501]);

/** What an answer may take without counting as slow: milliseconds, and bytes for each further millisecond. */
const PROMPT = { time: 500, rate: 100 } as const;
/** Milliseconds that slow answers may cost in one run. */
const MAX_DELAY = 10_000;

export class StoreHealth {
  readonly #inRow: Record<Way, number> = { read: 0, write: 0 };
  readonly #closed = new Set<Way>();
  readonly #onClosed: () => void;
  #delay = 0;
  #count = 0;
  #first: StoreFault | undefined;

  /** @param onClosed called when nothing more is read and written */
  constructor(onClosed: () => void) {
    this.#onClosed = onClosed;
  }

  isOpen(way: Way): boolean {
    return !this.#closed.has(way);
  }

  /** The first failure, and how many there were; `undefined`: none. */
  get failures(): { readonly first: StoreFault; readonly count: number } | undefined {
    return this.#first && { first: this.#first, count: this.#count };
  }

  /**
   * Notes an answer.
   * @param time milliseconds that it took
   * @param size bytes that were sent or received
   */
  noteAnswer(way: Way, time: number, size: number): void {
    this.#inRow[way] = 0;
    this.#noteTime(time, size);
  }

  /** Notes a failure. @param time milliseconds that it took */
  noteFailure(way: Way, fault: StoreFault, time: number): void {
    // A request that was on its way when the server was given up is of the same failure.
    if (!this.isOpen(way)) return;
    this.#noteTime(time, 0);
    this.#first ??= fault;
    this.#count += 1;
    this.#inRow[way] += 1;
    if (fault.kind === 'timeout') this.#close('read', 'write');
    else if (this.#inRow[way] >= MAX_FAILURES_IN_ROW) this.#close(way);
    else if (way === 'write' && fault.kind === 'status' && REFUSALS.has(fault.status)) this.#close('write');
  }

  #noteTime(time: number, size: number): void {
    this.#delay += Math.max(0, time - PROMPT.time - size / PROMPT.rate);
    if (this.#delay <= MAX_DELAY || this.#closed.size === 2) return;
    this.#first ??= { kind: 'slow' };
    this.#count += 1;
    this.#close('read', 'write');
  }

  #close(...ways: readonly Way[]): void {
    for (const way of ways) this.#closed.add(way);
    if (this.#closed.size === 2) this.#onClosed();
  }
}
