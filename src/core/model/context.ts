/** What every stage is given besides its input. */
import type { Report } from '../diagnostics/diagnostic.ts';
import type { GuardedHost } from '../host.ts';
import type { Progress } from '../progress.ts';
import type { Trace } from '../trace.ts';
import type { Design } from './design.ts';
import type { Steps } from './step-cache.ts';

/** What every stage is given besides its input. */
export interface Context {
  /** Absolute path of the project. */
  readonly root: string;
  readonly host: GuardedHost;
  /** Absolute paths of the folders that builds write into: nothing of what lies there gets into a page. */
  readonly outputs: readonly string[];
  readonly design: Design;
  readonly report: Report;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Absent: nothing is kept. */
  readonly steps?: Steps;
  /** Absent: nobody asks where the time goes. */
  readonly trace?: Trace;
}
