/** Makes contexts for tests: a guarded host, the design of this repository, and no cache. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/core/diagnostics/diagnostic.ts';
import type { GuardedHost, Host } from '../../src/core/host.ts';
import type { Context } from '../../src/core/model/context.ts';
import { guardHost } from '../../src/runtime/guard/guard-host.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { openDesign } from '../../src/runtime/templates/templates.ts';

/** Path of this repository, which has Handpress's own templates and styles. */
export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Returns a guarded host for a project with its output in `dist`. */
export const guardedHost = (root: string, host: Host = nodeHost): GuardedHost =>
  guardHost(host, { root, builtIn: REPOSITORY, out: join(root, 'dist') });

export interface ContextOptions {
  /** The default is the disk. */
  readonly host?: Host;
  /** The project whose templates and styles replace our own; the default is none. */
  readonly designRoot?: string;
  readonly signal?: AbortSignal;
}

/** @param root absolute path of the project */
export function contextIn(
  root: string,
  report: Report,
  { host = nodeHost, designRoot = REPOSITORY, signal = new AbortController().signal }: ContextOptions = {},
): Context {
  const outputFolders = [join(root, 'dist')];
  return {
    ...{ root, outputFolders, report, signal },
    host: guardedHost(root, host),
    design: openDesign(guardedHost(designRoot), { root: designRoot, builtIn: REPOSITORY, outputFolders }),
    progress: () => undefined,
  };
}
