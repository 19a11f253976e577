/** Records that the plugins of a project may run, or takes that back. */
import { resolve } from 'node:path';
import { type Diagnostic, diagnostic } from '../core/diagnostics/diagnostic.ts';
import { toDiagnostic } from '../core/diagnostics/failure.ts';
import { type FoundPlugins, findPlugins } from '../pipeline/plugins/find-plugins.ts';
import { guardHost } from '../runtime/guard/guard-host.ts';
import { PACKAGE_FOLDER } from '../runtime/install-path.ts';
import { nodeHost } from '../runtime/node-host.ts';
import { recordTrust, removeTrust } from '../runtime/plugins/trust-records.ts';

/** The options of `handpress trust`. */
export interface TrustOptions {
  /** Folder of the project; the default is the current one. */
  readonly root?: string;
  /** Whether the trust is taken back. */
  readonly revoke?: boolean;
}

export interface TrustResult {
  readonly problems: readonly Diagnostic[];
  /** For the standard output. */
  readonly text: string;
}

/** Reads a variable of the environment, which says where the records are. */
const variable = (name: string): string | undefined => nodeHost.variable(name);

/** Records the trust in the code of a project, or removes the record. Runs nothing of the code. */
export async function changeTrust({ root: named = '.', revoke = false }: TrustOptions): Promise<TrustResult> {
  const root = resolve(named);
  const host = guardHost(nodeHost, { root, builtIn: PACKAGE_FOLDER, out: resolve(root, 'dist') });
  try {
    const place = await host.resolve(root);
    if (revoke) {
      await removeTrust(place, variable);
      return { problems: [], text: `The plugins of ${root} do not run any more.\n` };
    }
    const found = await findPlugins({ root, host });
    if (found === undefined) return { problems: [], text: `${root} has no plugins.\n` };
    if (found.problems.length > 0) return { problems: found.problems, text: '' };
    const isRecorded = await recordTrust({ root: place, digest: found.plan.digest }, variable);
    return isRecorded
      ? { problems: [], text: describe(found, root) }
      : { problems: [diagnostic('trust-in-project', {})], text: '' };
  } catch (error) {
    return { problems: [toDiagnostic(error, new AbortController().signal, false)], text: '' };
  }
}

/** Files of the project itself are listed, because the user can read them; of packages there are hundreds. */
function describe({ names, files }: FoundPlugins, root: string): string {
  const own = files.filter((path) => !/(?:^|\/)node_modules\//.test(path));
  const packages = new Set(
    files.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  return [
    `The plugins of ${root} run from now on, until their code, options or files change:`,
    ...names.map((name) => `  ${name}`),
    `${files.length} files were read: ${[
      ...own,
      ...(packages.size > 0
        ? [
            `${packages.size} ${packages.size === 1 ? 'package' : 'packages'} (${[...packages].sort().join(', ')})`,
          ]
        : []),
    ].join(', ')}.`,
    'To take it back: handpress trust --revoke',
    '',
  ].join('\n');
}
