/** Generates random drawings: as drawing programs write them, with forbidden content, and broken. */
import type { Random } from './random.ts';

const SHAPES =
  'rect circle ellipse line polyline polygon path text tspan g svg symbol use image switch a'.split(' ');
const PAINTS =
  'linearGradient radialGradient stop pattern clipPath mask marker filter feGaussianBlur feTurbulence feImage'.split(
    ' ',
  );
/** Elements of HTML, animation and drawing programs, in capitals, and in other namespaces. */
const FOREIGN =
  'script style STYLE Style foreignObject iframe meta img IMG object embed audio link base p b font h1 table title desc metadata sodipodi:namedview h:script svg:rect set animate animateTransform constructor __proto__ toString annotation-xml math template'.split(
    ' ',
  );
const ATTRIBUTES =
  'id class style x y width height r d points fill stroke href xlink:href transform viewBox clip-path mask filter marker-end onload ONLOAD onclick constructor __proto__ xml:base src data-x xmlns:x role aria-label begin values attributeName stdDeviation'.split(
    ' ',
  );
const VALUES = [
  '#a',
  '#b',
  'url(#a)',
  'url(#b)',
  'none',
  '1',
  '10',
  '1e9',
  '1e-9',
  '-5',
  'NaN',
  '100%',
  'M0 0h9v9z',
  '0,0 9,9 0,9',
  '0 0 9 9',
  '0 0 1e-9 1e9',
  'scale(2)',
  'rotate(45)',
  'red',
  'fill:url(http://127.0.0.1/x)',
  '@import "x"',
  'javascript:alert(1)',
  'data:image/png;base64,AAAA',
  'http://127.0.0.1/x.png',
  'a&b<c',
  'url(data:image/svg+xml,<svg/>)',
];

const MILD = [
  '#a',
  'url(#a)',
  'none',
  '1',
  '10',
  '50%',
  'M0 0h9v9z',
  '0,0 9,9 0,9',
  '0 0 9 9',
  'scale(2)',
  'rotate(45)',
  'red',
  'a&b<c',
];
const DRAWING =
  'id class x y width height r d points fill stroke href transform clip-path mask filter marker-end opacity'.split(
    ' ',
  );

/** Returns the text of a file. One in three has forbidden content. */
export function randomDrawing(random: Random): string {
  const kind: Kind = random.once(3)
    ? { names: [...SHAPES, ...PAINTS, ...FOREIGN], attributes: ATTRIBUTES, values: VALUES, texts: TEXTS }
    : {
        names: [...SHAPES, ...PAINTS],
        attributes: DRAWING,
        values: MILD,
        texts: ['', 'Words', '&lt;b&gt;', 'صداع'],
      };
  const inner = random.some(6, () => element(random, kind, 3)).join('');
  if (kind.texts !== TEXTS) return `${ROOT}<rect width="50" height="40" fill="#ace"/>${inner}</svg>`;
  const root = random.once(4) ? `<svg ${attributes(random, kind)}>` : ROOT;
  const head = random.pick([
    ...[
      '',
      '<?xml version="1.0"?>',
      '<!DOCTYPE svg [<!ENTITY e "x">]>',
      '<?xml-stylesheet href="http://127.0.0.1/"?>',
      '\uFEFF',
    ],
  ]);
  return `${head}${root}<rect width="50" height="40" fill="#ace"/>${inner}${random.once(20) ? '' : '</svg>'}`;
}

interface Kind {
  readonly names: readonly string[];
  readonly attributes: readonly string[];
  readonly values: readonly string[];
  readonly texts: readonly string[];
}

const ROOT =
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" viewBox="0 0 90 90">';

const TEXTS = [
  '',
  'Words',
  '&lt;b&gt;',
  '<![CDATA[</svg><script>]]>',
  '<!-- c -->',
  '.draft-mark{display:none}',
  '@import url(x);',
  'صداع',
  '😀',
  '\u0007',
];

function element(random: Random, kind: Kind, depth: number): string {
  const name = random.pick(kind.names);
  const inside = () =>
    depth > 0 && !random.once(3) ? element(random, kind, depth - 1) : random.pick(kind.texts);
  return `<${name}${attributes(random, kind)}>${random.some(3, inside).join('')}</${name}>`;
}

function attributes(random: Random, kind: Kind): string {
  const names = new Set(random.some(4, () => random.pick(kind.attributes)));
  const plain = [...names].map((name) => {
    const isLink = kind.texts !== TEXTS && name === 'href';
    return ` ${name}="${escaped(isLink ? '#a' : random.pick(kind.values))}"`;
  });
  // Sometimes ids that others refer to.
  return random.once(3) && !names.has('id')
    ? ` id="${random.pick(['a', 'b'])}"${plain.join('')}`
    : plain.join('');
}

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
