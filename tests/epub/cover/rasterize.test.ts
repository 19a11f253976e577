/** Painting: shapes where the drawing has them, in their colors; what is not understood is said and not painted. */
import { convertIndexedToRgb, decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { CoverPainter } from '../../../src/epub/cover/rasterize.ts';
import { parseSvgPath } from '../../../src/lib/raster/svg-path.ts';
import { context } from '../packed.ts';

const painter = new CoverPainter();

const drawing = (inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 160"><rect width="160" height="160" fill="#ffffff"/>${inner}</svg>`;

/** The color at a place of the drawing, `#rrggbb`. */
async function painted(inner: string): Promise<(x: number, y: number) => string> {
  const result = await painter.paint(drawing(inner), 1600, context);
  if (!('png' in result)) throw new Error(JSON.stringify(result));
  const image = decode(result.png);
  const colors = convertIndexedToRgb(image);
  return (x, y) => {
    const at = 3 * (Math.round(y * 10) * image.width + Math.round(x * 10));
    return `#${[...colors.subarray(at, at + 3)].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
  };
}

type Painted = ReturnType<typeof painted>;

const [WHITE, RED] = ['#ffffff', '#ff0000'];

describe('shapes', () => {
  test.each([
    ['a rectangle', '<rect x="40" y="20" width="20" height="20" fill="#ff0000"/>', [50, 30], [50, 50]],
    ['a circle', '<circle cx="50" cy="50" r="20" fill="#ff0000"/>', [50, 68], [66, 66]],
    [
      'a ring',
      '<circle cx="50" cy="50" r="20" fill="none" stroke="#ff0000" stroke-width="4"/>',
      [50, 31],
      [50, 50],
    ],
    ['a path', '<path fill="#ff0000" d="M10 10h40v40H10z"/>', [30, 30], [60, 30]],
    ['an arc', '<path fill="#ff0000" d="M50 10a40 40 0 0 1 0 80z"/>', [85, 50], [45, 50]],
    ['the other arc', '<path fill="#ff0000" d="M50 10a40 40 0 0 0 0 80z"/>', [15, 50], [55, 50]],
    [
      'moved and larger',
      '<g transform="translate(60 60) scale(2)"><path fill="#ff0000" d="M0 0h20v20z"/></g>',
      [90, 70],
      [70, 90],
    ],
  ] as const)('paints %s', async (_shape, inner, [x, y], [beside, below]) => {
    const at = await painted(inner);
    expect(at(x, y)).toBe(RED);
    expect(at(beside, below)).toBe(WHITE);
  });

  test('paints dashes with gaps', async () => {
    const line = (dashes: string) =>
      painted(`<path fill="none" stroke="#ff0000" stroke-width="4" ${dashes} d="M10 20H110"/>`);
    const [whole, dashed] = [await line(''), await line('stroke-dasharray="10 10"')];
    expect([whole(15, 20), whole(25, 20)]).toEqual([RED, RED]);
    expect([dashed(15, 20), dashed(25, 20)]).toEqual([RED, WHITE]);
  });
});

test('draws an arc of the length that its flags define', () => {
  const quarters = (path: string): number =>
    parseSvgPath(path)
      ?.flatMap(({ steps }) => steps)
      .filter(({ handles }) => handles).length ?? 0;
  expect(quarters('M0 0A10 10 0 0 1 10 10')).toBe(1);
  expect(quarters('M0 0A10 10 0 1 1 10 10')).toBe(3);
  expect(quarters('M0 0a10 10 0 0110 10')).toBe(1);
});

describe('text', () => {
  const words = (direction: string, text: string, language = 'en') =>
    painted(
      `<g font-size="40" direction="${direction}" xml:lang="${language}"><text x="80" y="80">${text}</text></g>`,
    );
  const side = async (at: Painted, from: number, to: number) => {
    const color = await at;
    let inked = 0;
    for (let x = from; x < to; x += 0.1)
      for (let y = 40; y < 90; y += 0.5) if (color(x, y) !== WHITE) inked += 1;
    return inked;
  };

  test('sets text in its direction from its start', async () => {
    const [onward, back] = [words('ltr', 'ill'), words('rtl', 'גגג', 'he')];
    expect(await side(onward, 80, 159)).toBeGreaterThan(100);
    expect(await side(onward, 0, 79)).toBe(0);
    expect(await side(back, 0, 80)).toBeGreaterThan(100);
    expect(await side(back, 82, 159)).toBe(0);
  });

  test('orders text of mixed direction correctly', async () => {
    // So high reach the stems of Latin letters alone.
    const rightmost = async (at: Painted) => {
      const color = await at;
      const inked = Array.from({ length: 1600 }, (_, x) => x / 10).filter((x) => color(x, 54) !== WHITE);
      return inked.at(-1);
    };
    expect(await rightmost(words('rtl', 'א lll', 'he'))).toBeLessThan(60);
    expect(await rightmost(words('rtl', 'lll א', 'he'))).toBeGreaterThan(70);
    expect(await rightmost(words('rtl', 'אאא', 'he'))).toBeUndefined();
  });

  test('joins Arabic letters', async () => {
    const joined = painter.paint(drawing('<text x="9" y="80" font-size="40">ببب</text>'), 1600, context);
    const apart = painter.paint(
      drawing('<text x="9" y="80" font-size="40">ب&#x200C;ب&#x200C;ب</text>'),
      1600,
      context,
    );
    expect(await joined).not.toEqual(await apart);
  });
});

test.each([
  ['a filter', '<filter id="f"/>', '`<filter>`'],
  ['a style', '<rect style="fill: red" width="9" height="9"/>', '`style` of `<rect>`'],
  ['a color by name', '<rect fill="red" width="9" height="9"/>', 'the color `red`'],
  ['a turn', '<g transform="rotate(9)"/>', '`rotate(9)`'],
  ['an unknown command', '<path d="M0 0X1 1 2 2"/>', 'the path of a `<path>`'],
  ['a span', '<text><tspan>x</tspan></text>', 'an element in `<text>`'],
])('does not paint %s', async (_what, inner, construct) => {
  expect(await painter.paint(drawing(inner), 1600, context)).toEqual({ kind: 'unsupported', construct });
});

test('names characters that no font has, and paints nothing', async () => {
  expect(await painter.paint(drawing('<text>aไb</text>'), 1600, context)).toEqual({
    kind: 'missing-glyphs',
    characters: ['ไ'],
  });
});
