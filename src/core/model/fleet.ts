/** Defines what a fleet is to a build: workers on other machines, which do cached steps. */

/** The steps that workers do. Each is a function of bytes. */
export type RemoteStepKind = 'printed' | 'finished' | 'part';

/**
 * Describes a step without paths. With the machine of a worker, its inputs and its settings give the same key as on this
 * machine.
 */
export interface RemoteStep {
  readonly kind: RemoteStepKind;
  /** They travel through the shared cache; a job has only their digests. */
  readonly inputs: readonly (string | Uint8Array)[];
  /** Short values, which are in the job itself. */
  readonly settings: RemoteSettings;
  /** Is called when the step is queued. From then on it does not use this thread until it is done. */
  readonly onQueued?: () => void;
}

export type RemoteSettings = Readonly<Record<string, string | number>>;

/** Has steps done by workers. */
export interface Fleet {
  /**
   * Queues a step and waits for its result. Never rejects.
   * @param key combined digest of the step, of the program and of all inputs
   * @returns the verified bytes; `undefined`: this machine has to do the step itself
   */
  compute(key: string, step: RemoteStep): Promise<Uint8Array | undefined>;
  /** Leaves the queue. Never rejects. */
  close(): Promise<void>;
}

/** The state of a fleet, as one build sees it. */
export interface FleetStatus {
  /** Workers that can take the jobs of this build. */
  readonly workers: number;
  /** Jobs of this build that are queued or being done. */
  readonly waiting: number;
  /** Jobs that workers did for this build. */
  readonly done: number;
  /** Jobs that came back, and that this machine did itself. */
  readonly returned: number;
}

export type FleetProgress = (status: FleetStatus) => void;
