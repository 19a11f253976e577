/** Validates items of CSL, and reports what is wrong at its place. */
import * as v from 'valibot';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { CslItem } from '../../core/model/publication.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { itemsSchema } from './item-schema.ts';

/** Faults that are reported; more would hide the first. */
export const MAX_FAULTS = 20;

export type ItemPath = readonly (string | number)[];

/** Items in their order, and where each is. */
export interface ReadItems {
  readonly items: readonly CslItem[];
  readonly locate: (index: number) => SourceLocation;
}

/** Where items come from. */
export interface ItemOrigin {
  readonly format: 'CSL-JSON' | 'CSL-YAML';
  readonly locate: (...path: ItemPath) => SourceLocation;
}

/** Validates a list of items. @returns placeholders after the diagnostic `references-broken` */
export function validateItems(data: unknown, { format, locate }: ItemOrigin, report: Report): ReadItems {
  const result = v.safeParse(itemsSchema, data, { abortPipeEarly: true });
  if (result.success) return { items: result.output as readonly CslItem[], locate };
  for (const issue of result.issues.slice(0, MAX_FAULTS)) {
    const path = (issue.path ?? []).map(({ key }) => key as string | number);
    report(diagnostic('references-broken', { format, reason: describeIssue(path, issue) }, locate(...path)));
  }
  return { items: createPlaceholders(data), locate };
}

/** Validates one item. @returns what is wrong with it, in words */
export function validateItem(data: unknown): CslItem | string {
  const result = v.safeParse(itemsSchema, [data], { abortPipeEarly: true });
  if (result.success) return result.output[0] as CslItem;
  const [issue] = result.issues;
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  return describeIssue(path, issue).replace(/ of item 1\b/, '');
}

/**
 * Creates placeholders for the ids of a broken bibliography, so that citations of them are not reported as
 * well.
 */
function createPlaceholders(data: unknown): readonly CslItem[] {
  const ids = v.fallback(v.object({ id: v.union([v.string(), v.number()]) }), { id: '' });
  const items = v.parse(v.fallback(v.array(ids), []), data);
  return items.map(({ id }) => ({ id: String(id), type: 'document', title: String(id) }));
}

/** Describes an issue in words. @param path for example `[0, 'author', 1, 'family']` */
function describeIssue([index, ...keys]: readonly (string | number)[], issue: v.BaseIssue<unknown>): string {
  if (index === undefined) return `it must be ${issue.message}`;
  const item = `item ${Number(index) + 1}`;
  const [key] = keys;
  if (issue.input === undefined && keys.length === 1) return `${item} has no \`${key}\``;
  if (key === undefined) return `${item} must be ${issue.message}`;
  const inside = keys.map((part) => (typeof part === 'number' ? part + 1 : part)).join('.');
  return `\`${inside}\` of ${item} must be ${issue.message}`;
}
