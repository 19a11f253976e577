/** Contexts for tests: the guard before a host, the design of this repository, and no cache. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/core/diagnostics/diagnostic.ts';
import type { GuardedHost, Host } from '../../src/core/host.ts';
import type { Context } from '../../src/core/model/context.ts';
import { guardHost } from '../../src/runtime/guard/guard-host.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { openDesign } from '../../src/runtime/templates/templates.ts';

/** This repository, which has Handpress's own templates and styles. */
export const OWN = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** A host behind the guard, for a project with its output in `dist`. */
export const guardedHost = (root: string, host: Host = nodeHost): GuardedHost =>
  guardHost(host, { root, own: OWN, out: join(root, 'dist') });

export interface ContextOptions {
  /** Left out: the disk. */
  readonly host?: Host;
  /** The project whose templates and styles shadow our own; left out: none. */
  readonly designRoot?: string;
  readonly signal?: AbortSignal;
}

/** @param root absolute path of the project */
export function contextIn(
  root: string,
  report: Report,
  { host = nodeHost, designRoot = OWN, signal = new AbortController().signal }: ContextOptions = {},
): Context {
  const outputs = [join(root, 'dist')];
  return {
    ...{ root, outputs, report, signal },
    host: guardedHost(root, host),
    design: openDesign(guardedHost(designRoot), { root: designRoot, own: OWN, outputs }),
    progress: () => undefined,
  };
}
