/** Reads text files, without control characters, with `\n` as line end. */
import { join } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnoseReadError } from '../../core/diagnostics/file-problem.ts';
import type { Context } from '../../core/model/context.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';
import { cleanCharacters } from './characters.ts';
import { decodeText } from './encoding.ts';

/**
 * Reads a text file below the root.
 * Also reports `direction-overridden` and the diagnostics of {@link cleanCharacters}.
 * @param path relative to the root
 * @returns `undefined` after a diagnostic: `file-not-utf8` (where no other encoding fits), `file-outside`,
 * `file-unreadable`
 */
export async function readText(
  path: string,
  { root, host, report }: Context,
): Promise<SourceFile | undefined> {
  try {
    const absolute = join(root, path);
    const bytes = await host.read(absolute);
    // Records where links lead, because the content also changes with the link's target
    // (`selection/recorded-inputs.ts`).
    await host.resolve(absolute);
    return decode(path, bytes, report);
  } catch (error) {
    report(diagnoseReadError(error, path));
    return undefined;
  }
}

function decode(path: string, bytes: Uint8Array, report: Context['report']): SourceFile | undefined {
  const { text, fault } = decodeText(bytes);
  if (fault !== undefined) {
    const { before, ...facts } = fault;
    const valid = normalizeText(before);
    report(diagnostic('file-not-utf8', facts, locationAt({ path, text: valid }, valid.length)));
  }
  if (text === undefined) return undefined;
  const source = { path, text: normalizeText(text) };
  reportDirectionOverrides(source, report);
  return { path, text: cleanCharacters(source, report) };
}

/** Characters that force the display order of the following letters (Unicode Standard Annex 9). */
const DIRECTION_OVERRIDE = /[\u202D\u202E]/g;

/**
 * Reports `direction-overridden` at the first override. Such characters are invisible and come with pasted
 * text.
 */
function reportDirectionOverrides(source: SourceFile, report: Context['report']): void {
  const found = [...source.text.matchAll(DIRECTION_OVERRIDE)];
  const [first] = found;
  if (first === undefined) return;
  const codePoints = found.map(([character]) => `U+${character.charCodeAt(0).toString(16).toUpperCase()}`);
  report(diagnostic('direction-overridden', { codePoints }, locationAt(source, first.index)));
}

function normalizeText(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}
