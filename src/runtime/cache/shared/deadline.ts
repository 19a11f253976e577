/**
 * Limits the time of one transfer: it may neither stop nor be slow for long. Only time in which the thread could have received data
 * counts, because a thread that tags a long book for ten seconds would find every server silent.
 */

/** Milliseconds that may pass without any data, and that a transfer may take before its rate counts. */
const PATIENCE = 5_000;
/** Bytes for each further millisecond (100 kB/s). */
const MIN_RATE = 100;
/** Milliseconds between two looks at the clock. */
const INTERVAL = 100;
/** The most that counts of the time between two looks. */
const MAX_STEP = 2 * INTERVAL;

export class Deadline {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #last = performance.now();
  #spent = 0;
  /** Time that was spent before the last data. */
  #spentBefore = 0;
  #size = 0;

  constructor() {
    this.#timer = setInterval(() => this.#look(), INTERVAL);
  }

  /** Is aborted when the time is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Milliseconds that counted so far. */
  get spent(): number {
    return this.#spent + Math.min(MAX_STEP, performance.now() - this.#last);
  }

  /** Notes that bytes were sent or received. */
  note(size: number): void {
    this.#size += size;
    this.#spentBefore = this.spent;
  }

  clear(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    this.#spent = this.spent;
    this.#last = performance.now();
    const isSilent = this.#spent - this.#spentBefore > PATIENCE;
    if (isSilent || this.#spent > PATIENCE + this.#size / MIN_RATE) this.#controller.abort();
  }
}
