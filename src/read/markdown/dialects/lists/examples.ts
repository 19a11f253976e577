/** Numbers examples through a file, and puts the numbers into the references to them: `(@label)`. */
import type { Root } from 'mdast';
import type { Report } from '../../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../../core/source-location.ts';
import { locationAt } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { changeInlineContent, replaceInText } from '../inline-texts.ts';

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
  const unknown: { readonly written: string; readonly offset: number }[] = [];
  changeInlineContent(tree, source, ({ children, texts }) => {
    let isChanged = false;
    const changed = children.flatMap((child) => {
      const text = texts.get(child);
      const parts =
        text &&
        replaceInText(text, REFERENCE, ({ 0: written, 1: label = '', index }) => {
          const number = numbers.get(label);
          const { position } = text.slice(index, index + written.length);
          if (number !== undefined)
            return [{ type: 'text', value: `(${number})`, ...(position && { position }) }];
          unknown.push({ written, offset: position?.start.offset ?? 0 });
          return undefined;
        });
      isChanged ||= parts !== undefined;
      return parts ?? [child];
    });
    return isChanged ? changed : undefined;
  });
  const [first] = unknown;
  if (first === undefined) return;
  const lines = [...new Set(unknown.map(({ offset }) => locationAt(source, offset).line))];
  const facts = { kind: 'cross-reference' as const, written: first.written, count: unknown.length, lines };
  report(diagnostic('markup-literal', facts, locationAt(source, first.offset)));
}
