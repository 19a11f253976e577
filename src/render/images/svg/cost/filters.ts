/** Computes the cost of filters: Filter Effects 1. */
import type { Element } from 'xast';
import { parseNumbers } from './geometry.ts';

/** The cost of a filter. */
export interface FilterCost {
  /** Cost relative to a blur of the same area. */
  readonly blurs: number;
  /** Number of steps, each counted as often as another uses its result. */
  readonly steps: number;
}

/** Cost of each step relative to a blur, measured over a page. */
const WEIGHTS: ReadonlyMap<string, number> = new Map([
  ['feBlend', 0.2],
  ['feColorMatrix', 0.1],
  ['feComponentTransfer', 0.1],
  ['feComposite', 0.2],
  ['feDiffuseLighting', 4],
  ['feDisplacementMap', 0.5],
  ['feDropShadow', 1.5],
  ['feFlood', 0.1],
  ['feGaussianBlur', 1],
  ['feImage', 0.3],
  ['feMerge', 0.1],
  ['feMorphology', 13],
  ['feOffset', 0.1],
  ['feSpecularLighting', 4],
  ['feTile', 0.2],
  ['feTurbulence', 6],
]);

/** Smallest area of a step, as a share of the drawing. A step has a fixed cost. */
export const MIN_FILTER_AREA = 0.003;

/** Computes the cost of a `<filter>`. */
export function computeFilterCost(filter: Element): FilterCost {
  const results = new Map<string, number>();
  let blurs = 0;
  let last = 1;
  for (const step of filter.children) {
    if (step.type !== 'element' || !step.name.startsWith('fe')) continue;
    const inputs =
      step.name === 'feMerge' ? readMergeInputs(step) : [step.attributes.in, step.attributes.in2];
    const uses = inputs.map((name) => (name == null ? last : (results.get(name) ?? 1)));
    last = 1 + uses.reduce((sum, count) => sum + count, 0);
    if (step.attributes.result != null) results.set(step.attributes.result, last);
    blurs += computeWeight(step);
  }
  return { blurs, steps: last };
}

/** Computes the cost of CSS functions, as `blur(2px)`. Each is a step. */
export function computeFunctionCost(value: string): FilterCost {
  const names = [...value.matchAll(/([a-z-]+)\(/gi)].map(([, name = '']) => name.toLowerCase());
  const functions = names.filter((name) => name !== 'url');
  const heavy = functions.filter((name) => name === 'blur' || name === 'drop-shadow').length;
  return { blurs: heavy * 1.5 + (functions.length - heavy) * 0.1, steps: functions.length };
}

const readMergeInputs = ({ children }: Element): readonly (string | null | undefined)[] =>
  children.flatMap((child) => (child.type === 'element' ? [child.attributes.in] : []));

function computeWeight(step: Element): number {
  if (step.name !== 'feConvolveMatrix') return WEIGHTS.get(step.name) ?? 0.1;
  const [columns = 3, rows = columns] = parseNumbers(step.attributes.order ?? '3');
  return 0.25 * Math.abs(columns * rows);
}
