/** Each part of the work by itself: what it asks of the world and what it reports, beside what all have in common. */

import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { GuardedHost } from '../core/host.ts';
import type { Context } from '../core/model/context.ts';
import type { Cache } from '../runtime/cache/cache.ts';
import type { RecordingHost } from '../runtime/cache/recording-host.ts';

/** Where a build is done. */
export interface Workplace {
  readonly context: Context;
  /** The world itself, behind the guard: what is asked of it is not written down. */
  readonly world: GuardedHost;
  /** Whether an error was reported anywhere. */
  failed(): boolean;
  /** Told of the file of each publication that is begun; absent: nobody asks. */
  readonly begun?: (file: string) => void;
  /** Absent: nothing is kept, and nothing kept is used. */
  readonly cache?: Cache;
  /** The same context for a part of the work, with a host and a design of its own. */
  scope(): { readonly context: Context; readonly host: RecordingHost };
}

export interface Scope {
  readonly context: Context;
  readonly host: RecordingHost;
  /** What was reported in it. */
  readonly problems: readonly Diagnostic[];
  /** Whether an error was. */
  failed(): boolean;
}

export function openScope(workplace: Workplace): Scope {
  const { context, host } = workplace.scope();
  const problems: Diagnostic[] = [];
  const report = (problem: Diagnostic): void => {
    problems.push(problem);
    context.report(problem);
  };
  return {
    context: { ...context, report },
    host,
    problems,
    failed: () => problems.some(({ severity }) => severity === 'error'),
  };
}
