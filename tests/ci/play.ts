/**
 * Plays the steps of `action.yml` that are commands, one after the other, as GitHub's runner does: each in a shell of its
 * own, with its inputs in the environment. Steps that are other people's actions are not run, and listed as such.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
    inputs: v.record(v.string(), v.strictObject({ description: v.string(), default: v.string() })),
    runs: v.strictObject({ using: v.literal('composite'), steps: v.array(stepSchema) }),
  }),
  parse(readFileSync(join(ACTION, 'action.yml'), 'utf8')),
);

export interface Played {
  /** Whether no step failed. */
  readonly ok: boolean;
  /** Names of the steps that were run, up to the first that failed. */
  readonly ran: readonly string[];
  /** What other people's actions would have done. */
  readonly notRun: readonly string[];
  /** What all steps have said, commands of the runner included. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * @param workspace absolute path of the repository that is checked out
 * @param inputs those that are not left out
 */
export function play(
  workspace: string,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Played {
  const folder = mkdtempSync(join(tmpdir(), 'handpress-runner-'));
  const outputFile = join(folder, 'output');
  const [ran, notRun]: [string[], string[]] = [[], []];
  let log = '';
  let ok = true;
  for (const step of action.runs.steps) {
    if (step.run === undefined) notRun.push(step.uses ?? '');
    if (step.run === undefined || !ok) continue;
    const given = Object.entries(step.env ?? {}).map(([name, text]) => [name, filledIn(text, inputs)]);
    const ended = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd: workspace,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...{ GITHUB_WORKSPACE: workspace, GITHUB_ACTION_PATH: ACTION, GITHUB_OUTPUT: outputFile },
        ...{ GITHUB_ACTIONS: 'true', CI: 'true' },
        ...env,
        ...Object.fromEntries(given),
      },
    });
    ran.push(step.name ?? '');
    log += ended.stdout + ended.stderr;
    ok = ended.status === 0;
  }
  const outputs = ran.includes('Build') ? readFileSync(outputFile, 'utf8') : '';
  rmSync(folder, { recursive: true });
  return {
    ok,
    ran,
    notRun,
    log,
    outputs: Object.fromEntries(
      outputs
        .trim()
        .split('\n')
        .map((line) => line.split('=', 2)),
    ),
  };
}

/** Inputs are all that the environment of a step may be made of: what else there is would be a mistake here. */
function filledIn(text: string, inputs: Readonly<Record<string, string>>): string {
  const name = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(text)?.[1];
  const input = name === undefined ? undefined : action.inputs[name];
  if (name === undefined || input === undefined) throw new Error(`no input: ${text}`);
  return inputs[name] ?? input.default;
}

/** Annotations of the log, as `<file>:<line> <title>`. */
export function annotations(log: string): readonly string[] {
  return [...log.matchAll(/^::error file=([^,]+),line=(\d+),col=\d+,title=([^:]+)::/gm)].map(
    ([, file, line, title]) => `${file}:${line} ${title}`,
  );
}
