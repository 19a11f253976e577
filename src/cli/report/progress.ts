/** Shows the progress of a build and of its workers: one line that is overwritten on a terminal, a line for each file elsewhere. */
import type { FleetProgress, FleetStatus } from '../../core/model/fleet.ts';
import type { Progress } from '../../core/progress.ts';

/** The stream that progress is written to. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** The progress of one build. */
export interface ProgressReport {
  readonly onProgress: Progress;
  readonly onFleet: FleetProgress;
  /** Clears the line on a terminal. Call it before anything else is written. */
  end(): void;
}

export function openProgress(stream: ProgressStream): ProgressReport {
  let made = 0;
  let fleet: FleetStatus | undefined;
  /** The number of workers that was shown last. */
  let workers = 0;
  let last = '';
  const overwrite = (): void => {
    const state = fleet === undefined ? '' : ` · ${describeFleet(fleet)}`;
    const room = (stream.columns ?? 80) - 1;
    stream.write(`\r\u001B[K${`[${made}]${state} ${last}`.slice(0, room)}`);
  };
  const onFleet: FleetProgress = (status) => {
    fleet = status;
    if (stream.isTTY) overwrite();
    else if (status.workers !== workers) stream.write(`${describeFleet(status)}\n`);
    workers = status.workers;
  };
  const onProgress: Progress = ({ path, pages, fromCache }) => {
    made += 1;
    const size = pages === undefined ? '' : ` (${pages} ${pages === 1 ? 'page' : 'pages'})`;
    const line = `${fromCache ? 'kept' : 'made'} ${path}${size}`;
    last = line;
    if (stream.isTTY) overwrite();
    else stream.write(`${line}\n`);
  };
  return {
    onProgress,
    onFleet,
    end: () => {
      if (stream.isTTY && (made > 0 || fleet !== undefined)) stream.write('\r\u001B[K');
      if (fleet !== undefined) stream.write(`${summarize(fleet)}\n`);
    },
  };
}

const count = (number: number, name: string): string => `${number} ${name}${number === 1 ? '' : 's'}`;

/** `3 workers, 20 jobs waiting, 140 done` */
const describeFleet = ({ workers, waiting, done }: FleetStatus): string =>
  `${count(workers, 'worker')}, ${count(waiting, 'job')} waiting, ${done} done`;

const summarize = ({ done, returned }: FleetStatus): string =>
  `${count(done, 'job')} done by workers${returned === 0 ? '' : `, ${returned} came back and were done here`}`;
