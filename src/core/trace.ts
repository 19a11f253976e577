/**
 * Records the time that each stage of a build takes, in the Trace Event Format, which Perfetto and browsers
 * can open:
 * https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */

/** A stage of a build. Each has its own rows in the trace. */
export type Stage =
  | 'load'
  | 'find'
  | 'read'
  | 'render'
  | 'browser'
  /** Builds the HTML that is printed. */
  | 'document'
  | 'print'
  /** Reads the page numbers of a printed book and writes them into it. */
  | 'number'
  | 'finish'
  /** Builds the content of an e-book. */
  | 'e-book'
  | 'web'
  | 'pack'
  | 'proof'
  | 'write'
  | 'cache';

export interface TraceEvent {
  readonly name: string;
  readonly ph: 'X' | 'M';
  readonly pid: 1;
  readonly tid: number;
  /** Microseconds since the start of the process. */
  readonly ts: number;
  readonly dur?: number;
  readonly args?: Readonly<Record<string, string>>;
}

/** The events of one thread. */
export interface TraceRecord {
  /** `performance.timeOrigin` of the thread, in ms since 1970. */
  readonly origin: number;
  readonly rows: readonly (readonly [name: string, tid: number])[];
  readonly events: readonly TraceEvent[];
}

/** Collects the events of one thread. */
export class Trace {
  readonly #events: TraceEvent[] = [];
  /** For each stage, which of its rows are in use. Simultaneous spans get different rows. */
  readonly #busy = new Map<Stage, boolean[]>();
  readonly #rows = new Map<string, number>();

  async span<T>(stage: Stage, name: string, work: () => Promise<T>): Promise<T> {
    const busy = this.#busy.get(stage) ?? [];
    this.#busy.set(stage, busy);
    const free = busy.indexOf(false);
    const row = free === -1 ? busy.length : free;
    busy[row] = true;
    const started = performance.now();
    try {
      return await work();
    } finally {
      busy[row] = false;
      this.#add(stage, row, name, started, performance.now());
    }
  }

  /** Returns the events, to send them to another thread. */
  toRecord(): TraceRecord {
    return { origin: performance.timeOrigin, rows: [...this.#rows], events: this.#events };
  }

  /** Adds the events of another thread. */
  merge({ origin, rows, events }: TraceRecord): void {
    const shift = Math.round((origin - performance.timeOrigin) * 1000);
    const numbers = new Map(rows.map(([name, tid]) => [tid, this.#numberOf(name)]));
    for (const event of events) {
      this.#events.push({ ...event, ts: event.ts + shift, tid: numbers.get(event.tid) ?? event.tid });
    }
  }

  /** Returns the trace as JSON text. */
  toJson(): string {
    const names = [...this.#rows].map(
      ([name, tid]): TraceEvent => ({ name: 'thread_name', ph: 'M', pid: 1, tid, ts: 0, args: { name } }),
    );
    return `${JSON.stringify({ displayTimeUnit: 'ms', traceEvents: [...names, ...this.#events] })}\n`;
  }

  #numberOf(row: string): number {
    const tid = this.#rows.get(row) ?? this.#rows.size + 1;
    this.#rows.set(row, tid);
    return tid;
  }

  /** @param started ms since the start of the process; so is `ended` */
  #add(stage: Stage, row: number, name: string, started: number, ended: number): void {
    const title = row === 0 ? stage : `${stage} ${row + 1}`;
    const tid = this.#numberOf(title);
    const [ts, dur] = [Math.round(started * 1000), Math.round((ended - started) * 1000)];
    this.#events.push({ name, ph: 'X', pid: 1, tid, ts, dur });
  }
}

/** Runs the work, and records its time if the context has a trace. */
export function traceSpan<T>(
  { trace }: { readonly trace?: Trace },
  stage: Stage,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  return trace === undefined ? work() : trace.span(stage, name, work);
}
