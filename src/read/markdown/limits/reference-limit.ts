/**
 * A limit for what references to definitions write out. `[a]` stands for an address and a title that are written once and may be
 * long, so that a short text can stand for a page of gigabytes.
 */
import type { Definition, Root } from 'mdast';
import type { Report } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { Source } from '../../../core/source-location.ts';
import { placeOf } from '../../../core/source-location.ts';
import { EXIT, visit } from '../../../lib/html/visit.ts';

/** Characters of addresses and titles that a file may write out beyond its own length. */
export const MOST_WRITTEN_OUT = 100_000;

/** @returns whether the references can be written out. Diagnostic: `references-too-large`, where the limit is passed */
export function areReferencesBearable(tree: Root, source: Source, report: Report): boolean {
  const sizes = new Map<string, number>();
  visit(tree, 'definition', (node) => {
    if (!sizes.has(node.identifier)) sizes.set(node.identifier, sizeOf(node));
  });
  let left = MOST_WRITTEN_OUT + source.text.length;
  visit(tree, ['linkReference', 'imageReference'], (node) => {
    left -= sizes.get((node as unknown as Definition).identifier) ?? 0;
    if (left >= 0) return undefined;
    report(diagnostic('references-too-large', { limit: MOST_WRITTEN_OUT }, placeOf(source, node)));
    return EXIT;
  });
  return left >= 0;
}

const sizeOf = ({ url, title }: Definition): number => url.length + (title?.length ?? 0);
