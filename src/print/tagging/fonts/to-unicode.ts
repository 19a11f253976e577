/**
 * Repairs the `ToUnicode` map of glyphs that have no character of their own, such as the conjuncts of
 * Devanagari. Skia maps them to U+0000, which the standards forbid (ISO 14289-1, 7.21.7; ISO 19005-2,
 * 6.2.11.7); the text itself is in an `ActualText`.
 */
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { type Dict, dict, Reference, Stream } from '../../../lib/pdf/objects.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import { readToUnicode } from '../../printed/glyph-text.ts';

const deflateLater = promisify(deflate);

/** The replacement: invisible, and silent in a screen reader. */
const ZERO_WIDTH_SPACE = '\u200B';
const ZERO_WIDTH_SPACE_CODE = '200B';

/** Matches a mapping to U+0000: `<01FD> <0000>`, or a range of one code: `<01FD> <01FD> <0000>`. */
const UNMAPPED = /(<[0-9A-Fa-f]{4}>\s*)<0000>(?=\s*(?:<|end))/g;

/** Repairs the maps of all fonts. @param resources those of the pages and of the forms on them */
export async function repairToUnicode(file: PdfFile, resources: Iterable<Dict>): Promise<void> {
  await Promise.all([...findToUnicodeMaps(file, resources)].map((map) => repairMap(file, map)));
}

function findToUnicodeMaps(file: PdfFile, resources: Iterable<Dict>): readonly Reference[] {
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

async function repairMap(file: PdfFile, reference: Reference): Promise<void> {
  const text = file.inflate(file.stream(reference)).toString('latin1');
  const start = text.indexOf('endcodespacerange');
  const repaired = text.slice(start).replace(UNMAPPED, `$1<${ZERO_WIDTH_SPACE_CODE}>`);
  if (repaired === text.slice(start)) return;
  const data = await deflateLater(Buffer.from(text.slice(0, start) + repaired, 'latin1'));
  file.set(reference, new Stream(dict({ Filter: '/FlateDecode' }), data));
}

/**
 * Returns whether a font shows a character for private use, which has no meaning outside its font. PDF/A-2a demands an
 * `ActualText` for it (ISO 19005-2, 6.2.11.7.3), which cannot be given. Skia maps only glyphs that are shown.
 */
export function showsPrivateUse(file: PdfFile, resources: Iterable<Dict>): boolean {
  const fonts = [...new Set(resources)].flatMap((each) => {
    const named = each.get('Font');
    return named === undefined ? [] : [...file.dict(named).values()].map((font) => file.dict(font));
  });
  return [...new Set(fonts)].some((font) => /\p{Co}/u.test([...readToUnicode(file, font).values()].join('')));
}

/**
 * Returns the characters of a font's glyphs after the repair, in the order of their codes, separated by
 * U+0000.
 */
export function readGlyphTexts(file: PdfFile, font: Dict): string {
  const glyphs: string[] = [];
  for (const [code, characters] of readToUnicode(file, font)) {
    glyphs[code] = characters === '\0' ? ZERO_WIDTH_SPACE : characters;
  }
  return glyphs.join('\0');
}
