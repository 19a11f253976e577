/**
 * Reads boxes and tabs whose content is indented: https://python-markdown.github.io/extensions/admonition/,
 * https://squidfunk.github.io/mkdocs-material/reference/admonitions/. Each tab is below its title.
 */
import { buildBox } from '../boxes.ts';
import type { DialectSyntax } from '../dialect.ts';
import { readContainers } from './container-syntax.ts';
import { type Block, buildCaption, type Container, replaceContainers } from './replace-containers.ts';

export const admonitions: DialectSyntax = {
  extend: readContainers('admonition'),
  transform: (tree, source, report) => {
    replaceContainers(tree, source, report, 'admonition', build);
  },
};

function build({ node, opening, title, children }: Container): readonly Block[] {
  const { name } = opening;
  if (name === 'tab') return [...buildCaption(title ?? []), ...children];
  return [buildBox({ name, title, children, position: node.position })];
}
