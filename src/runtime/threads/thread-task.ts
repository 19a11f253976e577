/** Defines the tasks of worker threads: what a thread needs to know of one, and its answer. Plain data. */

/** The rooms whose tasks a thread can do. */
export type TaskRoom = 'print' | 'epub';

/** A message to a worker thread. */
export interface ThreadMessage {
  readonly room: TaskRoom;
  /** A task of that room. */
  readonly task: unknown;
}

/** The answer to one task: the result, or why it failed. */
export type ThreadAnswer = { readonly bytes: Uint8Array } | { readonly reason: string };
