/** What a filter costs: Filter Effects 1. */
import type { Element } from 'xast';
import { numbersIn } from './geometry.ts';

export interface FilterWork {
  /** Blurs of the whole area, or as much. */
  readonly blurs: number;
  /** Every step as often as another asks for its result. */
  readonly steps: number;
}

/** Measured over a page, a blur being one. */
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

/** What a step costs, however small the area is. */
export const SMALLEST = 0.003;

export function workOfFilter(filter: Element): FilterWork {
  const results = new Map<string, number>();
  let blurs = 0;
  let last = 1;
  for (const step of filter.children) {
    if (step.type !== 'element' || !step.name.startsWith('fe')) continue;
    const inputs = step.name === 'feMerge' ? mergedIn(step) : [step.attributes.in, step.attributes.in2];
    const asked = inputs.map((name) => (name == null ? last : (results.get(name) ?? 1)));
    last = 1 + asked.reduce((sum, count) => sum + count, 0);
    if (step.attributes.result != null) results.set(step.attributes.result, last);
    blurs += weightOf(step);
  }
  return { blurs, steps: last };
}

/** Functions of CSS, as `blur(2px)`: each is a step. */
export function workOfFunctions(value: string): FilterWork {
  const names = [...value.matchAll(/([a-z-]+)\(/gi)].map(([, name = '']) => name.toLowerCase());
  const functions = names.filter((name) => name !== 'url');
  const heavy = functions.filter((name) => name === 'blur' || name === 'drop-shadow').length;
  return { blurs: heavy * 1.5 + (functions.length - heavy) * 0.1, steps: functions.length };
}

const mergedIn = ({ children }: Element): readonly (string | null | undefined)[] =>
  children.flatMap((child) => (child.type === 'element' ? [child.attributes.in] : []));

function weightOf(step: Element): number {
  if (step.name !== 'feConvolveMatrix') return WEIGHTS.get(step.name) ?? 0.1;
  const [columns = 3, rows = columns] = numbersIn(step.attributes.order ?? '3');
  return 0.25 * Math.abs(columns * rows);
}
