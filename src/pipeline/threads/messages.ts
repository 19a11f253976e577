/** The messages between the main thread and the worker thread of a command. */
import type { MessagePort } from 'node:worker_threads';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { FleetStatus } from '../../core/model/fleet.ts';
import type { FileMade } from '../../core/progress.ts';
import type { TraceRecord } from '../../core/trace.ts';
import type { FoundBrowser } from '../../runtime/browser/found-browser.ts';
import type { LeftoverChange } from '../../runtime/process/leftovers.ts';
import type { BuildEnvironmentOptions } from '../build-environment.ts';
import type { CheckedContent } from '../checking/check-content.ts';
import type { RunRecord } from '../incremental/records.ts';
import type { ManifestFile } from '../manifest/manifest.ts';
import type { BuildRequest, CheckRequest } from '../request.ts';

/** The work of a command. */
export type CommandTask =
  | { readonly kind: 'build'; readonly request: BuildRequest; readonly former?: RunRecord }
  | { readonly kind: 'check'; readonly request: CheckRequest }
  | { readonly kind: 'merge'; readonly parts: readonly string[]; readonly out: string };

/** What a task results in: the files that were made, or what a check found. */
export type TaskValue = readonly ManifestFile[] | CheckedContent;

/** The data that the worker thread is started with. */
export interface WorkerInput {
  readonly task: CommandTask;
  readonly options: Omit<
    BuildEnvironmentOptions,
    'host' | 'observe' | 'onProgress' | 'onPublicationStart' | 'onFleet' | 'signal'
  >;
  readonly debug: boolean;
  /** Absolute path of the folder for compiled code; absent: none. */
  readonly compileCache?: string;
}

/** A message from the worker thread. */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly made: FileMade }
  | { readonly kind: 'publication'; readonly file: string }
  | { readonly kind: 'fleet'; readonly status: FleetStatus }
  | { readonly kind: 'leftover'; readonly change: LeftoverChange }
  | {
      readonly kind: 'browser';
      readonly found: FoundBrowser;
      readonly debug: boolean;
      readonly takesScreenshots: boolean;
      readonly memory: number | undefined;
      readonly port: MessagePort;
    }
  | {
      readonly kind: 'done';
      readonly value: TaskValue;
      readonly diagnostics: readonly Diagnostic[];
      readonly trace?: TraceRecord;
    };

/** A message to the worker thread. */
export type WorkerCommand = 'abort';
