/**
 * Reads what readers fill in by hand within a text: `[Name]{.field width=6cm}` is a line to write on, `[ ]{.tick-box}` a box to
 * tick, and `[Pain]{.scale from=0 to=10 low="None" high="Worst"}` a row of numbers to mark.
 */
import type { PhrasingContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Report } from '../../../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../../../core/source-location.ts';
import { TICK_BOX_CLASS } from '../../../../core/tree/form-classes.ts';
import { type Attributes, toProperties } from '../attribute-list.ts';
import { buildField, buildSpan, type Place } from './form-nodes.ts';
import { readOptions } from './form-options.ts';

/** The width of a line without an option: room for a name in handwriting. */
const DEFAULT_WIDTH = '50mm';
/** Numbers that a scale may have. More do not fit on a line. */
const MAX_STEPS = 20;
const MAX_NUMBER = 100;

type SpanKind = 'field' | 'tick-box' | 'scale';

const KINDS: ReadonlyMap<string, SpanKind> = new Map<string, SpanKind>([
  ['field', 'field'],
  ['fillin', 'field'],
  ['tick-box', 'tick-box'],
  ['checkbox', 'tick-box'],
  ['scale', 'scale'],
]);

/** Returns what is filled in, if a span is that. */
export const findFormKind = ({ classes }: Attributes): SpanKind | undefined =>
  classes.flatMap((name) => KINDS.get(name) ?? []).at(0);

/** What a span needs to be built. */
export interface FormSpan {
  readonly children: readonly PhrasingContent[];
  readonly list: Attributes;
  readonly place: Place;
  readonly location: SourceLocation;
  readonly report: Report;
}

/** Builds a field, a box or a scale, with its words before it. Diagnostic: `form-option-wrong`. */
export function buildFormSpan(kind: SpanKind, span: FormSpan): readonly PhrasingContent[] {
  const { children, list, place } = span;
  const words = labelOf(children);
  const properties = toProperties(list);
  if (kind === 'tick-box') {
    const isTicked = /^[x\u2713\u2714]$/i.test(textOf({ type: 'paragraph', children: [...children] }).trim());
    const box = buildSpan(TICK_BOX_CLASS, [], {}, place);
    if (isTicked) box.data = { ...box.data, hProperties: { className: [TICK_BOX_CLASS, 'checked'] } };
    return isTicked || words.length === 0 ? [box] : [box, SPACE, ...words];
  }
  const built = kind === 'field' ? [buildLine(span)] : buildScale(span);
  const isPlain = Object.keys(properties).length === 0;
  if (words.length === 0) return isPlain ? built : [buildSpan(undefined, built, properties, place)];
  return [...(isPlain ? words : [buildSpan(undefined, words, properties, place)]), SPACE, ...built];
}

const SPACE: PhrasingContent = { type: 'text', value: ' ' };

/** Returns the words of a span; none if it has only spaces or underscores. */
function labelOf(children: readonly PhrasingContent[]): readonly PhrasingContent[] {
  const text = textOf({ type: 'paragraph', children: [...children] });
  return /^[\s_\u00A0]*$/.test(text) ? [] : children;
}

function buildLine({ list, place, location, report }: FormSpan): PhrasingContent {
  return buildField(readOptions('field', list, location, report).readLength('width', DEFAULT_WIDTH), place);
}

function buildScale({ list, place, location, report }: FormSpan): readonly PhrasingContent[] {
  const options = readOptions('scale', list, location, report);
  const from = options.readCount('from', 0, [0, MAX_NUMBER - 1]);
  const to = options.readCount('to', from + 10, [from + 1, from + MAX_STEPS]);
  const numbers = Array.from({ length: to - from + 1 }, (_, step) => String(from + step));
  const steps = numbers.flatMap((value, at): PhrasingContent[] => {
    const step = buildSpan('scale-step', [{ type: 'text', value }]);
    return at === 0 ? [step] : [SPACE, step];
  });
  const end = (name: string, side: string): PhrasingContent[] => {
    const value = list.values.get(name)?.trim() ?? '';
    return value === '' ? [] : [buildSpan(side, [{ type: 'text', value }])];
  };
  const low = end('low', 'scale-low');
  const high = end('high', 'scale-high');
  const row = buildSpan('scale-steps', steps);
  const parts = [
    ...low,
    ...(low.length > 0 ? [SPACE] : []),
    row,
    ...(high.length > 0 ? [SPACE] : []),
    ...high,
  ];
  return [buildSpan('scale', parts, {}, place)];
}
