/** From the codes of a font's glyphs to the characters they stand for (ISO 32000-1, 9.10.3). */

/** What is shown by one operator. */
export type Shown = { readonly font: string; readonly codes: string } | { readonly actual: string };

import { type Dict, Reference, Text, textOf, type Value } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { Reader } from '../../lib/pdf/syntax.ts';

type Characters = ReadonlyMap<number, string>;

/** What sequences show, as text. */
export interface Words {
  of(shown: readonly Shown[], resources: Dict): string;
}

export function wordsOf(file: PdfFile, resources: Iterable<Dict>): Words {
  const fonts = new Map<number, Characters>();
  const named = new Map<Dict, ReadonlyMap<string, Reference>>();
  for (const each of resources) {
    if (named.has(each)) continue;
    named.set(each, fontsIn(file, each));
    for (const font of named.get(each)?.values() ?? []) {
      if (!fonts.has(font.number)) fonts.set(font.number, charactersOf(file, file.dict(font)));
    }
  }
  const wordOf = (piece: Shown, resources: Dict): string => {
    if ('actual' in piece) return textOf(new Text(piece.actual));
    const font = named.get(resources)?.get(piece.font);
    return decoded(piece.codes, font && fonts.get(font.number));
  };
  return { of: (shown, resources) => shown.map((piece) => wordOf(piece, resources)).join('') };
}

function fontsIn(file: PdfFile, resources: Dict): ReadonlyMap<string, Reference> {
  const fonts = resources.get('Font');
  if (fonts === undefined) return new Map();
  return new Map(
    [...file.dict(fonts)].filter((entry): entry is [string, Reference] => entry[1] instanceof Reference),
  );
}

/** Codes are of two bytes: Skia writes no others but in fonts of Type 3, of which there are none. */
function decoded(codes: string, characters: Characters | undefined): string {
  let text = '';
  for (let at = 0; at + 1 < codes.length; at += 2) {
    text += characters?.get(codes.charCodeAt(at) * 256 + codes.charCodeAt(at + 1)) ?? '';
  }
  return text;
}

/** By the codes of its glyphs. */
export function charactersOf(file: PdfFile, font: Dict): Characters {
  const map = new Map<number, string>();
  const toUnicode = font.get('ToUnicode');
  if (toUnicode === undefined) return map;
  const text = file.inflated(file.stream(toUnicode)).toString('latin1');
  for (const [, kind, lines = ''] of text.matchAll(/beginbf(char|range)([\s\S]*?)endbf/g)) {
    readEntries(map, lines, kind === 'range');
  }
  return map;
}

function readEntries(map: Map<number, string>, lines: string, ranges: boolean): void {
  const reader = new Reader(lines);
  for (;;) {
    const first = reader.value();
    const last = ranges ? reader.value() : first;
    const target = reader.value();
    if (!(first instanceof Text) || !(last instanceof Text) || target === undefined) return;
    mapCodes(map, codeOf(first), codeOf(last), target);
  }
}

/** The target is that of the first code, or a list of one for each. */
function mapCodes(map: Map<number, string>, low: number, high: number, target: Value): void {
  for (let code = low; code <= high; code += 1) {
    const each = Array.isArray(target) ? target[code - low] : target;
    if (each instanceof Text) map.set(code, shifted(each, Array.isArray(target) ? 0 : code - low));
  }
}

const codeOf = ({ bytes }: Text): number =>
  [...bytes].reduce((code, byte) => code * 256 + byte.charCodeAt(0), 0);

/** Of a range, the last unit rises with the code. */
function shifted({ bytes }: Text, by: number): string {
  const text = textOf(new Text(`\u00FE\u00FF${bytes}`));
  if (by === 0) return text;
  return text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + by);
}
