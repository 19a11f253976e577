/** Writes a new publication that can be built at once: `handpress init`. */
import { basename, join, relative, resolve } from 'node:path';
import { type Diagnostic, diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnoseWriteError } from '../../core/diagnostics/file-problem.ts';
import { deriveId } from '../../read/source/file-id.ts';
import { titleFromPath } from '../../read/source/file-title.ts';
import { guardHost } from '../../runtime/guard/guard-host.ts';
import { PACKAGE_FOLDER } from '../../runtime/install-path.ts';
import { nodeHost } from '../../runtime/node-host.ts';
import { askQuestions, type Terminal } from './questions.ts';
import { readStarter, type StarterFile, type StarterName } from './starter.ts';

export interface InitOptions {
  /** Folder of the project. Absent: the current one. */
  readonly folder?: string;
  readonly template?: StarterName;
  /** Absent: nothing is asked. */
  readonly terminal?: Terminal;
  readonly signal: AbortSignal;
}

export interface InitResult {
  /** `file-in-way`, `output-unwritable`, `output-outside`, `interrupted`; nothing is written then. */
  readonly problems: readonly Diagnostic[];
  /** What was done, and what to do next. */
  readonly text: string;
}

/** Asks what is not known, and writes the files. Never replaces one. */
export async function runInit({
  folder = '.',
  template,
  terminal,
  signal,
}: InitOptions): Promise<InitResult> {
  const root = resolve(folder);
  const defaults = {
    template: template ?? 'leaflet',
    title: titleFromPath(`${basename(root)}.md`),
    language: 'en',
  };
  const answers = terminal === undefined ? defaults : await askQuestions(defaults, terminal, signal);
  if (answers === undefined) return fail([diagnostic('interrupted', {})]);
  const id = deriveId(`${basename(root)}.`);
  const files = await readStarter({ ...answers, id });
  const host = guardHost(nodeHost, { root, out: root, builtIn: PACKAGE_FOLDER });
  try {
    const taken = new Set<string>();
    for (const { path } of files) {
      if ((await host.kind(join(root, path))) !== undefined) taken.add(path);
    }
    const inWay = files.filter(({ path, isShared }) => taken.has(path) && !isShared);
    if (inWay.length > 0) return fail(inWay.map(({ path }) => diagnostic('file-in-way', { path })));
    const written = files.filter(({ path }) => !taken.has(path));
    const encoder = new TextEncoder();
    await host.write(new Map(written.map(({ path, text }) => [join(root, path), encoder.encode(text)])));
    const kept = files.filter(({ path }) => taken.has(path));
    return { problems: [], text: formatResult(root, written, kept) };
  } catch (error) {
    return fail([diagnoseWriteError(error)]);
  }
}

const fail = (problems: readonly Diagnostic[]): InitResult => ({ problems, text: '' });

function formatResult(root: string, written: readonly StarterFile[], kept: readonly StarterFile[]): string {
  const from = relative(resolve('.'), root);
  const lines = [
    ...written.map(({ path }) => `wrote ${join(from, path)}`),
    ...kept.map(({ path }) => `kept ${join(from, path)}, which is there already`),
    '',
    'Next:',
    ...(from === '' ? [] : [`  cd ${from}`]),
    '  npx handpress build            # makes the files in dist/',
    '  npx handpress build --watch    # again on every save',
  ];
  return `${lines.join('\n')}\n`;
}
