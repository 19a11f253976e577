/** Reads notes in the line: `^[words]`, https://pandoc.org/MANUAL.html#footnotes. */
import type { FootnoteDefinition, FootnoteReference, PhrasingContent, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from '../../../lib/html/visit.ts';
import { type Bracket, replaceBrackets } from './brackets.ts';
import type { DialectSyntax } from './dialect.ts';
import { changeInlineContent, spanOf } from './inline-texts.ts';

const BRACKETS = /\^?\[|\]/g;

export const inlineNotes: DialectSyntax = {
  transform: (tree, source) => {
    const notes = addNotes(tree);
    changeInlineContent(tree, source, (content) => {
      // A link cannot contain the link to a note.
      if (content.type === 'link' || content.type === 'linkReference') return undefined;
      if (![...content.texts.values()].some(({ masked }) => masked.includes('^['))) return undefined;
      return replaceBrackets(content, BRACKETS, (opening, words, closing) =>
        isNote(opening, words) ? [notes.add(words, spanOf(opening.text, closing.text))] : undefined,
      );
    });
    notes.finish();
  },
};

/** Notes that are added to a file. */
export interface AddedNotes {
  /** Adds a note, and returns the reference to it. */
  add(children: PhrasingContent[], place: Pick<FootnoteReference, 'position'>): FootnoteReference;
  /** Puts the notes at the end of the file. */
  finish(): void;
}

export const addNotes = (tree: Root): AddedNotes => new Notes(tree);

/** The notes of a file, which get labels that no other has. */
class Notes implements AddedNotes {
  readonly #definitions: FootnoteDefinition[] = [];
  readonly #taken = new Set<string>();
  readonly #tree: Root;

  constructor(tree: Root) {
    this.#tree = tree;
    visit(tree, 'footnoteDefinition', ({ identifier }) => void this.#taken.add(identifier));
  }

  add(children: PhrasingContent[], place: Pick<FootnoteReference, 'position'>): FootnoteReference {
    let label = `inline-${this.#definitions.length + 1}`;
    while (this.#taken.has(label)) label += '-';
    const name = { identifier: label, label };
    this.#definitions.push({
      type: 'footnoteDefinition',
      ...name,
      children: [{ type: 'paragraph', children, ...place }],
      ...place,
    });
    return { type: 'footnoteReference', ...name, ...place };
  }

  finish(): void {
    this.#tree.children.push(...this.#definitions);
  }
}

/** Returns whether brackets are a note. After a space, a single word in brackets is none: `x ^[see]`. */
function isNote({ text, isAttached }: Bracket, words: readonly PhrasingContent[]): boolean {
  if (text.value !== '^[') return false;
  const written = textOf({ type: 'paragraph', children: [...words] }).trim();
  return isAttached ? words.some(isFilled) : /\s/.test(written);
}

const isFilled = (node: PhrasingContent): boolean => node.type !== 'text' || node.value.trim() !== '';
