/** Tracks the dependencies and the problems of one part of the work, such as an edition. */

import { collectProblems } from '../core/diagnostics/collect-problems.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { GuardedHost } from '../core/host.ts';
import type { Context } from '../core/model/context.ts';
import type { FleetProgress } from '../core/model/fleet.ts';
import type { PluginPlan } from '../core/model/plugins.ts';
import type { Cache, Dependencies } from '../runtime/cache/cache.ts';
import type { RecordingHost } from '../runtime/cache/recording-host.ts';
import type { SharedSteps } from '../runtime/cache/shared/shared-steps.ts';
import type { History } from '../runtime/git/history.ts';

/** The host, the cache and the context of a build. */
export interface BuildEnvironment {
  readonly context: Context;
  /** The guarded host, whose queries are not recorded as dependencies. */
  readonly untrackedHost: GuardedHost;
  /** Returns whether an error was reported in any part of the work. */
  failed(): boolean;
  /** Notes the files that a cached result depends on as read by this build. */
  noteDependencies(dependencies: Dependencies): void;
  /** Returns whether this build has read the file at a path without links. */
  hasRead(path: string): Promise<boolean>;
  /** Opens the repositories of the project, once for each build. Absent: the host has no git. */
  readonly openHistory?: () => Promise<History>;
  /** Called with the file that names each publication when it is read. */
  readonly onPublicationStart?: (file: string) => void;
  /** Absent if nothing is cached. */
  readonly cache?: Cache;
  /** Absent if no other machine shares results. */
  readonly shared?: SharedSteps;
  /** Whether workers on other machines do steps. */
  readonly hasFleet: boolean;
  /** The plugins that run; absent: none. */
  readonly pluginPlan?: PluginPlan | undefined;
  /** Receives the state of the workers. */
  readonly onFleet?: FleetProgress;
  /** Returns the same context for a part of the work, with its own recording host and its own templates. */
  openContext(): { readonly context: Context; readonly host: RecordingHost };
}

/** The context of a part of the work, with what it depends on and what it reported. */
export interface TrackedContext {
  readonly context: Context;
  readonly host: RecordingHost;
  /** The problems that were reported in it. */
  readonly problems: readonly Diagnostic[];
  /** Returns whether one of them is an error. */
  failed(): boolean;
}

/** Opens a context for a part of the work. Its problems are also reported to the build. */
export function openTrackedContext(environment: BuildEnvironment): TrackedContext {
  const { context, host } = environment.openContext();
  const problems: Diagnostic[] = [];
  return {
    context: { ...context, report: collectProblems(context.report, problems) },
    host,
    problems,
    failed: () => problems.some(({ severity }) => severity === 'error'),
  };
}
