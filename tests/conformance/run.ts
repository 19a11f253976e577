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
import { vnu } from './vnu.ts';
import { checkWebPages } from './web-pages.ts';

interface Validator {
  readonly name: string;
  readonly extension: '.epub' | '.pdf' | '.html';
  /**
   * Outcomes by the given paths. Some validators take all files at once, because their start takes longer than their work.
   * @param drafts those of the files whose publications are drafts
   */
  check(files: readonly string[], drafts: ReadonlySet<string>): Promise<ReadonlyMap<string, Outcome>>;
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
  { name: 'Nu HTML', extension: '.html', check: (files) => limit(() => vnu(files)) },
  { name: 'Web page', extension: '.html', check: checkWebPages },
];

const CHECKED = /\.(?:epub|pdf|html)$/;

/** Files to validate, relative to the folder. */
interface Files {
  readonly files: readonly string[];
  /** Those of publications that are drafts, as far as a manifest names them. */
  readonly drafts: ReadonlySet<string>;
}

const NOTHING: Files = { files: [], drafts: new Set() };

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
  const { files, drafts } = existsSync(folder) ? await filesIn(folder) : NOTHING;
  if (files.length === 0) {
    console.error(`There is no e-book, no PDF and no web page in ${folder}. Build first: npm run build`);
    return 1;
  }
  const counts: Record<Outcome['state'], number> = { passed: 0, failed: 0, 'not run': 0 };
  let missed = false;
  const started = VALIDATORS.map((validator) => {
    const own = files.filter((file) => file.endsWith(validator.extension));
    return { validator, validated: validate(validator, folder, { files: own, drafts }) };
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
    console.error('Usage: npm run conformance -- [folder] [--allow-missing EPUBCheck|Ace|veraPDF|Nu]');
    return undefined;
  }
}

/** Returns the files of the manifest; without a manifest, all files below the folder. */
async function filesIn(folder: string): Promise<Files> {
  const manifest = join(folder, 'manifest.json');
  if (existsSync(manifest)) {
    const content: unknown = JSON.parse(await readFile(manifest, 'utf8'));
    return { files: pathsIn(content), drafts: new Set(draftsIn(content).flatMap(pathsIn)) };
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && CHECKED.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return { ...NOTHING, files: files.sort() };
}

/** Finds every `path` in the manifest, at any depth, that names a file to validate. */
function pathsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own =
    'path' in value && typeof value.path === 'string' && CHECKED.test(value.path) ? [value.path] : [];
  return [...own, ...Object.values(value).flatMap(pathsIn)];
}

/** Finds every part of the manifest with the status of a draft. */
function draftsIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return 'status' in value && value.status === 'draft' ? [value] : Object.values(value).flatMap(draftsIn);
}

/** @returns an outcome for each of the files */
async function validate(
  validator: Validator,
  folder: string,
  { files, drafts }: Files,
): Promise<ReadonlyMap<string, Outcome>> {
  const there = files.filter((file) => existsSync(join(folder, file)));
  const place = (file: string): string => join(folder, file);
  const outcomes = await outcomesOf(validator, there.map(place), new Set([...drafts].map(place)));
  const gone = outcomeOf(['The manifest names it, but it is not there.']);
  const silent = outcomeOf([`${validator.name} said nothing of it.`]);
  return new Map(
    files.map((file) => [file, there.includes(file) ? (outcomes.get(place(file)) ?? silent) : gone]),
  );
}

async function outcomesOf(
  validator: Validator,
  files: readonly string[],
  drafts: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Outcome>> {
  if (files.length === 0) return new Map();
  try {
    return await validator.check(files, drafts);
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
