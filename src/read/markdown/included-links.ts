/** Makes the links and images of included files relative to the chapter that includes them. */
import { posix } from 'node:path';
import type { Definition, Image, Link, Root } from 'mdast';
import type { SourceFile } from '../../core/source-location.ts';
import { locationOf } from '../../core/source-location.ts';
import { WIKI_MARK } from '../../core/tree/wiki-mark.ts';
import { visit } from '../../lib/html/visit.ts';

/** An address of a file: no address of the web, no anchor alone, and none from the root of a site. */
const FILE = /^(?![a-z][a-z0-9+.-]*:|[/#?]|$)/i;

/** Returns whether a wiki means a file by its name, wherever that is. */
const isName = ({ url, data }: Link | Image | Definition): boolean =>
  data?.hProperties?.[WIKI_MARK] !== undefined && !/^\.{1,2}\//.test(url);

/** Changes the addresses in place, in the files that have links of their own. */
export function relinkIncluded(tree: Root, source: SourceFile): void {
  const folder = posix.dirname(source.path);
  visit(tree, (node) => {
    if (!('url' in node) || !FILE.test(node.url) || isName(node)) return;
    const { file } = locationOf(source, node);
    if (!source.withOwnLinks?.has(file)) return;
    node.url = posix.relative(folder, posix.join(posix.dirname(file), node.url)) || '.';
  });
}
