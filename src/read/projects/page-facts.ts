/** Reads from the front matter of pages what decides their order and their titles. */
import { posix } from 'node:path';
import type { Context } from '../../core/model/context.ts';
import { findForeignFrontMatter, hideFrontMatter } from '../markdown/foreign-front-matter.ts';
import { findFrontMatterBlock } from '../source/front-matter-block.ts';
import { readText } from '../source/read-source.ts';
import { type ForeignValue, parseForeign, textAt } from './foreign-value.ts';

/** What a page says of itself. */
export interface PageFacts {
  /** Front matter; absent if the page has none. */
  readonly data?: ForeignValue;
  readonly title?: string;
  /** Place among its neighbors, as `weight`, `nav_order`, `order`, `position` or `sidebar_position` say. */
  readonly order?: number;
  /** `2026-11-29` */
  readonly date?: string;
  readonly isDraft: boolean;
  /** Whether there is nothing below its front matter. */
  readonly isEmpty: boolean;
}

const ORDER_KEYS = ['weight', 'nav_order', 'sidebar_position', 'order', 'position'];
const TITLE_KEYS = ['sidebar_label', 'linkTitle', 'nav_title', 'title'];

/** Reads a page. Its problems are reported when it is read as a chapter. @param path relative to the folder */
export async function readPageFacts(folder: string, path: string, context: Context): Promise<PageFacts> {
  const silent = { ...context, report: () => undefined };
  const source = await readText(posix.join(folder, path), silent);
  if (!source) return { isDraft: false, isEmpty: true };
  const { yaml, body } = splitFrontMatter(source.text);
  const data =
    yaml === undefined ? undefined : await parseForeign({ path: source.path, text: yaml }, () => undefined);
  const isEmpty = body.replace(/<!--[\s\S]*?(?:-->|$)/g, '').trim() === '';
  return { ...(data && { data, ...describe(data) }), isDraft: data !== undefined && isDraft(data), isEmpty };
}

/** Returns the facts of a page's front matter, or of a file about a folder. */
export function describe(data: ForeignValue): Pick<PageFacts, 'title' | 'order' | 'date'> {
  const [title] = TITLE_KEYS.flatMap((key) => textAt(data, key) ?? []);
  const [order] = ORDER_KEYS.flatMap((key) => textAt(data, key) ?? []).map(Number);
  const date = textAt(data, 'date');
  return {
    ...(title !== undefined && { title }),
    ...(order !== undefined && Number.isFinite(order) && { order }),
    ...(date !== undefined && { date }),
  };
}

const isDraft = (data: ForeignValue): boolean =>
  textAt(data, 'draft') === 'true' || textAt(data, 'published') === 'false';

function splitFrontMatter(text: string): { readonly yaml?: string; readonly body: string } {
  const block = findFrontMatterBlock(text);
  // The line above keeps the places of the values.
  if (block?.fence === '---') return { yaml: `\n${block.content}`, body: text.slice(block.end) };
  const foreign = findForeignFrontMatter(text);
  return foreign ? { yaml: foreign.yaml, body: hideFrontMatter(text, foreign) } : { body: text };
}
