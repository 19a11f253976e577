/** Gives a text that is in no file the place of a file in the project. */
import { join, resolve } from 'node:path';
import type { Host } from '../core/host.ts';
import { addText } from './text-host.ts';

/** A text as a file of a host. */
export interface PlacedText {
  readonly host: Host;
  /** Its name, relative to the root. */
  readonly name: string;
}

/**
 * Places a text in the root. It has the name that is given, with a number if there is such a file.
 * @param stem name without ending
 */
export async function placeText(
  bytes: Uint8Array,
  stem: string,
  root: string,
  host: Host,
): Promise<PlacedText> {
  const folder = resolve(root);
  for (let number = 1; ; number += 1) {
    const name = `${stem}${number === 1 ? '' : `-${number}`}.md`;
    if ((await host.kind(join(folder, name))) !== undefined) continue;
    return { host: await addText(host, join(folder, name), bytes), name };
  }
}
