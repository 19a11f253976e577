/** Starts a worker thread with one of our modules. */
import { extname, join } from 'node:path';
import process from 'node:process';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { CODE_FOLDER } from '../install-path.ts';

/**
 * Starts a worker thread with a module.
 * @param module path from the folder of the code, without its extension
 */
export const startThread = (module: string, options: WorkerOptions = {}): Worker =>
  new Worker(join(CODE_FOLDER, `${module}${extname(import.meta.url)}`), {
    ...leaveOutInputType(),
    ...options,
  });

/**
 * Returns the options of a thread of a program that `node --input-type=module --eval` runs: a thread inherits the options of
 * Node, and with this one it runs no file.
 */
const leaveOutInputType = (): WorkerOptions =>
  process.execArgv.some((option) => option.startsWith('--input-type')) ? { execArgv: [] } : {};
