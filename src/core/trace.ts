/**
 * Where the time of a build goes, in the Trace Event Format, which Perfetto and the browser's own tools open:
 * https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */

/** What a stretch of time was spent on: each has rows of its own. */
export type Stage =
  | 'load'
  | 'find'
  | 'read'
  | 'render'
  | 'browser'
  /** What is printed, as HTML. */
  | 'document'
  | 'print'
  /** Page numbers of a book, read back and set. */
  | 'number'
  | 'finish'
  /** What is packed. */
  | 'e-book'
  | 'pack'
  | 'proof'
  | 'write'
  | 'cache';

export interface TraceEvent {
  readonly name: string;
  readonly ph: 'X' | 'M';
  readonly pid: 1;
  readonly tid: number;
  /** Microseconds since the process began. */
  readonly ts: number;
  readonly dur?: number;
  readonly args?: Readonly<Record<string, string>>;
}

/** What one thread has noted. */
export interface TraceRecord {
  /** When its clock began; milliseconds since 1970. */
  readonly origin: number;
  readonly rows: readonly (readonly [name: string, tid: number])[];
  readonly events: readonly TraceEvent[];
}

export class Trace {
  readonly #events: TraceEvent[] = [];
  /** Rows that are taken, by stage: what happens at the same time stands in rows of its own. */
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

  /** Returns what was noted, for another thread. */
  record(): TraceRecord {
    return { origin: performance.timeOrigin, rows: [...this.#rows], events: this.#events };
  }

  /** Adds what another thread has noted. */
  adopt({ origin, rows, events }: TraceRecord): void {
    const shift = Math.round((origin - performance.timeOrigin) * 1000);
    const numbers = new Map(rows.map(([name, tid]) => [tid, this.#numberOf(name)]));
    for (const event of events) {
      this.#events.push({ ...event, ts: event.ts + shift, tid: numbers.get(event.tid) ?? event.tid });
    }
  }

  /** The whole of it, as a JSON object of that format. */
  json(): string {
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

  /** @param started milliseconds since the process began, as is `ended` */
  #add(stage: Stage, row: number, name: string, started: number, ended: number): void {
    const title = row === 0 ? stage : `${stage} ${row + 1}`;
    const tid = this.#numberOf(title);
    const [ts, dur] = [Math.round(started * 1000), Math.round((ended - started) * 1000)];
    this.#events.push({ name, ph: 'X', pid: 1, tid, ts, dur });
  }
}

/** The work, and where a trace is kept its time. */
export function traced<T>(
  { trace }: { readonly trace?: Trace },
  stage: Stage,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  return trace === undefined ? work() : trace.span(stage, name, work);
}
