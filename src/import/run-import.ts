/** Runs the command `import`: opens the guarded host for the document and the new folder, and returns problems as values. */
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { AllowedDiagnostic } from '../core/diagnostics/allowances.ts';
import { type Diagnostic, sortDiagnostics } from '../core/diagnostics/diagnostic.ts';
import { toDiagnostic } from '../core/diagnostics/failure.ts';
import type { Host } from '../core/host.ts';
import { isWithin } from '../lib/text/paths.ts';
import { deriveId } from '../read/source/file-id.ts';
import { guardHost } from '../runtime/guard/guard-host.ts';
import { PACKAGE_FOLDER } from '../runtime/install-path.ts';
import { nodeHost } from '../runtime/node-host.ts';
import { importWord } from './import-word.ts';

/** See `ImportOptions`. */
export interface ImportRequest {
  readonly document: string;
  readonly folder?: string;
  readonly root?: string;
  readonly host?: Host;
  readonly signal?: AbortSignal;
  readonly debug?: boolean;
}

/** See `ImportResult`. */
export interface ImportOutcome {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly allowed: readonly AllowedDiagnostic[];
  readonly publication?: string;
  readonly files: readonly { readonly path: string }[];
}

/** The folder in which publications are found by their names. */
const CONTENT = 'content';

/** Imports a document. Problems are in the result; it does not reject. */
export async function runImport(request: ImportRequest): Promise<ImportOutcome> {
  const { root: named = '.', host: given = nodeHost, signal = new AbortController().signal } = request;
  const root = resolve(named);
  const file = resolve(root, request.document);
  const diagnostics: Diagnostic[] = [];
  let written: readonly string[] = [];
  let folder = root;
  try {
    folder = await chooseFolder(request, root, given);
    const inputs = isWithin(file, root) ? [] : [dirname(file)];
    const host = guardHost(given, { root, builtIn: PACKAGE_FOLDER, out: folder, inputs });
    const schemas = join(PACKAGE_FOLDER, 'schemas');
    const job = { root, file, folder, ...(isWithin(schemas, root) && { schemas }) };
    written = await importWord(job, { host, report: (problem) => void diagnostics.push(problem), signal });
  } catch (error) {
    diagnostics.push(toDiagnostic(error, signal, request.debug ?? false));
  }
  const ok = diagnostics.every(({ severity }) => severity !== 'error');
  return {
    ...{ ok, diagnostics: sortDiagnostics(diagnostics), allowed: [] },
    ...(ok && { publication: toShown(folder, root) }),
    files: written.map((path) => ({ path: toShown(path, root) })),
  };
}

/** Returns the folder that is named; else one named after the document, in `content/` if there is one. */
async function chooseFolder({ folder, document }: ImportRequest, root: string, host: Host): Promise<string> {
  if (folder !== undefined) return resolve(root, folder);
  const isProject = (await host.kind(join(root, CONTENT))) === 'folder';
  return join(root, isProject ? CONTENT : '', deriveId(basename(document)));
}

const toShown = (path: string, root: string): string => relative(root, path).split(sep).join('/') || '.';
