/** What a drawing costs, counted before anything is drawn: with multiplicity, to the limit and no further, and in a short time. */
import { describe, expect, test } from 'vitest';
import { LIMITS, type Load } from '../../../../../src/render/images/svg/cost/limits.ts';
import { judgeSvg } from '../../../../../src/render/images/svg/svg.ts';
import { drawingOf, HEAVY } from '../../../../support/heavy-drawings.ts';
import { benchOver, complaints, judge, memoryHost } from '../../../../support/workbench.ts';

async function loadsOf(svg: string) {
  const judged = await judgeSvg(svg);
  if (judged.verdict !== 'safe') throw new Error(JSON.stringify(judged));
  return judged.loads;
}

const loads = Object.keys(LIMITS) as readonly Load[];
/** Of pictures of so many pixels the test makes no smaller ones. */
const quick = loads.filter((load) => load !== 'pixels');

describe('each limit', () => {
  test.each(quick)('%s: half of it passes, and says how much it is', async (load) => {
    const { [load]: count } = await loadsOf(HEAVY[load](LIMITS[load] / 2));
    expect(count / LIMITS[load]).toBeGreaterThan(0.3);
    expect(count / LIMITS[load]).toBeLessThan(0.7);
  });

  test.each(quick)('%s: more than that is refused, at its place', async (load) => {
    // What grows by doubling may come out at half of what was asked for.
    const judged = await judgeSvg(HEAVY[load](LIMITS[load] * 2.2));
    expect(judged.verdict === 'complex' && judged.most[0]).toMatchObject({ load, limit: LIMITS[load] });
    expect(judged.verdict === 'complex' && judged.offset).toBeGreaterThan(0);
  });

  test.each(quick)('%s: ten times as much is found out in a few seconds', async (load) => {
    const svg = HEAVY[load](LIMITS[load] * 10);
    const begin = performance.now();
    expect((await judgeSvg(svg)).verdict).toBe('complex');
    expect(performance.now() - begin).toBeLessThan(20_000);
  });

  test('shares add up', async () => {
    const [one, other] = [HEAVY.masks(30), HEAVY.filters(20)];
    const inside = (svg: string) => svg.replace(/^<svg[^>]*>|<\/svg>$/g, '').replaceAll('"a"', '"b"');
    expect(await judgeSvg(one)).toMatchObject({ verdict: 'safe' });
    expect(await judgeSvg(other)).toMatchObject({ verdict: 'safe' });
    const both = drawingOf(
      inside(one) + inside(other).replaceAll('"b"', '"c"').replaceAll('#a', '#c').replaceAll('#b', '#c'),
    );
    expect(await judgeSvg(both.replaceAll('mask="url(#a)"', 'mask="url(#b)"'))).toMatchObject({
      verdict: 'complex',
      most: [{ load: 'masks' }, { load: 'filters' }],
    });
  });
});

/** Levels of three, each of which is drawn with the level below. */
const nested = (depth: number, element: string, attribute: string, inside = ''): string => {
  const shape = `<rect width="300" height="300" fill="#fff" ${inside}`;
  const levels = Array.from({ length: depth }, (_, level) => {
    const parts = `${shape} ${attribute}="url(#a${level})"/>`.repeat(3);
    return `<${element} id="a${level + 1}">${parts}</${element}>`;
  });
  return drawingOf(
    `<${element} id="a0">${shape}/></${element}>${levels.join('')}${shape} ${attribute}="url(#a${depth})"/>`,
  );
};

describe('what is in each other counts as often as it is drawn', () => {
  test.each([
    ['mask', 'mask', 'masks'],
    ['pattern', 'fill', 'patterns'],
    ['clipPath', 'clip-path', 'elements'],
    ['marker', 'marker-start', 'elements'],
  ])('%s', async (element, attribute, load) => {
    const three = await loadsOf(
      nested(2, element, attribute).replaceAll(attribute === 'fill' ? 'fill="#fff"' : '\0', ''),
    );
    // Three levels: one, three and nine of each.
    expect(three.elements).toBeGreaterThan(12);
    if (load !== 'elements') expect(three[load as Load]).toBeGreaterThan(12);
    const deep = nested(12, element, attribute).replaceAll(attribute === 'fill' ? 'fill="#fff"' : '\0', '');
    expect(await judgeSvg(deep)).toMatchObject({ verdict: 'complex' });
  });

  test.each([
    ['a style attribute', '<rect width="300" height="300" style="mask:url(#m)"/>', ''],
    ['a rule for an element', '<rect width="300" height="300"/>', 'rect{mask:url(#m)}'],
    ['a rule for a class', '<rect class="x a" width="300" height="300"/>', 'g > .a:hover{mask:url("#m")}'],
    ['a rule for an id', '<rect id="r" width="300" height="300"/>', '#r{MASK:\\75rl(#m)}'],
    ['a rule in a rule', '<rect width="300" height="300"/>', '@media print{svg{rect{-webkit-mask:url(#m)}}}'],
    ['a rule for everything', '<rect width="300" height="300"/>', '@layer a{*{mask-image:url(#m)}}'],
    [
      'another prefix',
      '<s:rect xmlns:s="http://www.w3.org/2000/svg" width="300" height="300" mask="url(#m)"/>',
      '',
    ],
    ['a shape without a size', '<image mask="url(#m)"/>', ''],
    [
      'a transformation that nobody understands',
      '<rect width="1" height="1" transform="scale(1e9px)" mask="url(#m)"/>',
      '',
    ],
    ['a small scale', '<g transform="scale(300)"><rect width="1" height="1" mask="url(#m)"/></g>', ''],
    ['a drawing in it', '<svg viewBox="0 0 1 1"><rect width="1" height="1" mask="url(#m)"/></svg>', ''],
  ])('a mask by %s', async (_, shape, rule) => {
    const mask = '<mask id="m"><circle r="300"/></mask>';
    const few = await loadsOf(drawingOf(`<style>${rule}</style>${mask}${shape}`));
    expect(few.masks).toBeGreaterThanOrEqual(1);
    expect(
      await judgeSvg(drawingOf(`<style>${rule}</style>${mask}${shape.replace(' id="r"', '').repeat(60)}`)),
    ).toMatchObject(
      rule.startsWith('#') ? { verdict: 'safe' } : { verdict: 'complex', most: [{ load: 'masks' }] },
    );
  });

  test('a mask of a small part is a small part of a mask', async () => {
    const mask = '<mask id="m"><rect width="300" height="300"/></mask>';
    const { masks } = await loadsOf(
      drawingOf(`${mask}<rect x="9" y="9" width="30" height="30" mask="url(#m)"/>`),
    );
    expect(masks).toBeLessThan(0.03);
  });

  test('what is not shown costs nothing', async () => {
    const { masks, filters } = await loadsOf(
      drawingOf(
        '<defs><rect mask="url(#m)" width="300" height="300"/></defs><g display="none"><rect filter="url(#m)" width="9" height="9"/></g>',
      ),
    );
    expect([masks, filters]).toEqual([0, 0]);
  });

  test('a drawing that stands in another as an image', async () => {
    const inner = Buffer.from(HEAVY.masks(15)).toString('base64');
    const image = (count: number) =>
      drawingOf(`<image width="300" height="300" href="data:image/svg+xml;base64,${inner}"/>`.repeat(count));
    expect((await loadsOf(image(2))).masks).toBeGreaterThan(30);
    expect(await judgeSvg(image(3))).toMatchObject({ verdict: 'complex', most: [{ load: 'masks' }] });
  });

  test('what refers to itself is not drawn', async () => {
    const round = drawingOf(
      '<mask id="a"><rect width="9" height="9" mask="url(#b)"/></mask><mask id="b"><rect width="9" height="9" mask="url(#a)"/></mask><rect width="9" height="9" mask="url(#a)"/>',
    );
    expect(await judgeSvg(round)).toMatchObject({ verdict: 'safe' });
  });
});

describe('proportions', () => {
  test.each([
    ['viewBox="0 0 1e-9 1e9"', 'narrow'],
    ['viewBox="0 0 1e9 1e-9"', 'narrow'],
    ['viewBox="0 0 1 10001"', 'narrow'],
    ['viewBox="0 0 1 10000"', 'safe'],
    ['width="1e300" height="1e-300"', 'narrow'],
    ['viewBox="0 0 1e308 1e308"', 'safe'],
    ['viewBox="NaN 0 1 1"', 'safe'],
    ['viewBox="0 0 Infinity 1"', 'safe'],
  ])('%s', async (attributes, verdict) => {
    expect(await judgeSvg(drawingOf('<path d="M0 0L1 1"/>', attributes))).toMatchObject({ verdict });
  });
});

test('it is told with how much of what there is, and where', async () => {
  const files = {
    't.md': '# T\n\n![x](d.svg)\n',
    'd.svg': nested(12, 'mask', 'mask').replaceAll('><', '>\n<'),
  };
  expect(await complaints(files)).toEqual(['svg-too-complex d.svg:65:1']);
  const { diagnostics } = await judge(benchOver(memoryHost(files)));
  expect(diagnostics[0]?.message).toBe(
    'The SVG image `d.svg` is more than a browser can draw in a few seconds: 41 masks as large as the drawing (40 are the most).',
  );
});
