/** Creates QR codes of addresses as SVG: ISO/IEC 18004, error correction level M, quiet zone of four modules. */
import type { Element } from 'hast';
import { encode } from 'uqr';

/** White modules on each side, as the standard requires. */
const QUIET_ZONE = 4;
/** Minimum width of a code and of a module that a phone reads from paper. Millimeters. */
const MIN_WIDTH = 20;
const MIN_MODULE = 0.4;
/** Maximum modules in a row (version 14), because larger codes take too much room and are slow to scan. */
const MAX_MODULES = 73;

/**
 * Creates a QR code.
 * @param label accessible name
 * @returns `undefined` if the address is too long
 */
export function createQrCode(address: string, label: string): Element | undefined {
  // The maximum of a QR code at level M.
  if (Buffer.byteLength(address) > 2331) return undefined;
  const { data, size } = encode(address, { ecc: 'M', border: 0 });
  if (size > MAX_MODULES) return undefined;
  const side = size + 2 * QUIET_ZONE;
  const module = Math.max(MIN_WIDTH / size, MIN_MODULE);
  const d = data
    .flatMap((row, y) => findDarkRuns(row).map(([x, length]) => buildRunPath(x, y, length)))
    .join('');
  return {
    type: 'element',
    tagName: 'svg',
    properties: {
      viewBox: `0 0 ${side} ${side}`,
      role: 'img',
      ariaLabel: label,
      focusable: 'false',
      // The negative margin aligns the dark modules with the text, because the quiet zone is white.
      style: `inline-size: ${(side * module).toFixed(2)}mm; margin-inline-start: -${(QUIET_ZONE * module).toFixed(2)}mm`,
    },
    children: [
      createShape('rect', { width: side, height: side, fill: '#fff' }),
      createShape('path', { d, fill: '#000' }),
    ],
  };
}

const createShape = (tagName: string, properties: Element['properties']): Element => ({
  type: 'element',
  tagName,
  properties,
  children: [],
});

const buildRunPath = (x: number, y: number, length: number): string =>
  `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h${length}v1h-${length}z`;

/** Returns the runs of dark modules in a row. */
function findDarkRuns(row: readonly boolean[]): readonly (readonly [start: number, length: number])[] {
  const runs: [number, number][] = [];
  for (const [x, dark] of row.entries()) {
    const last = runs.at(-1);
    if (!dark) continue;
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  }
  return runs;
}
