/** A bibliography in CSL-JSON → items by id. */
import * as v from 'valibot';
import { diagnostic } from '../catalogue.ts';
import type { Report } from '../diagnostic.ts';
import type { CslItem, Source } from '../model.ts';
import { placeAt } from '../place.ts';

const idText = v.pipe(v.union([v.string(), v.number()]), v.transform(String));
const itemsSchema = v.array(v.looseObject({ id: idText, type: v.string() }));

/** @returns no items after the diagnostic `references-broken` */
export function readReferences(source: Source, report: Report): ReadonlyMap<string, CslItem> {
  const broken = (reason: string, offset: number) =>
    report(diagnostic('references-broken', { reason }, placeAt(source, offset)));
  const data = parseJson(source.text);
  if (data instanceof SyntaxError) {
    broken(reasonOf(data), offsetOf(data, source.text));
    return new Map();
  }
  const result = v.safeParse(itemsSchema, data);
  if (!result.success) {
    const [index, field] = (result.issues[0].path ?? []).map(({ key }) => key);
    const what =
      index === undefined ? 'it is not a list' : `item ${Number(index) + 1} has no \`${field ?? 'id'}\``;
    broken(what, 0);
    return new Map();
  }
  return new Map(result.output.map((item) => [item.id, item as CslItem]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

function reasonOf(error: SyntaxError): string {
  return error.message.replace(/\s+in JSON at position.*$/s, '').replace(/,? ?".*is not valid JSON$/s, '');
}

/** V8 names the position; without one, the text ended too soon. */
function offsetOf(error: SyntaxError, text: string): number {
  const position = /at position (\d+)/.exec(error.message)?.[1];
  return position === undefined ? text.length : Number(position);
}
