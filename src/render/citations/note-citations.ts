/** Makes notes of citations, for styles that cite in notes. They are numbered with the author’s own. */
import type { FootnoteDefinition, PhrasingContent, Root, RootContent } from 'mdast';
import type { Citation } from '../../core/citations/citation-node.ts';
import { visit } from '../../lib/html/visit.ts';

/**
 * Puts each citation of the text into a note of its own, and a reference to the note into its place. A citation in a note
 * stays there.
 * @param findAuthor returns the author of a citation with the author in the sentence
 */
export function moveCitationsToNotes(
  tree: Root,
  language: string,
  findAuthor: (citation: Citation) => string,
): void {
  const inNotes = new Set<Citation>();
  const names = new Set<string>();
  visit(tree, 'footnoteDefinition', (note) => {
    names.add(note.identifier);
    visit(note, 'citation', (citation) => void inNotes.add(citation));
  });
  const notes: FootnoteDefinition[] = [];
  visit(tree, 'citation', (citation, index, parent) => {
    if (inNotes.has(citation) || parent === undefined || index === undefined) return undefined;
    let name = `citation-${notes.length + 1}`;
    while (names.has(name)) name += '-note';
    names.add(name);
    notes.push(buildNote(name, citation));
    const author = citation.isNarrative ? findAuthor(citation) : '';
    const siblings = parent.children as PhrasingContent[];
    const reference: PhrasingContent = { type: 'footnoteReference', identifier: name, label: name };
    const shown: PhrasingContent[] =
      author === '' ? [reference] : [{ type: 'text', value: author }, reference];
    siblings.splice(index, 1, ...shown);
    if (author === '') joinToWord(siblings, index, language);
    return index + shown.length;
  });
  tree.children.push(...notes);
}

function buildNote(name: string, { items, position }: Citation): FootnoteDefinition {
  const place = position ? { position } : {};
  const citation: Citation = { type: 'citation', items, isNote: true, ...place };
  const children: RootContent[] = [{ type: 'paragraph', children: [citation], ...place }];
  return {
    type: 'footnoteDefinition',
    identifier: name,
    label: name,
    children: children as FootnoteDefinition['children'],
    ...place,
  };
}

/** Removes the space before a reference, and in English puts it behind the full stop or comma. */
function joinToWord(siblings: PhrasingContent[], index: number, language: string): void {
  const [before, after] = [siblings[index - 1], siblings[index + 1]];
  if (before?.type === 'text') siblings[index - 1] = { ...before, value: before.value.replace(/\s+$/, '') };
  if (after?.type !== 'text' || !/^en\b/i.test(language)) return;
  const [marks = ''] = /^[.,;:!?]+/.exec(after.value) ?? [];
  if (marks === '') return;
  siblings[index + 1] = { ...after, value: after.value.slice(marks.length) };
  siblings.splice(index, 0, { type: 'text', value: marks });
}
