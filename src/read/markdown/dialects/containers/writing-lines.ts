/** Builds lines to write on from `::: {.lines count=4}`, below the question that it holds. */
import type { Report } from '../../../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../../../core/source-location.ts';
import { toProperties } from '../attribute-list.ts';
import { buildWritingLines } from '../forms/form-nodes.ts';
import { readOptions } from '../forms/form-options.ts';
import type { Block, Container } from './replace-containers.ts';

const NAMES: ReadonlySet<string> = new Set(['lines', 'writing-lines']);
const DEFAULT_COUNT = 3;
const MAX_COUNT = 60;

/** Builds the lines. Diagnostic: `form-option-wrong`. @returns `undefined` for another division */
export function buildLines(
  { opening, title, children, node }: Container,
  place: SourceLocation,
  report: Report,
): readonly Block[] | undefined {
  const { name, attributes } = opening;
  if (![name, ...attributes.classes].some((each) => NAMES.has(each))) return undefined;
  const options = readOptions('lines', attributes, place, report);
  const count = options.readCount('count', DEFAULT_COUNT, [1, MAX_COUNT]);
  const question: readonly Block[] = title?.length ? [{ type: 'paragraph', children: [...title] }] : [];
  return [...question, ...children, buildWritingLines(count, node, toProperties(attributes))];
}
