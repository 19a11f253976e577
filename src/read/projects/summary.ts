/** Reads the list of chapters that mdBook, HonKit and GitBook have in `SUMMARY.md`. */
import { basename, posix } from 'node:path';
import type { Link, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { SourceFile, SourceLocation } from '../../core/source-location.ts';
import { locationOf } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { isMarkdownFile } from '../../lib/text/markdown-file.ts';

/** A chapter in the list. */
export interface ListedFile {
  /** Relative to the folder of the list, or of the whole book. */
  readonly path: string;
  /** The same, wherever the folder of the list is: what the id of the chapter comes from. */
  readonly idPath: string;
  readonly title: string;
  readonly location: SourceLocation;
}

/** What a list says. */
export interface Summary {
  /** The heading, if it is a title and not “Summary”. */
  readonly title?: string;
  readonly files: readonly ListedFile[];
}

const GENERIC_TITLE = /^(?:summary|(?:table of )?contents|toc)$/i;

/**
 * Reads the links of a list in their order. Links to other sites, to files that are no Markdown, to the list itself and to
 * nothing (a draft of mdBook) are no chapters; of a file that is listed twice, the first counts.
 */
export function readSummary(tree: Root, source: SourceFile): Summary {
  const files = new Map<string, ListedFile>();
  visit(tree, 'link', (link) => {
    const path = pathOf(link);
    if (path === undefined || files.has(path) || !isMarkdownFile(path) || path === basename(source.path))
      return;
    files.set(path, { path, idPath: path, title: textOf(link), location: locationOf(source, link) });
  });
  const [first] = tree.children;
  const heading = first?.type === 'heading' && first.depth === 1 ? textOf(first).trim() : '';
  const isTitle = heading !== '' && !GENERIC_TITLE.test(heading);
  return { ...(isTitle && { title: heading }), files: [...files.values()] };
}

function pathOf({ url }: Link): string | undefined {
  if (url === '' || /^(?:[a-z][a-z\d+.-]*:|\/\/|#)/i.test(url)) return undefined;
  const [path = ''] = url.split(/[?#]/);
  return path === '' ? undefined : posix.normalize(decode(path).replace(/^\/+/, ''));
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
