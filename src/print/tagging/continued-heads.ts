/**
 * Removes “Table 3, continued” from the first page of each table, on which nothing is continued, and from the tags: a screen reader
 * reads a table in one piece. On the other pages the words become artifacts.
 */
import {
  contentOwner,
  listElements,
  type MarkedContent,
  type StructureElement,
} from '../../lib/pdf/structure-tree.ts';
import type { StructureHint } from '../printed/structure-hints.ts';

/** MCIDs of sequences whose text is not shown, by the object number of the page or form. */
export type HiddenText = ReadonlyMap<number, ReadonlySet<number>>;

/** Takes the rows with these words out of the tags. Returns what is not shown. */
export function takeContinuedHeads(
  top: StructureElement,
  hints: ReadonlyMap<StructureElement, StructureHint>,
): HiddenText {
  const hidden = new Map<number, Set<number>>();
  const lines = new Set([...hints].flatMap(([element, { name }]) => (name === 'continued' ? [element] : [])));
  if (lines.size === 0) return hidden;
  const hide = (piece: MarkedContent): void => {
    const { number } = contentOwner(piece);
    hidden.set(number, (hidden.get(number) ?? new Set()).add(piece.id));
  };
  for (const parent of listElements(top)) {
    parent.kids = parent.kids.filter((row) => {
      if (row.kind !== 'element' || row.tag !== 'TR') return true;
      const line = listElements(row).find((element) => lines.has(element));
      if (line === undefined) return true;
      const pieces = listElements(line).flatMap(({ kids }) => kids.filter((kid) => kid.kind === 'marked'));
      for (const piece of pieces) if (piece.page.number === pieces[0]?.page.number) hide(piece);
      return false;
    });
  }
  return hidden;
}

const OPENING = /\/MCID (\d+)\b.*BDC$/;

/** Removes the text of sequences from a content stream. Chromium writes each operator in a line, and nests marks in text alone. */
export function eraseText(bytes: Buffer, ids: ReadonlySet<number> | undefined): Buffer {
  if (ids === undefined) return bytes;
  let [isHidden, isText] = [false, false];
  const kept = bytes
    .toString('latin1')
    .split('\n')
    .filter((line) => {
      if (!isHidden) isHidden = ids.has(Number(OPENING.exec(line)?.[1] ?? -1));
      else if (isText || line === 'BT') {
        isText = line !== 'ET';
        return false;
      } else if (line === 'EMC') isHidden = false;
      return true;
    });
  return Buffer.from(kept.join('\n'), 'latin1');
}
