/** Looks up facts about marked content: whether it shows glyphs or an image, its box, its text. */
import type { Box } from '../../lib/geometry/matrix.ts';
import { contentOwner, type MarkedContent } from '../../lib/pdf/structure-tree.ts';
import type { GlyphDecoder } from '../printed/glyph-text.ts';
import type { ContentStream } from './content-streams.ts';
import type { Sequence } from './scan-types.ts';

export interface ContentFacts {
  /** Whether the content shows glyphs or an image, and not only lines and areas. */
  hasGlyphsOrImage(marked: MarkedContent): boolean;
  /** The box that the content fills, in points; only if it was requested from the scan. */
  boxOf(marked: MarkedContent): Box | undefined;
  /** Returns the text of the content, with white space collapsed; only if it was requested from the scan. */
  extractText(pieces: readonly MarkedContent[]): string;
}

export function buildContentFacts(contents: readonly ContentStream[], decoder: GlyphDecoder): ContentFacts {
  const byOwner = new Map(
    contents.map((content) => [
      content.owner.number,
      { content, sequences: new Map(content.scan.sequences.map((each) => [each.id, each])) },
    ]),
  );
  const find = (marked: MarkedContent): { content: ContentStream; sequence: Sequence } | undefined => {
    const owner = byOwner.get(contentOwner(marked).number);
    const sequence = owner?.sequences.get(marked.id);
    return owner && sequence && { content: owner.content, sequence };
  };
  const decodePiece = (piece: MarkedContent): string => {
    const found = find(piece);
    return found === undefined ? '' : decoder.decode(found.sequence.pieces, found.content.resources);
  };
  return {
    hasGlyphsOrImage: (marked) => find(marked)?.sequence.hasGlyphsOrImage === true,
    boxOf: (marked) => find(marked)?.sequence.box,
    extractText: (pieces) =>
      pieces
        .map(decodePiece)
        .join('')
        .replace(/\u00AD/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
  };
}
