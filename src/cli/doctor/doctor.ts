/** Examines what this machine can build: `handpress doctor`. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { PACKAGE_FOLDER } from '../../runtime/install-path.ts';
import { version } from '../../runtime/version.ts';
import { checkBrowser, checkSandbox } from './browser-check.ts';
import { checkCache, checkOutput } from './disk-checks.ts';
import { ALL_FILES, type DoctorPlaces, type Finding } from './finding.ts';
import { checkFonts, checkGit, checkNode } from './tool-checks.ts';

/** The result, as `--format json` prints it. */
export interface DoctorReport {
  /** Whether the default editions can be made. */
  readonly ok: boolean;
  readonly handpress: string;
  /** Absolute path of the installed package. */
  readonly folder: string;
  /** Kinds of files that can be made. */
  readonly makes: readonly ('pdf' | 'epub')[];
  readonly findings: readonly Finding[];
}

/** Options of the command, as they were given. */
export interface DoctorOptions {
  readonly root?: string;
  readonly out?: string;
  readonly cache?: boolean | string;
  readonly browser?: string;
}

/** Examines everything. Writes nothing but a file in the cache, which it removes. */
export async function examine(
  { root: named = '.', out = 'dist', cache, browser }: DoctorOptions,
  signal: AbortSignal,
): Promise<DoctorReport> {
  const root = resolve(named);
  const places: DoctorPlaces = {
    ...{ root: existsSync(root) ? root : resolve('.'), out: resolve(root, out), signal },
    ...(typeof cache === 'string' && { cache }),
    ...(browser !== undefined && { browser }),
  };
  // One after the other, because the browser is timed.
  const findings: Finding[] = [];
  for (const check of [
    checkNode,
    checkBrowser,
    checkSandbox,
    checkFonts,
    checkCache,
    checkOutput,
    checkGit,
  ]) {
    signal.throwIfAborted();
    findings.push(await check(places));
  }
  const broken = findings.filter(({ state }) => state === 'missing').flatMap(({ neededFor }) => neededFor);
  const makes = ALL_FILES.filter((kind) => !broken.includes(kind));
  const ok = makes.length === ALL_FILES.length;
  return { ok, handpress: version, folder: PACKAGE_FOLDER, makes, findings };
}

/** Formats the report for people: a line for each part, and below it what repairs it. */
export function formatReport({ handpress, folder, makes, findings }: DoctorReport): string {
  const lines = findings.flatMap(({ state, name, found, repair }) => [
    `${state.padEnd(9)}${name.padEnd(9)}${found}.`,
    ...(repair === undefined ? [] : [`${' '.repeat(18)}${repair.replace(/[.]?$/, '.')}`]),
  ]);
  return `Handpress ${handpress} in ${folder}\n\n${lines.join('\n')}\n\n${formatVerdict(makes)}\n`;
}

function formatVerdict(makes: DoctorReport['makes']): string {
  if (makes.length === ALL_FILES.length) return 'PDF files and e-books can be made here.';
  if (makes.length === 0) return 'Nothing can be made here yet.';
  return `Only ${makes[0] === 'pdf' ? 'PDF files' : 'e-books'} can be made here yet.`;
}
