/** Reads references in CSL-JSON. */
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile, SourceLocation } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';
import { findPathOffset } from '../../lib/text/json-position.ts';
import { type ItemPath, type ReadItems, validateItems } from './validate-items.ts';

/** Reads the items. @returns `undefined`, or placeholders, after the diagnostic `references-broken` */
export function readCslJson(source: SourceFile, report: Report): ReadItems | undefined {
  const data = parseJson(source.text);
  if (data instanceof Error) {
    const place = locationAt(source, readOffset(data, source.text));
    report(diagnostic('references-broken', { format: 'CSL-JSON', reason: readReason(data) }, place));
    return undefined;
  }
  const locate = (...path: ItemPath): SourceLocation => locationAt(source, findPathOffset(source.text, path));
  return validateItems(data, { format: 'CSL-JSON', locate }, report);
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
