/** Shows the progress of a build: one line that is overwritten on a terminal, a line for each file elsewhere. */
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
  /** Clears the line on a terminal. Call it before anything else is written. */
  end(): void;
}

export function openProgress(stream: ProgressStream): ProgressReport {
  let made = 0;
  const onProgress: Progress = ({ path, pages, fromCache }) => {
    made += 1;
    const size = pages === undefined ? '' : ` (${pages} ${pages === 1 ? 'page' : 'pages'})`;
    const line = `${fromCache ? 'kept' : 'made'} ${path}${size}`;
    if (stream.isTTY) stream.write(`\r\u001B[K${`[${made}] ${line}`.slice(0, (stream.columns ?? 80) - 1)}`);
    else stream.write(`${line}\n`);
  };
  return {
    onProgress,
    end: () => {
      if (stream.isTTY && made > 0) stream.write('\r\u001B[K');
    },
  };
}
