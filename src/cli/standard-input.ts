/** Reads Markdown from the standard input, and gives it the place of a file in the project. */
import { basename, extname } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import type { Host } from '../core/host.ts';
import { placeText } from '../runtime/place-text.ts';
import type { GivenOptions } from './arguments.ts';

/** The input `-` as a file. */
export interface StandardInput {
  readonly host: Host;
  /** Its name, relative to the root. */
  readonly inputs: readonly string[];
}

/** Name of the text, unless `-o` names its file. */
const NAME = 'document';

/**
 * Reads all bytes. The text has the name of the file that is made of it, else `document`, with a number if there is such a
 * file. At the signal, returns what was read until then; the build ends by the same signal.
 */
export async function readStandardInput(
  stream: Readable,
  { root = '.', file }: GivenOptions,
  host: Host,
  signal: AbortSignal,
): Promise<StandardInput> {
  const parts: Buffer[] = [];
  try {
    for await (const part of addAbortSignal(signal, stream)) parts.push(Buffer.from(part));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  const stem = file === undefined ? NAME : basename(file, extname(file));
  const { host: placed, name } = await placeText(Buffer.concat(parts), stem, root, host);
  return { host: placed, inputs: [name] };
}
