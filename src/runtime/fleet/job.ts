/** Defines the jobs of a fleet: the step, its key, and the digests of its inputs. No job has a path. */
import * as v from 'valibot';
import type { RemoteStep } from '../../core/model/fleet.ts';
import { computeCombinedDigest } from '../cache/digest.ts';
import { portableProgramIdentity } from '../cache/program-identity.ts';

/** The number changes with the format of jobs. */
const FORMAT = 1;

/** Bytes of all inputs of a job, at most. A document that is larger is printed by the machine that has it. */
export const MAX_INPUT_BYTES = 256_000_000;
/** Bytes of a result, at most. */
export const MAX_RESULT_BYTES = 512_000_000;
const MAX_INPUTS = 16;
const MAX_SETTINGS = 8;

const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const schema = v.strictObject({
  format: v.literal(FORMAT),
  /** Program and browser, see {@link identifyMachine}. */
  machine: digest,
  kind: v.picklist(['printed', 'finished', 'part']),
  key: digest,
  inputs: v.pipe(v.array(digest), v.minLength(1), v.maxLength(MAX_INPUTS)),
  settings: v.pipe(
    v.record(v.pipe(v.string(), v.maxLength(40)), v.union([v.pipe(v.string(), v.maxLength(40)), v.number()])),
    v.check((settings) => Object.keys(settings).length <= MAX_SETTINGS),
  ),
});

/** A job as it is in the queue. */
export type FleetJob = v.InferOutput<typeof schema>;

/** Builds the job of a step. @param inputs digests of the step's inputs, in their order */
export const createJob = (
  key: string,
  machine: string,
  { kind, settings }: Pick<RemoteStep, 'kind' | 'settings'>,
  inputs: readonly string[],
): FleetJob => ({ format: FORMAT, machine, kind, key, inputs: [...inputs], settings: { ...settings } });

/** Returns the job in data that anyone who reaches the queue can have written; `undefined` if it is none. */
export function parseJob(data: unknown): FleetJob | undefined {
  const parsed = v.safeParse(schema, data);
  return parsed.success ? parsed.output : undefined;
}

/**
 * Identifies what can give other bytes: the program with its dependencies, and the browser. Only machines with the same
 * identity use the same queue.
 */
export const identifyMachine = (browser: string): string =>
  computeCombinedDigest(['fleet', portableProgramIdentity(), browser]);

/** Names the queue of machines that give the same bytes. */
export const nameJobs = (machine: string): string => `jobs-${machine.slice(0, 32)}`;
