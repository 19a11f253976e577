/** Reads a bibliography in CSL-JSON into items by id. */
import * as v from 'valibot';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { CslItem } from '../../core/model/publication.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';
import { findPathOffset } from '../../lib/text/json-position.ts';
import { itemsSchema } from './reference-schema.ts';

/** Faults that are reported; more would hide the first. */
const MAX_FAULTS = 20;

/** An entry of BibTeX, which is not JSON: `@article{key,`. */
const BIBTEX = /^\s*(?:%[^\n]*\n\s*)*@\w+\s*[{(]/;

/** Reads the items. @returns `undefined`, or placeholders, after the diagnostic `references-broken` */
export function readReferences(source: SourceFile, report: Report): ReadonlyMap<string, CslItem> | undefined {
  const broken = (reason: string, offset: number) =>
    report(diagnostic('references-broken', { reason }, locationAt(source, offset)));
  const data = parseJson(source.text);
  if (data instanceof Error) {
    if (BIBTEX.test(source.text)) broken('they are BibTeX', 0);
    else broken(readReason(data), readOffset(data, source.text));
    return undefined;
  }
  const result = v.safeParse(itemsSchema, data, { abortPipeEarly: true });
  if (!result.success) {
    for (const issue of result.issues.slice(0, MAX_FAULTS)) {
      const path = (issue.path ?? []).map(({ key }) => key as string | number);
      broken(describeIssue(path, issue), findPathOffset(source.text, path));
    }
    return createPlaceholders(data);
  }
  return new Map(result.output.map((item) => [item.id, item as CslItem]));
}

/**
 * Creates placeholders for the ids of a broken bibliography, so that citations of them are not reported as
 * well.
 */
function createPlaceholders(data: unknown): ReadonlyMap<string, CslItem> {
  const ids = v.fallback(v.object({ id: v.union([v.string(), v.number()]) }), { id: '' });
  const items = v.parse(v.fallback(v.array(ids), []), data);
  return new Map(
    items.map(({ id }) => [String(id), { id: String(id), type: 'document', title: String(id) }]),
  );
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

function readReason(error: Error): string {
  return error.message.replace(/\s+in JSON at position.*$/s, '').replace(/,? ?".*is not valid JSON$/s, '');
}

/** Letters that V8 shows before an unexpected token, whose position it does not name. */
const SHOWN_BEFORE = 10;

/** Returns the position in V8's message, or of the unexpected token; else the text ended too early. */
function readOffset(error: Error, text: string): number {
  const position = /at position (\d+)/.exec(error.message)?.[1];
  if (position !== undefined) return Number(position);
  if (!isUnexpectedToken(error)) return text.length;
  const shown = /, \.\.\."(.*?)"(?:\.\.\.)? is not valid JSON$/s.exec(error.message)?.[1];
  if (shown !== undefined) return text.indexOf(shown) + SHOWN_BEFORE;
  let offset = 0;
  while (offset < SHOWN_BEFORE && !isUnexpectedToken(parseJson(text.slice(0, offset + 1)))) offset += 1;
  return offset;
}

const isUnexpectedToken = (result: unknown): boolean =>
  result instanceof Error && result.message.startsWith('Unexpected token');
