/** Reads an SVG file into a sanitized drawing for print and e-books, or returns why it cannot be used. */
import type { Element } from 'xast';
import { toXml } from 'xast-util-to-xml';
import { normalizeLineEndings } from '../../../lib/text/plain-lines.ts';
import { type CostInputs, computeCost, type DrawingCost } from './cost/drawing-cost.ts';
import { type CostedResource, LIMITS, MAX_ASPECT_RATIO } from './cost/limits.ts';
import { computeShare, type ResourceCounts } from './cost/resource-counter.ts';
import { inspectEmbeddedImage } from './embedded-images.ts';
import { normalizeIds } from './ids.ts';
import { parseSvg } from './parse.ts';
import { type SanitizedSvg, sanitizeDrawing } from './sanitize.ts';
import { normalizeSize } from './size.ts';
import type { LimitShare, SvgResult } from './svg-result.ts';

const SVG_MISSING = 'its first element is not `<svg>`';

/**
 * Reads a drawing.
 * @param text the decoded file
 * @param level number of drawings around it
 */
export async function readSvgDrawing(text: string, level = 0): Promise<SvgResult> {
  const plain = normalizeLineEndings(text);
  const end = findExcessOffset(plain);
  if (end !== undefined) return { kind: 'complex', most: [TOO_MANY], offset: end };
  const parsed = parseSvg(plain);
  if (parsed.kind === 'broken') return parsed;
  if (parsed.root === undefined) return broken(SVG_MISSING);
  const sanitized = sanitizeDrawing(parsed.root);
  const { forbidden, undeclared, overflow, root, removed, offsets } = sanitized;
  if (forbidden) return { kind: 'unsafe', ...forbidden };
  if (undeclared !== undefined) return broken(`it does not say what the prefix \`${undeclared}:\` means`);
  if (overflow !== undefined) return { kind: 'complex', most: [TOO_MANY], offset: overflow };
  if (root === undefined) return broken(sanitized.rootProblem ?? SVG_MISSING);
  normalizeIds(root);
  const size = normalizeSize(root);
  const aspectRatio = Math.max(size.width / size.height, size.height / size.width);
  if (!(aspectRatio <= MAX_ASPECT_RATIO)) return { kind: 'narrow', ...size, limit: MAX_ASPECT_RATIO };
  const images = await inspectImages(sanitized, level);
  if (images.kind === 'unsafe') return images;
  const { pixels, drawings } = images;
  const costs = computeCost(root, { elements: offsets.size, pixels, drawings });
  if (costs.excess)
    return { kind: 'complex', most: findLargestShares(costs), offset: offsets.get(costs.excess) ?? 0 };
  // A nested drawing needs a size, because the image element may have none.
  if (level > 0) Object.assign(root.attributes, { width: `${size.width}`, height: `${size.height}` });
  // Only the root, because a document type can load external entities and instructions have no use in a page.
  const xml = toXml({ type: 'root', children: [root] });
  const { counts } = costs;
  const drawing = { root, costShare: computeShare(counts), isHeavy: isHeavy(counts) };
  return { kind: 'safe', drawing, xml, removed, counts, ...size };
}

/**
 * Returns the offset of the first tag beyond the limit of elements. Counting tags is faster than parsing a
 * file that is too large.
 */
function findExcessOffset(text: string): number | undefined {
  if (text.length < LIMITS.elements) return undefined;
  let remaining: number = LIMITS.elements;
  for (const { index } of text.matchAll(/<[A-Za-z_]/g)) {
    if (remaining === 0) return index;
    remaining -= 1;
  }
  return undefined;
}

/**
 * Returns whether a drawing prints faster as an image. In the page, Chromium takes quadratic time for the
 * length of text.
 */
const isHeavy = ({ elements, characters }: ResourceCounts): boolean =>
  elements > 20_000 || characters > 10_000;

const TOO_MANY: LimitShare = { load: 'elements', count: LIMITS.elements + 1, limit: LIMITS.elements };

const broken = (reason: string): SvgResult => ({ kind: 'broken', reason, offset: 0 });

/** The embedded images of a drawing that passed inspection. */
interface EmbeddedImages extends Omit<CostInputs, 'elements'> {
  readonly kind: 'images';
}

type UnsafeSvg = Extract<SvgResult, { readonly kind: 'unsafe' }>;

/** Inspects the embedded images and replaces their addresses in the drawing. */
async function inspectImages({ images }: SanitizedSvg, level: number): Promise<EmbeddedImages | UnsafeSvg> {
  const drawings = new Map<Element, ResourceCounts>();
  let pixels = 0;
  for (const { address, element, offset } of images) {
    const image = await inspectEmbeddedImage(address, level, readSvgDrawing);
    if (image.kind === 'refused') return { kind: 'unsafe', description: image.description, offset };
    // An image is unpacked once, however often it is shown.
    if (image.kind === 'image') pixels += image.pixels;
    if (element === undefined) continue;
    if (image.kind === 'drawing') drawings.set(element, image.counts);
    for (const name of ['href', 'xlink:href']) {
      if (element.attributes[name] === address) element.attributes[name] = image.address;
    }
  }
  return { kind: 'images', pixels, drawings };
}

/** Returns the resources above a tenth of their limits, largest share first. */
function findLargestShares({ counts }: DrawingCost): readonly LimitShare[] {
  const all = Object.entries(LIMITS).map(([load, limit]) => ({
    load: load as CostedResource,
    count: counts[load as CostedResource],
    limit,
  }));
  const shares = all.filter(({ count, limit }) => count / limit > 0.1);
  return shares.sort((one, other) => other.count / other.limit - one.count / one.limit);
}
