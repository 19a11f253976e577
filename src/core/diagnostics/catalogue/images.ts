/** Images, SVG drawings included. */
import { error, megabytes, nearest, type Rule, warning } from './rule.ts';

/** What drawings have much of, by its name. */
const DRAWING_LOADS = {
  elements: 'elements, each counted as often as it is drawn',
  points: 'points of paths',
  characters: 'characters of text',
  dashes: 'dashes of lines',
  stops: 'colors of gradients',
  chained: 'steps from one gradient to the next',
  patterns: 'shapes filled with a pattern',
  masks: 'masks as large as the drawing',
  filters: 'blurs of the whole drawing, or other filters that take as long',
  filterSteps: 'steps of filters',
  pixels: 'pixels of images in it',
  comparisons: 'comparisons of an element with a rule of style',
} as const;

type DrawingLoad = keyof typeof DRAWING_LOADS;

export const imagesProblems = {
  'image-missing': error<{ path: string; near?: string }>(({ path, near }) => ({
    message: `The image \`${path}\` does not exist.`,
    hint: nearest(near, 'Correct the path, or add the file.'),
  })),
  'image-outside': error<{ path: string }>(({ path }) => ({
    message: `The image \`${path}\` lies outside the publication's folder.`,
    hint: 'Copy it into the folder; nothing outside gets into a page.',
  })),
  'image-remote': error<{ url: string }>(({ url }) => ({
    message: `The image \`${url}\` is on another machine and is never fetched.`,
    hint: 'Download it into the publication’s folder, check its licence, and write its path here.',
  })),
  'image-inline': error(() => ({
    message: 'The image stands in its own address (`data:`), where nobody can see or change it.',
    hint: 'Save it as a file in the publication’s folder, and write its path here.',
  })),
  'image-kind-unknown': error<{ path: string }>(({ path }) => ({
    message: `\`${path}\` is not a PNG, JPEG, GIF, WebP or SVG image.`,
    hint: 'Convert it to PNG or JPEG (photographs) or SVG (drawings).',
  })),
  'image-truncated': error<{ path: string; kind: string }>(({ path, kind }) => ({
    message: `The ${kind} image \`${path}\` is cut short or damaged.`,
    hint: 'Export or copy it again.',
  })),
  'image-too-large': error<{ path: string; width: number; height: number; limit: number }>(
    ({ path, width, height, limit }) => ({
      message: `The image \`${path}\` has ${width} × ${height} pixels, ${megapixels(width * height)} megapixels; ${megapixels(limit)} are the most.`,
      hint: 'Save it smaller: a whole page of A4 at 300 dots per inch has 9 megapixels.',
    }),
  ),
  'image-file-too-large': error<{ path: string; size: number; limit: number }>(({ path, size, limit }) => ({
    message: `The image \`${path}\` has ${megabytes(size)} MB; ${megabytes(limit)} MB are the most.`,
    hint: 'Save it smaller: a photograph as JPEG, of no more pixels than a page shows.',
  })),
  'image-alt-missing': error<{ path: string }>(({ path }) => ({
    message: `The image \`${path}\` has no alternative text.`,
    hint: 'Say in the square brackets what it tells the reader: `![text](file)`. For mere decoration use `<img alt="" src="…">`.',
  })),
  'svg-broken': error<{ path: string; reason: string }>(({ path, reason }) => ({
    message: `The SVG image \`${path}\` is not well-formed XML: ${reason}.`,
    hint: 'Export it again from the drawing program.',
  })),
  'svg-unsafe': error<{ path: string; what: string; hint?: string }>(({ path, what, hint }) => ({
    message: `The SVG image \`${path}\` contains ${what}, which cannot be printed safely.`,
    hint: hint ?? 'Remove it, and draw what it shows with plain shapes and text.',
  })),
  'svg-too-complex': error<{
    path: string;
    most: readonly { readonly load: DrawingLoad; readonly count: number; readonly limit: number }[];
  }>(({ path, most }) => ({
    message: `The SVG image \`${path}\` is more than a browser can draw in a few seconds: ${most
      .map(
        ({ load, count, limit }) => `${round(count)} ${DRAWING_LOADS[load]} (${round(limit)} are the most)`,
      )
      .join(', ')}.`,
    hint: 'Simplify it in the drawing program, or export it as PNG with 300 dots per inch.',
  })),
  'svg-too-narrow': error<{ path: string; width: number; height: number; limit: number }>(
    ({ path, width, height, limit }) => ({
      message: `The SVG image \`${path}\` is ${width} wide and ${height} high; one side may be ${round(limit)} times as long as the other at most.`,
      hint: 'Correct its `viewBox`, or its `width` and `height`.',
    }),
  ),
  'svg-part-dropped': warning<{ path: string; what: string; hint: string }>(({ path, what, hint }) => ({
    message: `The SVG image \`${path}\` contains ${what}: it is left out.`,
    hint,
  })),
  'image-unprintable': error<{ path: string; reason: string }>(({ path, reason }) => ({
    message: `The browser cannot print the image \`${path}\`: ${reason}. Other documents it prints.`,
    hint: 'Simplify it, or save it as PNG with 300 dots per inch.',
  })),
} satisfies Record<string, Rule<never>>;

/** Upwards, so that it is no less than it was. */
function round(count: number): string {
  return Number.isFinite(count) ? Math.ceil(count).toLocaleString('en') : 'endless';
}

function megapixels(pixels: number): string {
  return String(Math.ceil(pixels / 1_000_000));
}
