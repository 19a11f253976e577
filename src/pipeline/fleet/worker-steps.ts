/** Defines the steps that a worker does: printing with its browser, and finishing prints in threads. */
import type { RemoteSettings } from '../../core/model/fleet.ts';
import { listPrintKeyParts, type Press, type PrintSettings, type StepTask } from '../../print/index.ts';
import { UselessJobError } from '../../runtime/fleet/bullmq.ts';
import type { JobTools, WorkerStep } from '../../runtime/fleet/do-job.ts';
import type { FinishPool } from './finish-pool.ts';

/** Milliseconds that a job can ask for images, at most. */
const MAX_ALLOWANCE = 600_000;

/** @param browser its identity */
export function openWorkerSteps(
  press: Pick<Press, 'print'>,
  pool: FinishPool,
  browser: string,
): JobTools['steps'] {
  const printed: WorkerStep = {
    listKeyParts: ([html, ...others], settings) => {
      if (html === undefined || others.length > 0) throw new UselessJobError('a print has one input');
      return listPrintKeyParts(browser, html, readSettings(settings));
    },
    make: async ([html], settings) => press.print(decode(html), readSettings(settings)),
  };
  const finish = (step: StepTask['step']): WorkerStep => ({
    listKeyParts: (inputs) => inputs,
    make: (inputs) => pool.finish({ kind: 'step', step, inputs }),
  });
  return { printed, finished: finish('finished'), part: finish('part') };
}

function decode(html: Uint8Array | undefined): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(html);
  } catch {
    throw new UselessJobError('the document is not in UTF-8');
  }
}

function readSettings({ mode, screenColors, allowance, ...others }: RemoteSettings): PrintSettings {
  const isKnown =
    Object.keys(others).length === 0 &&
    (mode === undefined || mode === 'whole' || mode === 'draft') &&
    (screenColors === undefined || screenColors === 'light' || screenColors === 'dark');
  if (!isKnown) throw new UselessJobError('the settings of a print are unknown');
  return {
    ...(mode !== undefined && { mode }),
    ...(screenColors !== undefined && { screenColors }),
    ...(typeof allowance === 'number' && { allowance: Math.min(Math.max(allowance, 0), MAX_ALLOWANCE) }),
  };
}
