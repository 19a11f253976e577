/** Extracts the text of each chapter of a web edition, in the order of its pages. */
import type { Nodes } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { visit } from 'unist-util-visit';
import type { Artifact } from '../../src/core/model/artifact.ts';
import { IN_LINE } from './e-book.ts';
import { Gatherer, type Letters } from './letters.ts';

/** A section of a page: a chapter, or the list of sources. */
export interface WebSection {
  readonly role: string | undefined;
  readonly text: Letters;
}

/** @param artifacts the files of an edition, the pages in reading order */
export function readWebSections(artifacts: readonly Artifact[]): readonly WebSection[] {
  return artifacts
    .filter(({ mediaType }) => mediaType === 'text/html')
    .flatMap(({ bytes }) => {
      const found: WebSection[] = [];
      visit(fromHtml(new TextDecoder().decode(bytes)), { tagName: 'main' }, (main) => {
        if (!('children' in main)) return;
        for (const child of main.children) {
          if (child.type !== 'element' || child.tagName !== 'section') continue;
          const { role } = child.properties;
          found.push({ role: typeof role === 'string' ? role : undefined, text: readLetters(child) });
        }
      });
      return found;
    });
}

function readLetters(section: Nodes): Letters {
  const gatherer = new Gatherer();
  gather(section, gatherer);
  return gatherer.gathered();
}

function gather(node: Nodes, gatherer: Gatherer): void {
  if (node.type === 'text') gatherer.add(node.value);
  if (!('children' in node)) return;
  const name = node.type === 'element' ? node.tagName : '';
  // A heading that no one sees has the title of a chapter that shows none.
  const isUnseen = node.type === 'element' && String(node.properties.className ?? '') === 'unseen';
  if (isUnseen || /^(?:head|rp|annotation)$/.test(name)) return;
  const apart = !IN_LINE.test(name);
  if (apart) gatherer.line();
  for (const child of node.children) gather(child, gatherer);
  if (apart) gatherer.line();
}
