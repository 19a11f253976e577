/**
 * What a glyph stands for where it has no character of its own, as the joined letters of Devanagari: Skia maps it to U+0000,
 * which no standard allows (ISO 14289-1, 7.21.7; ISO 19005-2, 6.2.11.7). The text itself is told beside it, as ActualText.
 */
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { type Dict, dict, Reference, Stream } from '../../../lib/pdf/objects.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import { charactersOf } from '../../printed/glyph-text.ts';

const deflateLater = promisify(deflate);

/** Zero width space: nothing is seen of it, nothing is heard. */
const NOTHING = '\u200B';
const NOTHING_CODE = '200B';

/** `<01FD> <0000>`, and a range of one: `<01FD> <01FD> <0000>`. */
const WITHOUT = /(<[0-9A-Fa-f]{4}>\s*)<0000>(?=\s*(?:<|end))/g;

/** @param resources of the pages, and of the forms on them */
export async function nameGlyphs(file: PdfFile, resources: Iterable<Dict>): Promise<void> {
  await Promise.all([...mapsOf(file, resources)].map((map) => mendMap(file, map)));
}

function mapsOf(file: PdfFile, resources: Iterable<Dict>): readonly Reference[] {
  const maps = new Map<number, Reference>();
  for (const each of new Set(resources)) {
    const fonts = each.get('Font');
    if (fonts === undefined) continue;
    for (const font of file.dict(fonts).values()) {
      const map = file.dict(font).get('ToUnicode');
      if (map instanceof Reference) maps.set(map.number, map);
    }
  }
  return [...maps.values()];
}

async function mendMap(file: PdfFile, reference: Reference): Promise<void> {
  const text = file.inflated(file.stream(reference)).toString('latin1');
  const start = text.indexOf('endcodespacerange');
  const mended = text.slice(start).replace(WITHOUT, `$1<${NOTHING_CODE}>`);
  if (mended === text.slice(start)) return;
  const data = await deflateLater(Buffer.from(text.slice(0, start) + mended, 'latin1'));
  file.set(reference, new Stream(dict({ Filter: '/FlateDecode' }), data));
}

/** @returns what the glyphs of a font stand for once they have names, one after the other by their codes, with U+0000 between them */
export function namedGlyphs(file: PdfFile, font: Dict): string {
  const glyphs: string[] = [];
  for (const [code, characters] of charactersOf(file, font)) {
    glyphs[code] = characters === '\0' ? NOTHING : characters;
  }
  return glyphs.join('\0');
}
