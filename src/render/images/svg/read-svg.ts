/** An SVG file → a drawing that can be printed and packed, or why not. It is read as XML, once; what is kept, is a tree. */
import type { Element } from 'xast';
import { toXml } from 'xast-util-to-xml';
import { withPlainLines } from '../../../lib/text/plain-lines.ts';
import { type Costs, costsOf, type Given, type Loads, shareOf } from './cost/drawing-cost.ts';
import { LIMITS, type Load, MOST_PROPORTION } from './cost/limits.ts';
import { judgeEmbedded } from './embedded-images.ts';
import { settleIds } from './ids.ts';
import { parseDrawing } from './parse.ts';
import { type Cleaned, cleanDrawing } from './sanitize.ts';
import { sizeOf } from './size.ts';
import type { Excess, SvgVerdict } from './verdict.ts';

const SVG_MISSING = 'its first element is not `<svg>`';

/**
 * @param text the file, decoded
 * @param level how many drawings are around it
 */
export async function judgeDrawing(text: string, level = 0): Promise<SvgVerdict> {
  const plain = withPlainLines(text);
  const end = offsetOfExcess(plain);
  if (end !== undefined) return { verdict: 'complex', most: [TOO_MANY], offset: end };
  const parsed = parseDrawing(plain);
  if ('reason' in parsed) return { verdict: 'broken', ...parsed };
  if (parsed.root === undefined) return broken(SVG_MISSING);
  const cleaned = cleanDrawing(parsed.root);
  const { fault, undeclared, overflow, root, losses, offsets } = cleaned;
  if (fault) return { verdict: 'unsafe', ...fault };
  if (undeclared !== undefined) return broken(`it does not say what the prefix \`${undeclared}:\` means`);
  if (overflow !== undefined) return { verdict: 'complex', most: [TOO_MANY], offset: overflow };
  if (root === undefined) return broken(cleaned.mistaken ?? SVG_MISSING);
  settleIds(root);
  const size = sizeOf(root);
  const proportion = Math.max(size.width / size.height, size.height / size.width);
  if (!(proportion <= MOST_PROPORTION)) return { verdict: 'narrow', ...size, limit: MOST_PROPORTION };
  const images = await judgeImages(cleaned, level);
  if ('what' in images) return { verdict: 'unsafe', ...images };
  const costs = costsOf(root, { written: offsets.size, ...images });
  if (costs.excess)
    return { verdict: 'complex', most: mostOf(costs), offset: offsets.get(costs.excess) ?? 0 };
  // An image in another drawing may have no size of its own but this.
  if (level > 0) Object.assign(root.attributes, { width: `${size.width}`, height: `${size.height}` });
  // Only the root: a document type or instruction has no use in a page and can load an entity from outside.
  const xml = toXml({ type: 'root', children: [root] });
  const { loads } = costs;
  const drawing = { root, share: shareOf(loads), isHeavy: isHeavy(loads) };
  return { ...{ verdict: 'safe', drawing, xml, losses, loads }, ...size };
}

/** Returns where there begin to be more tags than a drawing may have elements: to read them all takes longer than to count them. */
function offsetOfExcess(text: string): number | undefined {
  if (text.length < LIMITS.elements) return undefined;
  let left: number = LIMITS.elements;
  for (const { index } of text.matchAll(/<[A-Za-z_]/g)) {
    if (left === 0) return index;
    left -= 1;
  }
  return undefined;
}

/** In the page itself, Chromium takes a time for text that grows with the square of its length. */
const isHeavy = ({ elements, characters }: Loads): boolean => elements > 20_000 || characters > 10_000;

const TOO_MANY: Excess = { load: 'elements', count: LIMITS.elements + 1, limit: LIMITS.elements };

const broken = (reason: string): SvgVerdict => ({ verdict: 'broken', reason, offset: 0 });

async function judgeImages(
  { images }: Cleaned,
  level: number,
): Promise<Omit<Given, 'written'> | { readonly what: string; readonly offset: number }> {
  const drawings = new Map<Element, Loads>();
  let pixels = 0;
  for (const { address, element, offset } of images) {
    const judged = await judgeEmbedded(address, level, judgeDrawing);
    if (judged.verdict === 'refused') return { what: judged.what, offset };
    // However often it is shown, it is unpacked once.
    if (judged.verdict === 'image') pixels += judged.pixels;
    if (element === undefined) continue;
    if (judged.verdict === 'drawing') drawings.set(element, judged.loads);
    for (const name of ['href', 'xlink:href']) {
      if (element.attributes[name] === address) element.attributes[name] = judged.address;
    }
  }
  return { pixels, drawings };
}

/** Those that are more than a tenth of what may be. */
function mostOf({ loads }: Costs): readonly Excess[] {
  const all = Object.entries(LIMITS).map(([load, limit]) => ({
    load: load as Load,
    count: loads[load as Load],
    limit,
  }));
  const shares = all.filter(({ count, limit }) => count / limit > 0.1);
  return shares.sort((one, other) => other.count / other.limit - one.count / one.limit);
}
