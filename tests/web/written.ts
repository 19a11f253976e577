/** Writes a sample book as web pages, and opens them. */
import type { Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import type { Artifact } from '../../src/core/model/artifact.ts';
import type { Book } from '../../src/core/model/book.ts';
import type { Edition, WebEdition } from '../../src/core/model/edition.ts';
import { writeWeb } from '../../src/web/write-web.ts';
import { contextIn, REPOSITORY } from '../support/context.ts';

export const context = contextIn(REPOSITORY, (diagnostic) => {
  throw new Error(diagnostic.message);
});

/** The files of a web edition. */
export interface Written {
  readonly artifacts: readonly Artifact[];
  /** Paths in the order in which they were made. */
  readonly paths: readonly string[];
  /** The text of a file; throws if there is none. */
  text(path: string): string;
  tree(path: string): Root;
}

export async function write(
  book: Book,
  edition: Partial<WebEdition> = {},
  made: readonly Edition[] = [],
): Promise<Written> {
  const whole: WebEdition = { id: 'web', family: 'web', form: 'site', styles: [], ...edition };
  const artifacts = await writeWeb(book, whole, context, made);
  const text = (path: string): string => {
    const found = artifacts.find((artifact) => artifact.path === path);
    if (found === undefined) throw new Error(`${path} was not made`);
    return new TextDecoder('utf-8', { fatal: true }).decode(found.bytes);
  };
  return { artifacts, paths: artifacts.map(({ path }) => path), text, tree: (path) => fromHtml(text(path)) };
}
