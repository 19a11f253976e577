/**
 * Removes control characters from a text, restores those that Windows-1252 has in their place, and reports
 * letters that a wrong encoding left (“mojibake”).
 */
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';

/** Windows-1252 from byte 0x80 to 0x9F (WHATWG Encoding); five of them are controls there, too. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: they are what is looked for.
/**
 * Control sequences of terminals; control characters but tab and line feed; byte order marks; noncharacters.
 */
const DROPPED = /\u001B\[[\d;]*[A-Za-z]|[\0-\u0008\u000B-\u001F\u007F\uFEFF\uFFFE\uFFFF]/g;
/** A form feed and a vertical tab separate words. */
const SPACES = /^[\u000B\u000C]$/;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: the end of the above.
const C1_CONTROL = /[\u0080-\u009F]/g;

/**
 * Returns the text without control characters. Diagnostics: `control-dropped`, `control-replaced`,
 * `text-miscoded`, each once, at the first place.
 */
export function cleanCharacters(source: SourceFile, report: Report): string {
  reportMiscoded(source, report);
  const replaced = replaceAll(source, C1_CONTROL, replaceControl);
  if (replaced.found.length > 0) {
    const meant = replaced.found
      .filter(({ replacement }) => replacement !== '')
      .map(({ written, replacement }) => `${formatCode(written)} ${replacement}`);
    const facts = { count: replaced.found.length, meant: [...new Set(meant)] };
    report(diagnostic('control-replaced', facts, locationAt(source, replaced.found[0]?.at ?? 0)));
  }
  const dropped = replaceAll(source, DROPPED, dropControl);
  if (dropped.found.length > 0) {
    const codes = dropped.found.map(({ written }) => formatCode(written));
    const facts = { count: codes.length, codePoints: [...new Set(codes)] };
    report(diagnostic('control-dropped', facts, locationAt(source, dropped.found[0]?.at ?? 0)));
  }
  return replaceAll({ ...source, text: replaced.text }, DROPPED, dropControl).text;
}

interface Replacement {
  readonly written: string;
  readonly replacement: string;
  readonly at: number;
}

function replaceAll(
  { text }: SourceFile,
  pattern: RegExp,
  replace: (written: string) => string,
): { readonly text: string; readonly found: readonly Replacement[] } {
  const found: Replacement[] = [];
  const changed = text.replace(pattern, (written, at: number) => {
    const replacement = replace(written);
    found.push({ written, replacement, at });
    return replacement;
  });
  return { text: changed, found };
}

/** Returns what Windows-1252 has in the place of a C1 control; nothing if it has none. */
function replaceControl(written: string): string {
  const meant = WINDOWS_1252[written.charCodeAt(0) - 0x80] ?? '';
  return meant === written ? '' : meant;
}

const dropControl = (written: string): string => (SPACES.test(written) ? ' ' : '');

const formatCode = (written: string): string =>
  `U+${written.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** UTF-8 that was decoded as Windows-1252: a first byte, and further ones. */
const FURTHER = `\\u0080-\\u00BF${WINDOWS_1252.replace(/\p{Control}/gu, '')}`;
const SEQUENCES = new RegExp(
  [
    // Latin letters and signs. A word in capitals before a closing mark is none.
    `(?<!\\p{Lu})[ÂÃ][${FURTHER}]`,
    // Punctuation, arrows and signs of mathematics; emoji; a byte order mark.
    `â[${FURTHER}]{2}`,
    `ð[${FURTHER}]{3}`,
    'ï»¿',
    // Letters of other scripts: several together, because one can be a letter before a mark.
    `(?:[\\u00C4-\\u00E1\\u00E3-\\u00EF][${FURTHER}]{1,2}){3,}`,
    '\\uFFFD',
  ].join('|'),
  'gu',
);

function reportMiscoded(source: SourceFile, report: Report): void {
  const found: { readonly at: number; readonly sample: string }[] = [];
  for (const { 0: written, index: at } of source.text.matchAll(SEQUENCES)) {
    const meant = written === '\uFFFD' ? '?' : decode(written);
    if (meant !== undefined) found.push({ at, sample: `\`${written}\` for “${meant}”` });
  }
  const [first] = found;
  if (first === undefined) return;
  const samples = [...new Set(found.map(({ sample }) => sample))];
  report(diagnostic('text-miscoded', { count: found.length, samples }, locationAt(source, first.at)));
}

/** Decodes a text that was UTF-8 before it was taken for Windows-1252; nothing if it was not. */
function decode(written: string): string | undefined {
  const bytes = [...written].map((character) => {
    const index = WINDOWS_1252.indexOf(character);
    return index === -1 ? character.charCodeAt(0) : 0x80 + index;
  });
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
    return written.startsWith('â') && !/[\u2000-\u27BF]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
