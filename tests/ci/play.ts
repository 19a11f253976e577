/**
 * Runs the commands of `action.yml` one after the other, as GitHub's runner does: each in its own shell with its inputs
 * in the environment. Steps that use other actions are not run; they are listed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { parse } from 'yaml';

/** This repository, which is the action. */
export const ACTION = fileURLToPath(new URL('../..', import.meta.url));

const stepSchema = v.strictObject({
  name: v.optional(v.string()),
  id: v.optional(v.string()),
  if: v.optional(v.string()),
  uses: v.optional(v.string()),
  with: v.optional(v.record(v.string(), v.string())),
  shell: v.optional(v.literal('bash')),
  env: v.optional(v.record(v.string(), v.string())),
  run: v.optional(v.string()),
});

export const action = v.parse(
  v.object({
    inputs: v.record(
      v.string(),
      v.strictObject({
        description: v.string(),
        default: v.string(),
        deprecationMessage: v.optional(v.string()),
      }),
    ),
    runs: v.strictObject({ using: v.literal('composite'), steps: v.array(stepSchema) }),
  }),
  parse(readFileSync(join(ACTION, 'action.yml'), 'utf8')),
);

export interface Played {
  /** Whether no step failed. */
  readonly ok: boolean;
  /** Exit code of the last step that was run. */
  readonly code: number;
  /** Names of the steps that ran, up to the first that failed. */
  readonly ran: readonly string[];
  /** The other actions, which were not run. */
  readonly notRun: readonly string[];
  /** The output of all steps, with commands for the runner. */
  readonly log: string;
  /** The outputs of all steps, by step id and name: `build.out`. */
  readonly outputs: Readonly<Record<string, string>>;
}

export interface PlayOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Absolute path of the action; default: this repository. */
  readonly action?: string;
}

/**
 * @param workspace absolute path of the repository that is checked out
 * @param inputs the inputs that are given
 */
export function play(
  workspace: string,
  inputs: Readonly<Record<string, string>>,
  { env = {}, action: folder = ACTION }: PlayOptions = {},
): Played {
  const temporary = mkdtempSync(join(tmpdir(), 'handpress-runner-'));
  const outputFile = join(temporary, 'output');
  const [ran, notRun]: [string[], string[]] = [[], []];
  const outputs: Record<string, string> = {};
  let [log, code] = ['', 0];
  for (const step of action.runs.steps) {
    if (step.run === undefined) notRun.push(step.uses ?? '');
    if (step.run === undefined || code !== 0 || !isMet(step.if, inputs)) continue;
    const given = Object.entries(step.env ?? {}).map(([name, text]) => [name, filledIn(text, inputs)]);
    writeFileSync(outputFile, '');
    const ended = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd: workspace,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...{ GITHUB_WORKSPACE: workspace, GITHUB_ACTION_PATH: folder, GITHUB_OUTPUT: outputFile },
        ...{ GITHUB_ACTIONS: 'true', CI: 'true', RUNNER_OS: 'Linux' },
        ...env,
        ...Object.fromEntries(given),
      },
    });
    ran.push(step.name ?? '');
    log += ended.stdout + ended.stderr;
    code = ended.status ?? -1;
    for (const [name, value] of readOutputs(outputFile)) outputs[`${step.id}.${name}`] = value;
  }
  rmSync(temporary, { recursive: true });
  return { ok: code === 0, code, ran, notRun, log, outputs };
}

/** Parses `name=value`, and `name<<END`, lines, `END`. */
function readOutputs(file: string): readonly (readonly [name: string, value: string])[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^([\w-]+)(?:=(.*)|<<(\w+)\n([\s\S]*?)\n\3)$/gm)].map(
    ([, name = '', value, , lines]) => [name, value ?? lines ?? ''],
  );
}

/** Returns whether a step runs. Its condition only asks whether inputs have a value. */
function isMet(condition: string | undefined, inputs: Readonly<Record<string, string>>): boolean {
  if (condition === undefined) return true;
  const parts = condition.replace(/^\$\{\{ | \}\}$/g, '').split(' && ');
  return parts.every((part) => {
    const [, name, value] = /^inputs\.([a-z-]+) == '([^']*)'$/.exec(part) ?? [];
    return inputOf(name, inputs) === value;
  });
}

/** Evaluates an expression of `env`. Only inputs and the number of a pull request are allowed there. */
function filledIn(text: string, inputs: Readonly<Record<string, string>>): string {
  const [, name] = /^\$\{\{ ([a-z_.-]+) \}\}$/.exec(text) ?? [];
  if (name === 'github.event.pull_request.number') return '7';
  return inputOf(/^inputs\.(.*)$/.exec(name ?? '')?.[1], inputs);
}

function inputOf(name: string | undefined, inputs: Readonly<Record<string, string>>): string {
  const input = name === undefined ? undefined : action.inputs[name];
  if (name === undefined || input === undefined) throw new Error(`no input of the action: ${name}`);
  return inputs[name] ?? input.default;
}

/** Returns the annotations of a log as `<file>:<line> <title>`. */
export function annotations(log: string): readonly string[] {
  return [...log.matchAll(/^::error file=([^,]+),line=(\d+),col=\d+,title=([^:]+)::/gm)].map(
    ([, file, line, title]) => `${file}:${line} ${title}`,
  );
}
