/**
 * Finds the numbers, phone numbers, dates, addresses and quantities in a text that is read from right to left,
 * and the direction in which each is written.
 *
 * The Unicode Bidirectional Algorithm alone orders them by their separators and by the letter before them: after
 * an Arabic letter, `020 7946 0123` is shown as `0123 7946 020` (UAX 9, rules W2 and N1). Each run found here is
 * isolated, so that its order depends on nothing around it. Sources of the order:
 * - Addresses, phone numbers, ISBN: left to right (r12a, Arabic orthography notes, "Expressions & sequences").
 * - Sequences and ranges: as the language writes them, see `findSequenceDirection` in `core/language.ts`.
 * - Percent: with Arabic digits or `٪`, the sign is left of the number (W3C, Text Layout Requirements for the
 *   Arabic Script, "Arabic number in other uses"; r12a, Persian orthography notes, "Percentages"). With European
 *   digits it is right of it (Unicode CLDR, `ar` and `he`, numbers/symbols and percentFormats).
 * - Signs: left of the number, except with Arabic-Indic digits (CLDR, minusSign of `ar`, `fa`, `he`).
 * - Degree and currency signs: as typed, from left to right (W3C, the same section).
 */

export type Direction = 'ltr' | 'rtl';

/** A part of a text that is isolated from the direction around it. */
export interface NumberRun {
  /** Offsets in the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly direction: Direction;
  /**
   * Whether the order of the characters is that of the text. Without it, groups of Arabic-Indic digits would be
   * ordered from right to left.
   */
  readonly isOverride: boolean;
  /** Runs inside it, in the order of the text. */
  readonly inner: readonly NumberRun[];
}

const DIGIT = '0-9٠-٩۰-۹';
const FRACTION = '¼-¾⅐-⅞';
const LETTER = '\\p{Script=Latin}\\p{Script=Greek}µΩ℃℉';
const SPACE = '[ \\u00A0\\u202F]';
const DASH = '\\-‐‑‒–—−';

/** Returns a function that makes a pattern when it is first needed: few texts are read from right to left. */
function createPattern(source: string, flags: string): () => RegExp {
  let made: RegExp | undefined;
  return () => {
    made ??= new RegExp(source, flags);
    return made;
  };
}

/** Web and e-mail addresses, without the punctuation of the sentence. */
const ADDRESS = createPattern(
  [
    '(?:https?:\\/\\/|ftp:\\/\\/|mailto:|tel:|sms:|www\\.)(?:[^\\s()<>«»“”"،؛؟]|\\([^\\s()]*\\))+',
    '[\\w.+%-]+@[\\w-]+(?:\\.[\\w-]+)+',
    '(?<![\\w.])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}(?:\\/[^\\s()<>«»“”"،؛؟]*)?',
  ].join('|'),
  'giu',
);
const SENTENCE_END = /[.,:;!?'’*_]+$/u;

/** Groups of digits that can be a phone number. */
const GROUPS = createPattern(
  `(?<![\\p{L}${DIGIT}.,٫٬])\\(?\\+?[${DIGIT}]+\\)?(?:(?:${SPACE}|[./${DASH}]|\\)${SPACE}?|${SPACE}?\\()[${DIGIT}]+\\)?)+(?![\\p{L}${DIGIT}%٪‰°])`,
  'gu',
);
/** Codes dialed on a phone: `*123#`. */
const DIAL_CODE = createPattern(`[*#]+[${DIGIT}][${DIGIT}*#]*`, 'gu');

/** A word or number of a quantity. */
const ATOM = `[+${DASH}±$€£¥]?[${LETTER}${DIGIT}${FRACTION}%°][${LETTER}${DIGIT}${FRACTION}\\p{M}%٪°‰؉′″'’⁰-⁹⁺⁻₀-₉²³¹^*×·•&#_@]*(?:[+−-](?![\\p{L}${DIGIT}]))?`;
const JOINT = `${SPACE}|[./:${DASH}×*=+](?=[${LETTER}${DIGIT}])|(?<=[${DIGIT}])[,٫٬](?=[${DIGIT}])|${SPACE}?[${DASH}×*+=÷/]${SPACE}?(?=[${DIGIT}])`;
const CLUSTER = createPattern(
  `(?<![\\p{L}${DIGIT}])${ATOM}(?:(?:${JOINT})${ATOM})*(?:${SPACE}?[%٪$€£¥])?`,
  'gu',
);

const HYPHEN = '[-‐‑–−]';
/** Day, month and year in any order; the year has four or two digits. */
const DATE = `(?:[${DIGIT}]{4}${HYPHEN}[${DIGIT}]{1,2}${HYPHEN}[${DIGIT}]{1,2}|[${DIGIT}]{1,2}${HYPHEN}[${DIGIT}]{1,2}${HYPHEN}(?:[${DIGIT}]{4}|[${DIGIT}]{2}))(?![${DIGIT}])`;
const NUMBER = `(?:${DATE}|[${DIGIT}]+(?:[.,٫٬/:][${DIGIT}]+)*[${FRACTION}]?|[${FRACTION}])`;
const OPERAND = `(?:(?<![\\p{L}${DIGIT}%٪‰؉°′″$€£¥])[+−±-])?[$€£¥]?${NUMBER}(?:${SPACE}?[%٪‰؉]|°|[′″])?${SPACE}?[$€£¥]?`;
const SEQUENCE = createPattern(`${OPERAND}(?:${SPACE}?[${DASH}×*+=÷/]${SPACE}?${OPERAND})*`, 'gu');
const OPERANDS = createPattern(OPERAND, 'gu');

const HAS_LETTER = createPattern(`[${LETTER}]`, 'u');
const HAS_DIGIT = createPattern(`[${DIGIT}${FRACTION}]`, 'u');
const ARABIC_INDIC = /[٠-٩]/u;
const PERCENT = /[%٪‰؉]/u;

/**
 * Finds the runs of a text that is read from right to left.
 * @param sequences direction of ranges and calculations in the language of the text
 */
export function findNumberRuns(text: string, sequences: Direction): readonly NumberRun[] {
  if (!/[0-9٠-٩۰-۹¼-¾⅐-⅞@+−-]|www\.|\w\.\w/u.test(text)) return [];
  const found: NumberRun[] = [];
  for (const { index, 0: match } of text.matchAll(ADDRESS())) {
    const address = match.replace(SENTENCE_END, '');
    if (!/^[\d.]+$/.test(address)) found.push(createRun(index, address, 'ltr'));
  }
  addFree(found, text, DIAL_CODE(), (at, code) => (/[*#]$/.test(code) ? [createRun(at, code, 'ltr')] : []));
  addFree(found, text, GROUPS(), (at, groups) => findGroups(at, groups, text));
  addFree(found, text, CLUSTER(), (at, cluster) => readCluster(at, cluster, sequences));
  return found.sort((one, other) => one.start - other.start);
}

/** Adds what `read` makes of the matches that do not overlap with a run found before. */
function addFree(
  found: NumberRun[],
  text: string,
  pattern: RegExp,
  read: (at: number, match: string) => readonly NumberRun[],
): void {
  const taken = [...found].sort((one, other) => one.start - other.start);
  let from = 0;
  for (const next of [...taken, { start: text.length, end: text.length }]) {
    // A run that was found before ends the text for the pattern, but stays in view of its look-behind.
    for (const match of text.slice(0, next.start).matchAll(startAt(pattern, from))) {
      found.push(...read(match.index, match[0]));
    }
    from = next.end;
  }
}

function startAt(pattern: RegExp, index: number): RegExp {
  const copy = new RegExp(pattern);
  copy.lastIndex = index;
  return copy;
}

/** An override is needed where Arabic-Indic digits are separated (UAX 9, rule N1). */
const createRun = (
  start: number,
  text: string,
  direction: Direction,
  inner: readonly NumberRun[] = [],
): NumberRun => ({
  start,
  end: start + text.length,
  direction,
  isOverride: direction === 'ltr' && inner.length === 0 && /[٠-٩][^٠-٩]+[٠-٩]/u.test(text),
  inner,
});

/** Finds a phone number, or a number in groups. */
function findGroups(at: number, match: string, text: string): readonly NumberRun[] {
  const isUnitAhead = new RegExp(`^${SPACE}?[${LETTER}%٪°$€£¥]`, 'u').test(text.slice(at + match.length));
  const whole = balanceBrackets(match);
  return !isUnitAhead && !IS_DATE().test(whole) && isPhone(whole) ? [createRun(at, whole, 'ltr')] : [];
}

/** Removes a bracket at the end that opens nowhere in the match. */
const balanceBrackets = (match: string): string =>
  match.endsWith(')') && !match.includes('(') ? match.slice(0, -1) : match;

const IS_DATE = createPattern(`^${DATE}$`, 'u');

const toEuropeanDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));

/**
 * Returns whether groups of digits are a phone number, or a number in groups. Two groups with a hyphen are one only if
 * they are too long for a range, or if the second begins with 0.
 */
function isPhone(given: string): boolean {
  const text = toEuropeanDigits(given);
  const groups = text.match(/\d+/g) ?? [];
  const digits = groups.join('').length;
  if (/^\(?\+/.test(text)) return digits >= 6;
  const separators = new Set(text.replace(/[\d ()\u00A0\u202F]/g, ''));
  if (separators.size > 1 || /^\d+(?:[./]\d+)+$/.test(text)) return false;
  if (/^\(?0\d/.test(text)) return digits >= 6;
  const [first = '', second = ''] = groups;
  if (separators.size === 0) {
    const isYear = groups.length === 2 && /^(?:1[3-9]|20)\d\d$/.test(first) && second.length < 4;
    return digits >= 5 && groups.slice(1).every((group) => group.length > 1) && !isYear;
  }
  if (digits < 7) return /^0\d/.test(second) && digits >= 5;
  if (groups.length > 2 || /[()]/.test(text)) return true;
  return separators.has('-') && !isLongRange(first, second);
}

/** Whether two groups of digits are years, or rising round numbers. */
function isLongRange(first: string, second: string): boolean {
  if (Number(first) >= Number(second) || second.startsWith('0')) return false;
  const areYears = [first, second].every((year) => /^(?:1[0-9]|20|21)\d\d$/.test(year));
  return areYears || [first, second].every((number) => number.endsWith('0'));
}

/** Reads words and numbers without a letter of the text's own script. */
function readCluster(at: number, cluster: string, sequences: Direction): readonly NumberRun[] {
  if (HAS_LETTER().test(cluster)) {
    // Latin words alone are in order; a sign at their end is not: `Rh+`.
    const isQuantity = HAS_DIGIT().test(cluster) || /[+−%°'’-]$/u.test(cluster);
    return isQuantity ? [createRun(at, cluster, 'ltr')] : [];
  }
  return [...cluster.matchAll(SEQUENCE())].flatMap(({ index, 0: match }) => {
    const sequence = match.trimEnd();
    const operands = [...sequence.matchAll(OPERANDS())].map((operand) => ({
      at: at + index + operand.index,
      text: operand[0].trimEnd(),
    }));
    if (operands.length === 1) return readOperand(at + index, sequence);
    const inner = operands.flatMap((operand) => {
      const read = readOperand(operand.at, operand.text);
      return read.length > 0 ? read : [createRun(operand.at, operand.text, 'ltr')];
    });
    return [createRun(at + index, sequence, sequences, inner)];
  });
}

/** Reads a number with its signs. A number alone needs no isolation. */
function readOperand(at: number, operand: string): readonly NumberRun[] {
  const isBare = new RegExp(`^[${DIGIT}]+(?:[.,٫٬/:][${DIGIT}]+)?$`, 'u').test(operand);
  if (isBare) return [];
  const isArabic = /[٠-٩۰-۹]/u.test(operand);
  const percentIsLeft = PERCENT.test(operand) && (isArabic || /[٪؉]/u.test(operand));
  const signIsRight = /^[+−±-]/u.test(operand) && ARABIC_INDIC.test(operand);
  if (!percentIsLeft && !signIsRight) return [createRun(at, operand, 'ltr')];
  const start = signIsRight ? 1 : 0;
  const number = operand.slice(start).replace(new RegExp(`${SPACE}?[%٪‰؉]$`, 'u'), '');
  return [createRun(at, operand, 'rtl', [createRun(at + start, number, 'ltr')])];
}

/** Unicode controls (UAX 9, 2): isolates in each direction, the override, and their ends. */
const CONTROLS = { ltr: '\u2066', rtl: '\u2067', end: '\u2069', override: '\u202D', overrideEnd: '\u202C' };

/** Returns a text with Unicode isolates around its numbers, for a place that has no elements. */
export function isolateWithControls(text: string, sequences: Direction): string {
  const write = (runs: readonly NumberRun[], from: number, to: number): string => {
    let [result, at] = ['', from];
    for (const { start, end, direction, isOverride, inner } of runs) {
      const content = write(inner, start, end);
      const forced = isOverride ? CONTROLS.override + content + CONTROLS.overrideEnd : content;
      result += text.slice(at, start) + CONTROLS[direction] + forced + CONTROLS.end;
      at = end;
    }
    return result + text.slice(at, to);
  };
  return write(findNumberRuns(text, sequences), 0, text.length);
}
