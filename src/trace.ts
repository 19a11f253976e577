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

interface TraceEvent {
  readonly name: string;
  readonly ph: 'X' | 'M';
  readonly pid: 1;
  readonly tid: number;
  /** Microseconds since the process began. */
  readonly ts: number;
  readonly dur?: number;
  readonly args?: Readonly<Record<string, string>>;
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

  /** The whole of it, as a JSON object of that format. */
  json(): string {
    const names = [...this.#rows].map(
      ([name, tid]): TraceEvent => ({ name: 'thread_name', ph: 'M', pid: 1, tid, ts: 0, args: { name } }),
    );
    return `${JSON.stringify({ displayTimeUnit: 'ms', traceEvents: [...names, ...this.#events] })}\n`;
  }

  /** @param started milliseconds since the process began, as is `ended` */
  #add(stage: Stage, row: number, name: string, started: number, ended: number): void {
    const title = row === 0 ? stage : `${stage} ${row + 1}`;
    const tid = this.#rows.get(title) ?? this.#rows.size + 1;
    this.#rows.set(title, tid);
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
