/** Diagnostics about images, including SVG drawings. */
import {
  type CatalogueEntry,
  contentError,
  contentFault,
  contentWarning,
  didYouMean,
  formatMegabytes,
} from '../rule.ts';

/** The quantities that make a drawing expensive, as messages name them. */
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

export const imageDiagnostics = {
  'image-missing': contentFault<{ path: string; near?: string }>(({ path, near }) => ({
    message: `The image \`${path}\` does not exist.`,
    hint: didYouMean(near, 'Correct the path, or add the file.'),
  })),
  'image-outside': contentFault<{ path: string; near?: string }>(({ path, near }) => ({
    message: `The image \`${path}\` lies outside the publication's folder.`,
    hint: didYouMean(near, 'Copy it into the folder; nothing outside gets into a page.'),
  })),
  'image-remote': contentFault<{ url: string }>(({ url }) => ({
    message: `The image \`${url}\` is on another machine and is never fetched.`,
    hint: 'Download it into the publication’s folder, check its license, and write its path here.',
  })),
  'image-inline': contentFault(() => ({
    message: 'The image is embedded in its address (`data:`), where it cannot be seen or changed.',
    hint: 'Save it as a file in the publication’s folder, and write its path here.',
  })),
  'image-kind-unknown': contentFault<{ path: string }>(({ path }) => ({
    message: `\`${path}\` is not a PNG, JPEG, GIF, WebP or SVG image.`,
    hint: 'Convert it to PNG or JPEG (photographs) or SVG (drawings).',
  })),
  'image-truncated': contentError<{ path: string; kind: string }>(({ path, kind }) => ({
    message: `The ${kind} image \`${path}\` is cut short or damaged.`,
    hint: 'Export or copy it again.',
  })),
  'image-too-large': contentFault<{ path: string; width: number; height: number; limit: number }>(
    ({ path, width, height, limit }) => ({
      message: `The image \`${path}\` has ${width} × ${height} pixels, ${megapixels(width * height)} megapixels; the limit is ${megapixels(limit)}.`,
      hint: 'Save it smaller: a whole page of A4 at 300 dots per inch has 9 megapixels.',
    }),
  ),
  'image-file-too-large': contentFault<{ path: string; size: number; limit: number }>(
    ({ path, size, limit }) => ({
      message: `The image \`${path}\` has ${formatMegabytes(size)} MB; the limit is ${formatMegabytes(limit)} MB.`,
      hint: 'Save it smaller: a photograph as JPEG, of no more pixels than a page shows.',
    }),
  ),
  'image-alt-missing': contentFault<{ path: string }>(({ path }) => ({
    message: `The image \`${path}\` has no alternative text.`,
    hint: 'Describe in the square brackets what it shows: `![text](file)`. For an image that is only decoration use `<img alt="" src="…">`.',
  })),
  'svg-broken': contentFault<{ path: string; reason: string }>(({ path, reason }) => ({
    message: `The SVG image \`${path}\` is not well-formed XML: ${reason}.`,
    hint: 'Export it again from the drawing program.',
  })),
  'svg-unsafe': contentFault<{ path: string; construct: string; hint?: string }>(
    ({ path, construct, hint }) => ({
      message: `The SVG image \`${path}\` contains ${construct}, which cannot be printed safely.`,
      hint: hint ?? 'Remove it, and draw what it shows with plain shapes and text.',
    }),
  ),
  'svg-too-complex': contentFault<{
    path: string;
    excesses: readonly { readonly load: DrawingLoad; readonly count: number; readonly limit: number }[];
  }>(({ path, excesses }) => ({
    message: `The SVG image \`${path}\` is more than a browser can draw in a few seconds: ${excesses
      .map(
        ({ load, count, limit }) => `${round(count)} ${DRAWING_LOADS[load]} (the limit is ${round(limit)})`,
      )
      .join(', ')}.`,
    hint: 'Simplify it in the drawing program, or export it as PNG with 300 dots per inch.',
  })),
  'svg-too-narrow': contentFault<{ path: string; width: number; height: number; limit: number }>(
    ({ path, width, height, limit }) => ({
      message: `The SVG image \`${path}\` is ${width} wide and ${height} high; one side may be ${round(limit)} times as long as the other at most.`,
      hint: 'Correct its `viewBox`, or its `width` and `height`.',
    }),
  ),
  'svg-part-dropped': contentWarning<{ path: string; construct: string; hint: string }>(
    ({ path, construct, hint }) => ({
      message: `The SVG image \`${path}\` contains ${construct}: it is left out.`,
      hint,
    }),
  ),
  'image-unprintable': contentError<{ path: string; reason: string }>(({ path, reason }) => ({
    message: `The browser cannot print the image \`${path}\`: ${reason}. It prints other documents.`,
    hint: 'Simplify it, or save it as PNG with 300 dots per inch.',
  })),
} satisfies Record<string, CatalogueEntry<never>>;

/** Formats a number. Rounds up, so that a number over a limit is not shown as the limit. */
function round(count: number): string {
  return Number.isFinite(count) ? Math.ceil(count).toLocaleString('en') : 'endless';
}

function megapixels(pixels: number): string {
  return String(Math.ceil(pixels / 1_000_000));
}
