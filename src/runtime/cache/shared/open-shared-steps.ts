/** Opens the shared cache of a build and reports what is wrong with it. */
import { type Diagnostic, diagnostic, type Report } from '../../../core/diagnostics/diagnostic.ts';
import type { Trace } from '../../../core/trace.ts';
import type { StoreProblems } from './http-shared-store.ts';
import {
  readSharedCacheSettings,
  reportNeedless,
  type SettingsSource,
  type SharedCacheOptions,
} from './shared-cache-settings.ts';
import { SharedSteps } from './shared-steps.ts';

/** What a build gives to its shared cache. */
export interface SharedStepsContext {
  readonly source: SettingsSource;
  readonly report: Report;
  /** Whether results are cached at all. */
  readonly isCached: boolean;
  readonly signal?: AbortSignal;
  /** Whether workers get documents through the store, also from a run that signs nothing. */
  readonly storesFiles?: boolean;
  readonly trace?: Trace;
}

/**
 * Returns the steps that the shared cache of the options and the environment has; `undefined` without one.
 * Reports `option-wrong` and `option-needless`, and when the steps are closed `shared-cache-failed` and `shared-cache-distrusted`.
 */
export async function openSharedSteps(
  options: SharedCacheOptions,
  { source, report, isCached, storesFiles, trace, signal = new AbortController().signal }: SharedStepsContext,
): Promise<SharedSteps | undefined> {
  if (!isCached) {
    const reason = '`--no-cache` neither uses nor stores results';
    if (options.sharedCache !== undefined)
      report(diagnostic('option-needless', { option: '--shared-cache', reason }));
    reportNeedless(options, reason, report);
    return undefined;
  }
  const settings = await readSharedCacheSettings(options, source, report);
  if (settings === undefined) return undefined;
  const open = async () => {
    const { HttpSharedStore } = await import('./http-shared-store.ts');
    return new HttpSharedStore({ ...settings, signal, ...(storesFiles && { storesFiles }) });
  };
  const onProblems = (problems: StoreProblems): void => {
    for (const problem of describeProblems(settings.address, problems)) report(problem);
  };
  return new SharedSteps(open, { onProblems, ...(trace && { trace }) });
}

function describeProblems(
  address: string,
  { failures, distrust, givenUp }: StoreProblems,
): readonly Diagnostic[] {
  return [
    ...(failures
      ? [
          diagnostic('shared-cache-failed', {
            address,
            fault: failures.first,
            count: failures.count,
            givenUp,
          }),
        ]
      : []),
    ...(distrust
      ? [diagnostic('shared-cache-distrusted', { address, reason: distrust.first, count: distrust.count })]
      : []),
  ];
}
