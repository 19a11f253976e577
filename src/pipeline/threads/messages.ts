/** What the main thread and the worker thread of a run say to each other. */
import type { MessagePort } from 'node:worker_threads';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { FileMade } from '../../core/progress.ts';
import type { TraceRecord } from '../../core/trace.ts';
import type { FoundBrowser } from '../../runtime/browser/found-browser.ts';
import type { LeftoverChange } from '../../runtime/process/leftovers.ts';
import type { KeptRun } from '../incremental/records.ts';
import type { ManifestFile } from '../manifest/manifest.ts';
import type { BuildRequest, CheckRequest } from '../request.ts';
import type { WorkplaceOptions } from '../workspace.ts';

/** What is to be done. */
export type Task =
  | { readonly task: 'build'; readonly request: BuildRequest; readonly former?: KeptRun }
  | { readonly task: 'check'; readonly request: CheckRequest }
  | { readonly task: 'merge'; readonly parts: readonly string[]; readonly out: string };

/** What the worker thread is started with. */
export interface Order {
  readonly task: Task;
  readonly options: Pick<WorkplaceOptions, 'root' | 'what' | 'out' | 'cache' | 'trace'>;
  readonly debug: boolean;
  /** Absolute path of the folder for compiled code; absent: none. */
  readonly compiled?: string;
}

/** From the worker thread. */
export type Told =
  | { readonly kind: 'progress'; readonly made: FileMade }
  | { readonly kind: 'begun'; readonly file: string }
  | { readonly kind: 'leftover'; readonly change: LeftoverChange }
  | {
      readonly kind: 'browser';
      readonly found: FoundBrowser;
      readonly debug: boolean;
      readonly shows: boolean;
      readonly port: MessagePort;
    }
  | {
      readonly kind: 'done';
      readonly value: readonly ManifestFile[] | readonly string[];
      readonly diagnostics: readonly Diagnostic[];
      readonly trace?: TraceRecord;
    };

/** To the worker thread. */
export type Command = 'abort';
