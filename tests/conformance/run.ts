/**
 * Runs the validators that users trust on every built file: `npm run conformance [folder] [--allow-missing <validator>]`. Ends with 0 when
 * all have passed, 1 when one has failed or could not be run and is not allowed to be missing, 2 when the arguments are wrong.
 */
import '../support/no-canvas.ts';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative, sep } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import { ace } from './ace.ts';
import { epubcheck } from './epubcheck.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { checkPdf } from './pdf.ts';
import { verapdf } from './verapdf.ts';

interface Validator {
  readonly name: string;
  readonly extension: '.epub' | '.pdf';
  /** Outcomes by the given paths. Some validators take all files at once, because their start takes longer than their work. */
  check(files: readonly string[]): Promise<ReadonlyMap<string, Outcome>>;
}

/** Most validators use one processor each. */
const limit = pLimit(availableParallelism());

/** A validator that takes one file at a time. */
const oneByOne =
  (check: (file: string) => Promise<Outcome>): Validator['check'] =>
  async (files) =>
    new Map(
      await Promise.all(
        files.map((file) => limit(async (): Promise<[string, Outcome]> => [file, await check(file)])),
      ),
    );

const VALIDATORS: readonly Validator[] = [
  { name: 'EPUBCheck', extension: '.epub', check: oneByOne(epubcheck) },
  { name: 'Ace', extension: '.epub', check: oneByOne(ace) },
  {
    name: 'PDF',
    extension: '.pdf',
    check: oneByOne(async (file) => outcomeOf(await checkPdf(await readFile(file)))),
  },
  { name: 'veraPDF PDF/UA-1', extension: '.pdf', check: (files) => limit(() => verapdf(files, 'ua1')) },
  { name: 'veraPDF PDF/A-2a', extension: '.pdf', check: (files) => limit(() => verapdf(files, '2a')) },
];

const CHECKED = /\.(?:epub|pdf)$/;

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`The conformance run failed: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

async function main(args: string[]): Promise<number> {
  const given = readArguments(args);
  if (given === undefined) return 2;
  const { folder, allowMissing } = given;
  const files = existsSync(folder) ? await filesIn(folder) : [];
  if (files.length === 0) {
    console.error(`There is no e-book and no PDF in ${folder}. Build first: npm run build`);
    return 1;
  }
  const counts: Record<Outcome['state'], number> = { passed: 0, failed: 0, 'not run': 0 };
  let missed = false;
  const started = VALIDATORS.map((validator) => {
    const own = files.filter((file) => file.endsWith(validator.extension));
    return { validator, validated: validate(validator, folder, own) };
  });
  for (const { validator, validated } of started) {
    for (const [file, outcome] of await validated) {
      counts[outcome.state] += 1;
      missed ||= outcome.state === 'not run' && !allowMissing(validator.name);
      console.log(lineOf(validator.name, file, outcome));
    }
  }
  const { passed, failed, 'not run': missing } = counts;
  console.log(`conformance: ${passed} checks passed, ${failed} failed, ${missing} not run`);
  return failed > 0 || missed ? 1 : 0;
}

interface Arguments {
  readonly folder: string;
  /** Whether a validator of this name may be missing. */
  allowMissing(name: string): boolean;
}

function readArguments(args: string[]): Arguments | undefined {
  try {
    const options = { 'allow-missing': { type: 'string', multiple: true } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals.length > 1) throw new Error(`one folder is expected, not ${positionals.length}`);
    const allowed = values['allow-missing'] ?? [];
    const unknown = allowed.find((start) => !VALIDATORS.some(({ name }) => name.startsWith(start)));
    if (unknown !== undefined) throw new Error(`there is no validator ${unknown}`);
    const allowMissing = (name: string): boolean => allowed.some((start) => name.startsWith(start));
    return { folder: positionals[0] ?? 'dist', allowMissing };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}`);
    console.error('Usage: npm run conformance -- [folder] [--allow-missing EPUBCheck|Ace|veraPDF]');
    return undefined;
  }
}

/** Returns the files of the manifest; without a manifest, all files below the folder. Paths are relative to it. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const manifest = join(folder, 'manifest.json');
  if (existsSync(manifest)) return pathsIn(JSON.parse(await readFile(manifest, 'utf8')));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && CHECKED.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Finds every `path` in the manifest, at any depth, that names a PDF or an e-book. */
function pathsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own =
    'path' in value && typeof value.path === 'string' && CHECKED.test(value.path) ? [value.path] : [];
  return [...own, ...Object.values(value).flatMap(pathsIn)];
}

/** @param files relative to the folder @returns an outcome for each of them */
async function validate(
  validator: Validator,
  folder: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, Outcome>> {
  const there = files.filter((file) => existsSync(join(folder, file)));
  const outcomes = await outcomesOf(
    validator,
    there.map((file) => join(folder, file)),
  );
  const gone = outcomeOf(['The manifest names it, but it is not there.']);
  const silent = outcomeOf([`${validator.name} said nothing of it.`]);
  return new Map(
    files.map((file) => [file, there.includes(file) ? (outcomes.get(join(folder, file)) ?? silent) : gone]),
  );
}

async function outcomesOf(
  validator: Validator,
  files: readonly string[],
): Promise<ReadonlyMap<string, Outcome>> {
  if (files.length === 0) return new Map();
  try {
    return await validator.check(files);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return new Map(files.map((file) => [file, outcomeOf([`${validator.name} itself failed: ${reason}`])]));
  }
}

function lineOf(name: string, file: string, outcome: Outcome): string {
  switch (outcome.state) {
    case 'passed':
      return `${name}: passed  ${file}${outcome.remark === undefined ? '' : ` (${outcome.remark})`}`;
    case 'failed':
      return [`${name}: FAILED  ${file}`, ...outcome.faults.map((fault) => `  ${fault}`)].join('\n');
    case 'not run':
      return `${name}: not run (${outcome.reason})  ${file}`;
  }
}
