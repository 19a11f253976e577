/** Bytes of a file → text. UTF-8 only, a byte order mark dropped, line ends made `\n`. */
import { join } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { unreadable } from '../../core/diagnostics/file-problem.ts';
import type { Context } from '../../core/model/context.ts';
import type { Source } from '../../core/source-location.ts';
import { placeAt } from '../../core/source-location.ts';

/**
 * Reads a text file below the root.
 * @param path relative to the root
 * Reports `direction-overridden`.
 * @returns `undefined` after a diagnostic: `file-not-utf8`, `file-outside`, `file-unreadable`
 */
export async function readText(path: string, { root, host, report }: Context): Promise<Source | undefined> {
  try {
    const absolute = join(root, path);
    const bytes = await host.read(absolute);
    // What is read through a link changes when the file does that it leads to (`selection/records.ts`).
    await host.resolve(absolute);
    return decode(path, bytes, report);
  } catch (error) {
    report(unreadable(error, path));
    return undefined;
  }
}

function decode(path: string, bytes: Uint8Array, report: Context['report']): Source | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const source = { path, text: plainText(text) };
    reportOverrides(source, report);
    return source;
  } catch {
    const { offset, text } = validPrefix(bytes);
    report(diagnostic('file-not-utf8', { offset }, placeAt({ path, text }, text.length)));
    return undefined;
  }
}

/** Unicode Standard Annex 9: these show letters in an order that is not theirs. */
const OVERRIDE = /[\u202D\u202E]/g;

/** They come with what is pasted, and nobody sees them. Diagnostic: `direction-overridden`, where the first stands. */
function reportOverrides(source: Source, report: Context['report']): void {
  const found = [...source.text.matchAll(OVERRIDE)];
  const [first] = found;
  if (first === undefined) return;
  const codePoints = found.map(([character]) => `U+${character.charCodeAt(0).toString(16).toUpperCase()}`);
  report(diagnostic('direction-overridden', { codePoints }, placeAt(source, first.index)));
}

/** The text before the first byte that is not UTF-8, and where that byte is. */
function validPrefix(bytes: Uint8Array): { offset: number; text: string } {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (textIn(bytes.subarray(0, middle)) === undefined) bad = middle;
    else good = middle;
  }
  // The fault is where the character begins that does not end as it should.
  const text = textIn(bytes.subarray(0, good)) ?? '';
  return { offset: new TextEncoder().encode(text).length, text: plainText(text) };
}

/** A prefix that only ends in the middle of a character is good without that, so the decoder streams. */
function textIn(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

function plainText(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}
