/** What is known of the content that tags speak of: whether it says anything, where it is, its words. */
import type { Box } from '../../lib/geometry/matrix.ts';
import { contentOf, type Marked } from '../../lib/pdf/structure-tree.ts';
import type { Words } from '../printed/glyph-text.ts';
import type { Content } from './content-streams.ts';
import type { Sequence } from './scan.ts';

export interface Painted {
  /** Glyphs or an image, and not only lines and areas. */
  speaks(marked: Marked): boolean;
  boxOf(marked: Marked): Box | undefined;
  /** White space is one space. */
  wordsIn(pieces: readonly Marked[]): string;
}

export function paintedIn(contents: readonly Content[], words: Words): Painted {
  const byOwner = new Map(
    contents.map((content) => [
      content.owner.number,
      { content, sequences: new Map(content.scan.sequences.map((each) => [each.id, each])) },
    ]),
  );
  const find = (marked: Marked): { content: Content; sequence: Sequence } | undefined => {
    const owner = byOwner.get(contentOf(marked).number);
    const sequence = owner?.sequences.get(marked.id);
    return owner && sequence && { content: owner.content, sequence };
  };
  const say = (piece: Marked): string => {
    const found = find(piece);
    return found === undefined ? '' : words.of(found.sequence.shown, found.content.resources);
  };
  return {
    speaks: (marked) => find(marked)?.sequence.speaks === true,
    boxOf: (marked) => find(marked)?.sequence.box,
    wordsIn: (pieces) =>
      pieces
        .map(say)
        .join('')
        .replace(/\u00AD/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
  };
}
