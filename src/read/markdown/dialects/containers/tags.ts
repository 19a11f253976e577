/** Reads the blocks of GitBook and HonKit, such as hints and tabs: https://gitbook.com/docs/creating-content/blocks. */
import { buildBox } from '../boxes.ts';
import type { DialectSyntax } from '../dialect.ts';
import { readContainers } from './container-syntax.ts';
import { type Block, buildPlain, type Container, replaceContainers } from './replace-containers.ts';

export const tags: DialectSyntax = {
  extend: readContainers('tag'),
  transform: (tree, source, report) => {
    replaceContainers(tree, source, report, 'tag', build);
  },
};

/** Builds a box of a hint. Of the others, the title and the content are kept. */
function build(container: Container): readonly Block[] {
  const { node, opening, title, children } = container;
  if (opening.name !== 'hint') return buildPlain(container);
  const name = opening.attributes.values.get('style') ?? 'info';
  return [buildBox({ name, title, children, position: node.position })];
}
