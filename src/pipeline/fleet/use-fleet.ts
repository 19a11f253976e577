/** Connects the shared steps of a build to the queue that the command line or the environment names. */
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { GuardedHost } from '../../core/host.ts';
import type { FleetProgress } from '../../core/model/fleet.ts';
import { identifyBrowser } from '../../runtime/browser/browser-identity.ts';
import type { SharedSteps } from '../../runtime/cache/shared/shared-steps.ts';
import { FleetClient } from '../../runtime/fleet/fleet-client.ts';
import { identifyMachine } from '../../runtime/fleet/job.ts';
import { readQueueAddress } from '../../runtime/fleet/queue-settings.ts';

/** See `BuildOptions`. */
export interface FleetOptions {
  readonly queue?: string;
  readonly browser?: string;
  readonly cache?: boolean | string;
  readonly signal?: AbortSignal;
  readonly onFleet?: FleetProgress;
}

export interface FleetPlace {
  readonly host: GuardedHost;
  /** Absent: there is no shared cache, or no cache at all. */
  readonly shared: SharedSteps | undefined;
  readonly report: Report;
}

/** Returns whether workers do steps from now on. Reports `queue-wrong` and `option-needless`. Connects when the first step is queued. */
export function useFleet(
  { queue, browser, cache, signal = new AbortController().signal, onFleet = () => undefined }: FleetOptions,
  { host, shared, report }: FleetPlace,
): boolean {
  if (cache === false) {
    const reason = '`--no-cache` neither uses nor stores results';
    if (queue !== undefined) report(diagnostic('option-needless', { option: '--queue', reason }));
    return false;
  }
  const address = readQueueAddress(queue, (name) => host.variable(name), report);
  if (address !== undefined && shared === undefined) report(diagnostic('queue-wrong', { problem: 'store' }));
  if (address === undefined || shared === undefined) return false;
  shared.useFleet(
    new FleetClient({
      ...{ address, report, signal, onProgress: onFleet },
      openStore: () => shared.store(),
      identify: async () => identifyMachine(await identifyBrowser(browser, host)),
    }),
  );
  return true;
}
