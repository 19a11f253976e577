/** Counts the resources that a drawing needs, up to the limits. */
import type { Element } from 'xast';
import { type CostedResource, LIMITS } from './limits.ts';

/** How much of each resource a drawing needs. */
export type ResourceCounts = Readonly<Record<CostedResource, number>>;

/** Counts resources. All shares of the limits together may come to one. */
export class ResourceCounter {
  readonly counts: Record<CostedResource, number> = {
    ...{ elements: 0, points: 0, characters: 0, dashes: 0, stops: 0, chained: 0 },
    ...{ patterns: 0, masks: 0, filters: 0, filterSteps: 0, pixels: 0, comparisons: 0 },
  };
  /** The element at which the shares exceeded one. */
  excess: Element | undefined;
  #total = 0;

  /** Adds to a resource. */
  add(resource: CostedResource, count: number, at: Element): void {
    if (count === 0) return;
    this.counts[resource] += count;
    this.#total += count / LIMITS[resource];
    // Negated, because NaN is an excess, too.
    if (!(this.#total <= 1)) this.excess ??= at;
  }
}

/** Returns the sum of all shares of the limits. */
export const computeShare = (counts: ResourceCounts): number =>
  Object.entries(LIMITS).reduce(
    (sum, [resource, limit]) => sum + counts[resource as CostedResource] / limit,
    0,
  );
