/** A bibliography in CSL-JSON → items by id. */
import * as v from 'valibot';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { CslItem } from '../../core/model/publication.ts';
import type { Source } from '../../core/source-location.ts';
import { placeAt } from '../../core/source-location.ts';
import { offsetOfPath } from '../../lib/text/json-position.ts';
import { itemsSchema } from './reference-schema.ts';

/** More of the same kind would hide the first. */
const MOST_FAULTS = 20;

/** @returns after the diagnostic `references-broken` no items, or stand-ins for them */
export function readReferences(source: Source, report: Report): ReadonlyMap<string, CslItem> {
  const broken = (reason: string, offset: number) =>
    report(diagnostic('references-broken', { reason }, placeAt(source, offset)));
  const data = parseJson(source.text);
  if (data instanceof Error) {
    broken(reasonOf(data), offsetOf(data, source.text));
    return new Map();
  }
  const result = v.safeParse(itemsSchema, data, { abortPipeEarly: true });
  if (!result.success) {
    for (const issue of result.issues.slice(0, MOST_FAULTS)) {
      const path = (issue.path ?? []).map(({ key }) => key as string | number);
      broken(faultOf(path, issue), offsetOfPath(source.text, path));
    }
    return namedOnly(data);
  }
  return new Map(result.output.map((item) => [item.id, item as CslItem]));
}

/** What is cited is there, though nobody knows what it is: no citation of it is told of beside what is wrong with the list. */
function namedOnly(data: unknown): ReadonlyMap<string, CslItem> {
  const ids = v.fallback(v.object({ id: v.union([v.string(), v.number()]) }), { id: '' });
  const items = v.parse(v.fallback(v.array(ids), []), data);
  return new Map(
    items.map(({ id }) => [String(id), { id: String(id), type: 'document', title: String(id) }]),
  );
}

/** @param path as in `[0, 'author', 1, 'family']` */
function faultOf([index, ...keys]: readonly (string | number)[], issue: v.BaseIssue<unknown>): string {
  if (index === undefined) return `it must be ${issue.message}`;
  const item = `item ${Number(index) + 1}`;
  const [key] = keys;
  if (issue.input === undefined && keys.length === 1) return `${item} has no \`${key}\``;
  if (key === undefined) return `${item} must be ${issue.message}`;
  const inside = keys.map((part) => (typeof part === 'number' ? part + 1 : part)).join('.');
  return `\`${inside}\` of ${item} must be ${issue.message}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

function reasonOf(error: Error): string {
  return error.message.replace(/\s+in JSON at position.*$/s, '').replace(/,? ?".*is not valid JSON$/s, '');
}

/** V8 names the position; without one, the text ended too soon. */
function offsetOf(error: Error, text: string): number {
  const position = /at position (\d+)/.exec(error.message)?.[1];
  return position === undefined ? text.length : Number(position);
}
