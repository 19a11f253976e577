/**
 * Replaces space marks in a printed page by spaces, and removes soft hyphens at which no line ends. Chromium paints
 * both as an empty glyph without width that has its text in an `ActualText`, or adds them to the `ActualText` of the
 * glyph beside them if the font has no space. The marks come from `src/print/document/white-space.ts`.
 */

/**
 * The mark: NOMINAL DIGIT SHAPES, a deprecated character that no text contains. It has no width, the bidirectional
 * algorithm ignores it, and a line can end between a space and it.
 */
export const SPACE_MARK = '\u206F';

/** Code points as they are in an `ActualText`. */
const [MARK, SOFT_HYPHEN, SPACE] = ['206F', '00AD', '0020'];

/** Matches the empty glyph: its text; font, matrix and move; its code. */
const EMPTY_GLYPH =
  /\/Span<<\/ActualText <FEFF(206F|00AD)> >> BDC\n((?:\/\S+ \S+ Tf\n)?(?:[-.\d ]+ Tm\n)?(?:[-.\d]+ [-.\d]+ Td )?)<([0-9A-F]{4})> Tj\nEMC\n/g;

/** Matches the text of another glyph, and the vertical position if it begins a line. */
const GLYPH_TEXT =
  /\/Span<<\/ActualText <FEFF((?:[0-9A-F]{4})+)> >> BDC\n(?=(?:\/\S+ \S+ Tf\n)?(?:\S+ \S+ \S+ \S+ \S+ (\S+) Tm\n)?)/g;

/**
 * Replaces each space mark by a space without width, unless a space is beside it, and removes soft hyphens.
 * @param bytes a content stream as Skia writes it
 * @returns the same bytes if there is nothing to replace
 */
export function restoreSpaces(bytes: Buffer): Buffer {
  if (!bytes.includes(`${MARK}>`) && !bytes.includes(`<FEFF${MARK}`) && !bytes.includes(SOFT_HYPHEN))
    return bytes;
  const content = bytes.toString('latin1');
  const restored = content.replace(EMPTY_GLYPH, (whole, text, position, code, at) => {
    const glyph = { code, position, start: at, end: at + whole.length };
    if (text === MARK && !isBesideSpace(content, glyph)) return `${position}<${code}> Tj\n`;
    return position.replace(/ $/, '\n');
  });
  return Buffer.from(restoreInTexts(restored), 'latin1');
}

interface EmptyGlyph {
  readonly code: string;
  /** The operators that position it. */
  readonly position: string;
  readonly start: number;
  readonly end: number;
}

/** Matches the next glyph of the same text object. */
const NEXT_GLYPH = /(?:[-.\d]+ [-.\d]+ Td )?<([0-9A-F]{4})> Tj\n/y;
const LAST_GLYPH = '> Tj\n';

/**
 * Returns whether the space of a mark is shown: before it, at the end of the last line, or directly after it as in text
 * from right to left. The empty glyph of a mark is the space of its font.
 */
function isBesideSpace(content: string, { code, position, start, end }: EmptyGlyph): boolean {
  NEXT_GLYPH.lastIndex = end;
  if (NEXT_GLYPH.exec(content)?.[1] === code) return true;
  const height = / (\S+) Tm\n/.exec(position)?.[1];
  // Another text object of the same line has the space of other words.
  if (height !== undefined && height === findHeight(content, start)) return false;
  const last = content.lastIndexOf(LAST_GLYPH, start);
  if (last < 0 || content.slice(last - code.length, last) !== code) return false;
  const font = /^\/\S+/.exec(position)?.[0];
  if (font === undefined && !content.slice(last, start).includes(FONT_OPERATOR)) return true;
  return findFont(content, last) === (font ?? findFont(content, start));
}

const FONT_OPERATOR = ' Tf\n';

/** Returns the resource name of the font that is set at an offset. */
function findFont(content: string, at: number): string {
  const end = content.lastIndexOf(FONT_OPERATOR, at);
  return /^\S+/.exec(content.slice(content.lastIndexOf('\n', end) + 1, end))?.[0] ?? '';
}

/** Restores spaces in the texts of other glyphs. There a mark comes first only if the glyph follows a space. */
function restoreInTexts(content: string): string {
  return content.replace(GLYPH_TEXT, (whole, text: string, height: string | undefined, at: number) => {
    const characters: readonly string[] = text.match(/.{4}/g) ?? [];
    if (!characters.includes(MARK) && !characters.includes(SOFT_HYPHEN)) return whole;
    const startsLine = height !== undefined && height !== findHeight(content, at);
    const kept = characters.filter(
      (character, index) => character !== SOFT_HYPHEN && (character !== MARK || index > 0 || startsLine),
    );
    return whole.replace(text, kept.join('').replaceAll(MARK, SPACE));
  });
}

/** Returns the vertical position of the last line before an offset. */
function findHeight(content: string, at: number): string {
  const end = content.lastIndexOf(' Tm\n', at);
  return content.slice(content.lastIndexOf(' ', end - 1) + 1, end);
}
