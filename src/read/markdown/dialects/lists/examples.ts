/** Numbers examples through a file, and puts the numbers into the references to them: `(@label)`. */
import type { Root } from 'mdast';
import type { Report } from '../../../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { MarkupFindings } from '../../markup-findings.ts';
import { replaceInTexts } from '../inline-texts.ts';

const REFERENCE = /\(@([\w-]{1,60})\)/g;

/** Changes the tree in place. Diagnostic: `markup-literal`, for references to no example. */
export function numberExamples(tree: Root, source: SourceFile, report: Report): void {
  const numbers = new Map<string, number>();
  let [count, any] = [0, false];
  visit(tree, 'list', (list) => {
    if (list.data?.isExample !== true) return;
    any = true;
    list.start = count + 1;
    for (const { data } of list.children) {
      count += 1;
      if (data?.example !== undefined && !numbers.has(data.example)) numbers.set(data.example, count);
    }
  });
  if (any) replaceReferences(tree, source, numbers, report);
}

function replaceReferences(
  tree: Root,
  source: SourceFile,
  numbers: ReadonlyMap<string, number>,
  report: Report,
): void {
  const unknown = new MarkupFindings(source);
  replaceInTexts(tree, source, REFERENCE, ([written, label = ''], place) => {
    const number = numbers.get(label);
    if (number !== undefined) return [{ type: 'text', value: `(${number})`, ...place }];
    unknown.find('cross-reference', written, place.position?.start.offset ?? 0);
    return undefined;
  });
  unknown.report('markup-literal', report);
}
