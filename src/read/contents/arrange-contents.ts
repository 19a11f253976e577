/** Arranges chapters as a list has them: parts get a page of their own, and groups in them a line in the contents. */
import type { Root } from 'mdast';
import type { Chapter, ContentsGroup, ContentsPlace } from '../../core/model/publication.ts';
import type { ListedGroup } from '../projects/listing.ts';

/** An entry of a list whose chapter was read. */
export type ArrangedEntry =
  | ListedGroup
  | { readonly kind: 'chapter'; readonly chapter: Chapter; readonly depth: number; readonly title?: string };

/**
 * Returns the chapters with their places in the contents. A group that is below nothing is a part, whose page goes before
 * its chapters. A group without chapters is left out, and no entry is more than one level below the one before it.
 */
export function arrangeContents(entries: readonly ArrangedEntry[]): readonly Chapter[] {
  const ids = new Set(entries.flatMap((entry) => (entry.kind === 'chapter' ? [entry.chapter.id] : [])));
  const arranged: Chapter[] = [];
  let groups: ContentsGroup[] = [];
  for (const entry of nestEntries(dropEmptyGroups(entries))) {
    if (entry.kind === 'group' && entry.depth === 0) arranged.push(createPartPage(entry, ids));
    else if (entry.kind === 'group') groups.push({ title: entry.title, depth: entry.depth });
    else {
      arranged.push(placeChapter(entry.chapter, { ...entry, groups }));
      groups = [];
    }
  }
  return arranged;
}

function placeChapter(chapter: Chapter, { depth, title, groups = [] }: ContentsPlace): Chapter {
  if (depth === 0 && title === undefined && groups.length === 0) return chapter;
  const place = { depth, ...(title !== undefined && { title }), ...(groups.length > 0 && { groups }) };
  return { ...chapter, place };
}

/** Returns the entries without groups that have no chapter below them. */
function dropEmptyGroups(entries: readonly ArrangedEntry[]): readonly ArrangedEntry[] {
  const kept: ArrangedEntry[] = [];
  for (const entry of entries.toReversed()) {
    if (entry.kind === 'chapter' || (kept.at(-1)?.depth ?? -1) > entry.depth) kept.push(entry);
  }
  return kept.reverse();
}

/** The deepest entry: a line of the contents has room for its words there. */
const MAX_DEPTH = 6;

/** Returns the entries with depths that grow by one at most. */
function nestEntries(entries: readonly ArrangedEntry[]): readonly ArrangedEntry[] {
  const open: { readonly written: number; readonly depth: number }[] = [];
  return entries.map((entry) => {
    while ((open.at(-1)?.written ?? -1) >= entry.depth) open.pop();
    const depth = Math.min((open.at(-1)?.depth ?? -1) + 1, MAX_DEPTH);
    open.push({ written: entry.depth, depth });
    return { ...entry, depth };
  });
}

/** Creates the page of a part. Adds its id to the ids. */
function createPartPage({ title, location }: ListedGroup, ids: Set<string>): Chapter {
  let number = 1;
  while (ids.has(`part-${number}`)) number += 1;
  const id = `part-${number}`;
  ids.add(id);
  const point = { line: location.line, column: location.column };
  const position = { start: point, end: point };
  const tree: Root = {
    type: 'root',
    children: [{ type: 'heading', depth: 1, position, children: [{ type: 'text', value: title, position }] }],
  };
  return {
    id,
    source: { path: location.file, text: '' },
    metadata: { title, part: 'part' },
    body: { read: async () => tree },
    isPartPage: true,
  };
}
