/** Reads references in CSL-YAML: a list of items, or pandoc’s `references:` with a list. */
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile, SourceLocation } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';
import { normalizeItems } from './item-dates.ts';
import { type ItemPath, type ReadItems, validateItems } from './validate-items.ts';

/** Limit against exponential expansion (“billion laughs”). */
const MAX_ALIASES = 50;

/** Reads the items. @returns `undefined`, or placeholders, after the diagnostic `references-broken` */
export function readCslYaml(source: SourceFile, report: Report): ReadItems | undefined {
  const broken = (reason: string, offset: number): void =>
    report(diagnostic('references-broken', { format: 'CSL-YAML', reason }, locationAt(source, offset)));
  const document = parseDocument(source.text, {
    ...{ lineCounter: new LineCounter(), prettyErrors: false, logLevel: 'error', uniqueKeys: false },
  });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) {
    broken(fault.message.replace(/\.$/, ''), fault.pos[0]);
    return undefined;
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    broken(error instanceof Error ? error.message : String(error), 0);
    return undefined;
  }
  const isWrapped = typeof data === 'object' && data !== null && 'references' in data;
  const start: ItemPath = isWrapped ? ['references'] : [];
  const locate = (...path: ItemPath): SourceLocation => {
    // A missing value is at its container.
    for (let length = path.length; length >= 0; length -= 1) {
      const node = document.getIn([...start, ...path.slice(0, length)], true);
      if (isNode(node) && node.range) return locationAt(source, node.range[0]);
    }
    return locationAt(source, 0);
  };
  const items = isWrapped ? (data as { references: unknown }).references : data;
  return validateItems(normalizeItems(items), { format: 'CSL-YAML', locate }, report);
}
