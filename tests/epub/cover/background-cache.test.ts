/** Covers of one design share the background below their text, and nothing above it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { CoverPainter } from '../../../src/epub/cover/rasterize.ts';
import { context } from '../packed.ts';

const drawing = (inner: string, width = 160): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} 160"><title>x</title>${inner}</svg>`;
const words = (text: string): string => `<text x="10" y="80" font-size="30" fill="#0b4f5c">${text}</text>`;
const RING = '<circle cx="60" cy="60" r="44" fill="#eef4f5" stroke="#0b4f5c" stroke-width="9"/>';
const SPOT = '<circle cx="90" cy="60" r="30" fill="#ff0000"/>';

/** Creates a painter that has painted nothing. */
function createPainter() {
  const painter = new CoverPainter();
  return async (svg: string): Promise<string> => {
    const result = await painter.paint(svg, 320, context);
    if (result.kind !== 'painted') throw new Error(JSON.stringify(result));
    return Buffer.from(result.png).toString('base64');
  };
}

let paint: ReturnType<typeof createPainter>;
beforeEach(() => {
  paint = createPainter();
});

describe('a second drawing is painted as if it were the first', () => {
  test.each([
    ['other words', RING + words('Fever'), RING + words('Cold')],
    ['another ground', RING + words('Fever'), SPOT + words('Fever')],
    ['shapes above the words', RING + words('Fever') + SPOT, RING + words('Cold')],
    ['more below the words', RING + words('Fever'), RING + SPOT + words('Fever')],
    ['words in a group', RING + words('Fever'), `${RING}<g transform="scale(2)">${SPOT}${words('A')}</g>`],
    ['no words', RING + words('Fever'), RING],
    ['no ground', RING + words('Fever'), words('Fever')],
  ])('paints the second drawing as if it were the first: %s', async (_name, before, after) => {
    await paint(drawing(before));
    const painted = await paint(drawing(after));
    const alone = await createPainter()(drawing(after));
    expect(painted).toBe(alone);
    expect(painted).not.toBe(await paint(drawing(before)));
  });
});

test('repaints the same shapes in another size', async () => {
  await paint(drawing(RING + words('A')));
  const wide = drawing(RING + words('A'), 320);
  expect(await paint(wide)).toBe(await createPainter()(wide));
});
