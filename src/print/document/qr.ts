/** QR codes of addresses, as drawings: ISO/IEC 18004, error correction M, a quiet zone of four modules. */
import type { Element } from 'hast';
import { encode } from 'uqr';

/** Modules of white on each side, which the standard asks for. */
const QUIET = 4;
/** No code is narrower, and no module smaller, or a telephone would not read it from paper. Millimetres. */
const NARROWEST = 20;
const SMALLEST_MODULE = 0.4;
/** A larger code takes too much of a page, and too long a look of the camera. Modules in a row, of version 14. */
const MOST_MODULES = 73;

/**
 * @param label what it is, in words
 * @returns `undefined` for an address that is too long for a code that can be read
 */
export function qrCode(address: string, label: string): Element | undefined {
  // Of more than 2331 bytes no code can be made.
  if (Buffer.byteLength(address) > 2331) return undefined;
  const { data, size } = encode(address, { ecc: 'M', border: 0 });
  if (size > MOST_MODULES) return undefined;
  const side = size + 2 * QUIET;
  const module = Math.max(NARROWEST / size, SMALLEST_MODULE);
  const d = data.flatMap((row, y) => runsOf(row).map(([x, length]) => runPath(x, y, length))).join('');
  return {
    type: 'element',
    tagName: 'svg',
    properties: {
      viewBox: `0 0 ${side} ${side}`,
      role: 'img',
      ariaLabel: label,
      focusable: 'false',
      // The quiet zone is white: so the code begins where the text does.
      style: `inline-size: ${(side * module).toFixed(2)}mm; margin-inline-start: -${(QUIET * module).toFixed(2)}mm`,
    },
    children: [
      drawn('rect', { width: side, height: side, fill: '#fff' }),
      drawn('path', { d, fill: '#000' }),
    ],
  };
}

const drawn = (tagName: string, properties: Element['properties']): Element => ({
  type: 'element',
  tagName,
  properties,
  children: [],
});

const runPath = (x: number, y: number, length: number): string =>
  `M${x + QUIET} ${y + QUIET}h${length}v1h-${length}z`;

/** Where dark modules begin in a row, and how many there are. */
function runsOf(row: readonly boolean[]): readonly (readonly [start: number, length: number])[] {
  const runs: [number, number][] = [];
  for (const [x, dark] of row.entries()) {
    const last = runs.at(-1);
    if (!dark) continue;
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  }
  return runs;
}
