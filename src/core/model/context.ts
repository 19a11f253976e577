/** The type of the context that every stage of a build receives. */
import type { Report } from '../diagnostics/diagnostic.ts';
import type { GuardedHost } from '../host.ts';
import type { Progress } from '../progress.ts';
import type { Trace } from '../trace.ts';
import type { Design } from './design.ts';
import type { Edition } from './edition.ts';
import type { IncludeUse } from './include-use.ts';
import type { Plugins } from './plugins.ts';
import type { StepCache } from './step-cache.ts';

/** Services and settings that every stage receives besides its input. */
export interface Context {
  /** Absolute path of the project. */
  readonly root: string;
  readonly host: GuardedHost;
  /** Absolute paths of the folders that builds write to. Content never includes files from these. */
  readonly outputFolders: readonly string[];
  readonly design: Design;
  readonly report: Report;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Whether every publication is strict, or none; absent: as its settings say. */
  readonly isStrict?: boolean;
  /** Whether the code of every publication is highlighted, or of none; absent: as its settings say. */
  readonly isHighlighted?: boolean;
  /** Variables that the command line gives, such as `clinic.phone=01 23`. */
  readonly variables?: readonly string[];
  /** The edition whose content is read; absent: the first that a publication has, of those that are made. */
  readonly shownIn?: Edition;
  /** The editions that are made, by id; absent: all. */
  readonly made?: ReadonlyMap<string, Edition>;
  /** Path of the browser that draws diagrams; absent: the first that is found. */
  readonly browserPath?: string;
  /** Code of the project that changes the trees of chapters; absent: none runs. */
  readonly plugins?: Plugins;
  /** Receives each use of an included file, some of them several times. */
  readonly onInclude?: (use: IncludeUse) => void;
  /** Absent: nothing is cached. */
  readonly stepCache?: StepCache;
  /** Absent: no trace is recorded. */
  readonly trace?: Trace;
}
