/**
 * Restores preserved spaces that Chromium did not print: if only the space does not fit on a line, or the direction of
 * the text changes at it, it is a run of its own, for which Skia writes an empty text object.
 */

import { type Dict, isDict, Reference } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { readToUnicode } from './glyph-text.ts';

const EMPTY_TEXT = 'BT\nET\n';

/** Matches an empty text object, and the end of a text object directly before it. */
const LOST_SPACE = /(ET\n)?BT\nET\n/g;
const TEXT_OBJECT = /BT\n([\s\S]*?)ET\n/y;
/** Matches the operators that set font and matrix at the beginning of a text object. */
const SETTING = /\/(\S+) (\S+) Tf\n[-.\d ]+? (\S+) Tm\n/;

/** Restores the spaces in the content streams of one file. */
export class SpaceRestorer {
  readonly #file: PdfFile;
  /** The code of the space in hexadecimal digits, by the number of the font's object. */
  readonly #codes = new Map<number, string | undefined>();

  constructor(file: PdfFile) {
    this.#file = file;
  }

  /** Returns a content stream with its spaces; the same bytes if it has lost none. */
  restore(bytes: Buffer, resources: Dict): Buffer {
    if (!bytes.includes(EMPTY_TEXT)) return bytes;
    const content = bytes.toString('latin1');
    const restored = content.replace(LOST_SPACE, (whole, last: string | undefined, at: number) => {
      const after = at + whole.length;
      const beside =
        last === undefined || isRightToLeftLine(content, after) ? nextText(content, after) : undefined;
      if (beside !== undefined) return `${last ?? ''}${this.#spaceBeside(beside, resources) ?? EMPTY_TEXT}`;
      const before = content.slice(content.lastIndexOf('BT\n', at), at);
      const font = [...before.matchAll(/\/(\S+) \S+ Tf\n/g)].at(-1)?.[1];
      const code = font && this.#findCode(resources, font);
      if (code !== undefined) return `<${code}> Tj\nET\n`;
      return `${last ?? ''}${this.#spaceBeside(before, resources) ?? EMPTY_TEXT}`;
    });
    return Buffer.from(restored, 'latin1');
  }

  /** Returns a text object with a space at the beginning of another one, in any font that has a space. */
  #spaceBeside(text: string, resources: Dict): string | undefined {
    const [setting, font = ''] = SETTING.exec(text) ?? [];
    if (setting === undefined) return undefined;
    const fonts = this.#file.get(resources.get('Font'));
    for (const name of [font, ...(isDict(fonts) ? fonts.keys() : [])]) {
      const code = this.#findCode(resources, name);
      if (code !== undefined) return `BT\n${setting.replace(font, () => name)}<${code}> Tj\nET\n`;
    }
    return undefined;
  }

  #findCode(resources: Dict, name: string): string | undefined {
    const fonts = this.#file.get(resources.get('Font'));
    const font = isDict(fonts) ? fonts.get(name) : undefined;
    if (!(font instanceof Reference)) return undefined;
    if (!this.#codes.has(font.number)) this.#codes.set(font.number, this.#readCode(this.#file.dict(font)));
    return this.#codes.get(font.number);
  }

  #readCode(font: Dict): string | undefined {
    const [code] = [...readToUnicode(this.#file, font)].find(([, text]) => text === ' ') ?? [];
    return code?.toString(16).toUpperCase().padStart(4, '0');
  }
}

function nextText(content: string, at: number): string | undefined {
  TEXT_OBJECT.lastIndex = at;
  return TEXT_OBJECT.exec(content)?.[1];
}

/** Returns whether the line that begins at an offset has text from right to left: then its end is painted first. */
function isRightToLeftLine(content: string, at: number): boolean {
  const height = SETTING.exec(nextText(content, at) ?? '')?.[3];
  TEXT_OBJECT.lastIndex = at;
  for (let text = TEXT_OBJECT.exec(content)?.[1]; text !== undefined; text = TEXT_OBJECT.exec(content)?.[1]) {
    if (SETTING.exec(text)?.[3] !== height) return false;
    if (text.includes('/ReversedChars')) return true;
  }
  return false;
}
