/**
 * Reads the glossary of MyST, whose entries are a definition list, and that of Sphinx and Jupyter Book, whose definitions are
 * indented lines: https://mystmd.org/guide/glossaries-and-terms, https://jupyterbook.org/v1/content/content-blocks.html#glossaries.
 */
import type { Paragraph, PhrasingContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { Block, Container } from './replace-containers.ts';

/** Builds our own container of a glossary. @param id the label of the directive */
export function buildGlossary({ node, children }: Container, id: string | undefined): ContainerDirective {
  return {
    type: 'containerDirective',
    name: 'glossary',
    attributes: id === undefined ? {} : { id },
    data: { isForeign: true },
    children: readEntries(children),
    ...(node.position && { position: node.position }),
  };
}

/** A term and the words that define it. */
interface WrittenEntry {
  readonly term: readonly PhrasingContent[];
  readonly words: readonly PhrasingContent[];
  readonly position: Paragraph['position'];
}

/** Builds what a definition list of pandoc is, too. */
const buildList = (entries: readonly WrittenEntry[]): Block => ({
  type: 'definitionPart',
  data: { hName: 'dl' },
  children: entries.flatMap(({ term, words, position }) => [
    { type: 'paragraph' as const, data: { hName: 'dt' }, children: [...term], position },
    { type: 'definitionPart' as const, data: { hName: 'dd' }, children: [...words], position },
  ]),
  position: entries[0]?.position,
});

/** Joins the paragraphs that are entries to lists. */
function readEntries(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  let entries: WrittenEntry[] = [];
  const end = (): void => {
    if (entries.length > 0) joined.push(buildList(entries));
    entries = [];
  };
  for (const block of blocks) {
    const entry = block.type === 'paragraph' ? readEntry(block) : undefined;
    if (entry !== undefined) entries.push(entry);
    else {
      end();
      joined.push(block);
    }
  }
  end();
  return joined;
}

/** Divides a paragraph after its first line, which is the term. */
function readEntry({ children, position }: Paragraph): WrittenEntry | undefined {
  for (const [index, child] of children.entries()) {
    const at = child.type === 'text' ? child.value.indexOf('\n') : -1;
    if (child.type !== 'text' || at === -1) continue;
    const [line, rest] = [child.value.slice(0, at), child.value.slice(at + 1)];
    const term = [...children.slice(0, index), ...(line === '' ? [] : [{ ...child, value: line }])];
    const words = [...(rest === '' ? [] : [{ ...child, value: rest }]), ...children.slice(index + 1)];
    return { term, words, position };
  }
  return undefined;
}
