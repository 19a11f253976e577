/** Tests the cost of drawings: counted with repetition, up to the limits, and in short time. */
import { describe, expect, test } from 'vitest';
import { type CostedResource, LIMITS } from '../../../../../src/render/images/svg/cost/limits.ts';
import { readSvg } from '../../../../../src/render/images/svg/svg.ts';
import { HEAVY, writeDrawing } from '../../../../support/heavy-drawings.ts';
import {
  collectDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRenderAny,
} from '../../../../support/workbench.ts';

async function countsOf(svg: string) {
  const result = await readSvg(svg);
  if (result.kind !== 'safe') throw new Error(JSON.stringify(result));
  return result.counts;
}

const resources = Object.keys(LIMITS) as readonly CostedResource[];
/** Resources to test; images of so many pixels would be too slow. */
const quick = resources.filter((resource) => resource !== 'pixels');

describe('limits', () => {
  test.each(quick)('%s: accepts half of the limit and counts it', async (resource) => {
    const { [resource]: count } = await countsOf(HEAVY[resource](LIMITS[resource] / 2));
    expect(count / LIMITS[resource]).toBeGreaterThan(0.3);
    expect(count / LIMITS[resource]).toBeLessThan(0.7);
  });

  test.each(quick)('%s: refuses more than the limit, with a location', async (resource) => {
    // Drawings that grow by doubling may reach only half of the requested count.
    const result = await readSvg(HEAVY[resource](LIMITS[resource] * 2.2));
    expect(result.kind === 'complex' && result.most[0]).toMatchObject({
      load: resource,
      limit: LIMITS[resource],
    });
    expect(result.kind === 'complex' && result.offset).toBeGreaterThan(0);
  });

  test.each(quick)('%s: refuses ten times the limit within a few seconds', async (resource) => {
    const svg = HEAVY[resource](LIMITS[resource] * 10);
    const begin = performance.now();
    expect((await readSvg(svg)).kind).toBe('complex');
    expect(performance.now() - begin).toBeLessThan(20_000);
  });

  test('adds the shares of all limits', async () => {
    const [one, other] = [HEAVY.masks(30), HEAVY.filters(20)];
    const inside = (svg: string) => svg.replace(/^<svg[^>]*>|<\/svg>$/g, '').replaceAll('"a"', '"b"');
    expect(await readSvg(one)).toMatchObject({ kind: 'safe' });
    expect(await readSvg(other)).toMatchObject({ kind: 'safe' });
    const both = writeDrawing(
      inside(one) + inside(other).replaceAll('"b"', '"c"').replaceAll('#a', '#c').replaceAll('#b', '#c'),
    );
    expect(await readSvg(both.replaceAll('mask="url(#a)"', 'mask="url(#b)"'))).toMatchObject({
      kind: 'complex',
      most: [{ load: 'masks' }, { load: 'filters' }],
    });
  });
});

/** Returns levels of three elements, each drawn with the level below. */
const nested = (depth: number, element: string, attribute: string, inside = ''): string => {
  const shape = `<rect width="300" height="300" fill="#fff" ${inside}`;
  const levels = Array.from({ length: depth }, (_, level) => {
    const parts = `${shape} ${attribute}="url(#a${level})"/>`.repeat(3);
    return `<${element} id="a${level + 1}">${parts}</${element}>`;
  });
  return writeDrawing(
    `<${element} id="a0">${shape}/></${element}>${levels.join('')}${shape} ${attribute}="url(#a${depth})"/>`,
  );
};

describe('nested content', () => {
  test.each([
    ['mask', 'mask', 'masks'],
    ['pattern', 'fill', 'patterns'],
    ['clipPath', 'clip-path', 'elements'],
    ['marker', 'marker-start', 'elements'],
  ])('counts nested content as often as it is drawn: %s', async (element, attribute, resource) => {
    const three = await countsOf(
      nested(2, element, attribute).replaceAll(attribute === 'fill' ? 'fill="#fff"' : '\0', ''),
    );
    // Three levels have one, three and nine copies.
    expect(three.elements).toBeGreaterThan(12);
    if (resource !== 'elements') expect(three[resource as CostedResource]).toBeGreaterThan(12);
    const deep = nested(12, element, attribute).replaceAll(attribute === 'fill' ? 'fill="#fff"' : '\0', '');
    expect(await readSvg(deep)).toMatchObject({ kind: 'complex' });
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
    ['an unknown transform', '<rect width="1" height="1" transform="scale(1e9px)" mask="url(#m)"/>', ''],
    ['a small scale', '<g transform="scale(300)"><rect width="1" height="1" mask="url(#m)"/></g>', ''],
    ['a drawing in it', '<svg viewBox="0 0 1 1"><rect width="1" height="1" mask="url(#m)"/></svg>', ''],
  ])('finds a mask through %s', async (_, shape, rule) => {
    const mask = '<mask id="m"><circle r="300"/></mask>';
    const few = await countsOf(writeDrawing(`<style>${rule}</style>${mask}${shape}`));
    expect(few.masks).toBeGreaterThanOrEqual(1);
    expect(
      await readSvg(writeDrawing(`<style>${rule}</style>${mask}${shape.replace(' id="r"', '').repeat(60)}`)),
    ).toMatchObject(rule.startsWith('#') ? { kind: 'safe' } : { kind: 'complex', most: [{ load: 'masks' }] });
  });

  test('counts a mask by its area', async () => {
    const mask = '<mask id="m"><rect width="300" height="300"/></mask>';
    const { masks } = await countsOf(
      writeDrawing(`${mask}<rect x="9" y="9" width="30" height="30" mask="url(#m)"/>`),
    );
    expect(masks).toBeLessThan(0.03);
  });

  test('does not count invisible content', async () => {
    const { masks, filters } = await countsOf(
      writeDrawing(
        '<defs><rect mask="url(#m)" width="300" height="300"/></defs><g display="none"><rect filter="url(#m)" width="9" height="9"/></g>',
      ),
    );
    expect([masks, filters]).toEqual([0, 0]);
  });

  test('counts a drawing that is embedded as an image', async () => {
    const inner = Buffer.from(HEAVY.masks(15)).toString('base64');
    const image = (count: number) =>
      writeDrawing(
        `<image width="300" height="300" href="data:image/svg+xml;base64,${inner}"/>`.repeat(count),
      );
    expect((await countsOf(image(2))).masks).toBeGreaterThan(30);
    expect(await readSvg(image(3))).toMatchObject({ kind: 'complex', most: [{ load: 'masks' }] });
  });

  test('does not draw circular references', async () => {
    const round = writeDrawing(
      '<mask id="a"><rect width="9" height="9" mask="url(#b)"/></mask><mask id="b"><rect width="9" height="9" mask="url(#a)"/></mask><rect width="9" height="9" mask="url(#a)"/>',
    );
    expect(await readSvg(round)).toMatchObject({ kind: 'safe' });
  });
});

describe('aspect ratios', () => {
  test.each([
    ['viewBox="0 0 1e-9 1e9"', 'narrow'],
    ['viewBox="0 0 1e9 1e-9"', 'narrow'],
    ['viewBox="0 0 1 10001"', 'narrow'],
    ['viewBox="0 0 1 10000"', 'safe'],
    ['width="1e300" height="1e-300"', 'narrow'],
    ['viewBox="0 0 1e308 1e308"', 'safe'],
    ['viewBox="NaN 0 1 1"', 'safe'],
    ['viewBox="0 0 Infinity 1"', 'safe'],
  ])('limits the aspect ratio: %s', async (attributes, kind) => {
    expect(await readSvg(writeDrawing('<path d="M0 0L1 1"/>', attributes))).toMatchObject({ kind });
  });
});

test('reports the largest shares and the location', async () => {
  const files = {
    't.md': '# T\n\n![x](d.svg)\n',
    'd.svg': nested(12, 'mask', 'mask').replaceAll('><', '>\n<'),
  };
  expect(await collectDiagnostics(files)).toEqual(['svg-too-complex d.svg:65:1']);
  const { diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)));
  expect(diagnostics[0]?.message).toBe(
    'The SVG image `d.svg` is more than a browser can draw in a few seconds: 41 masks as large as the drawing (the limit is 40).',
  );
});
