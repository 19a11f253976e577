/** Defines the result of reading an SVG file: a drawing, or the reason why it cannot be used. */
import type { Drawing } from '../../../core/model/asset.ts';
import type { CostedResource } from './cost/limits.ts';
import type { ResourceCounts } from './cost/resource-counter.ts';
import type { RemovedPart } from './findings.ts';

/** How much of a limited resource a drawing uses. */
export interface LimitShare {
  readonly load: CostedResource;
  readonly count: number;
  readonly limit: number;
}

/** Result of reading an SVG file. Offsets count UTF-16 code units of the text. */
export type SvgResult =
  | {
      readonly kind: 'safe';
      readonly width: number;
      readonly height: number;
      readonly drawing: Drawing;
      /** The drawing as an SVG file. */
      readonly xml: string;
      readonly removed: readonly RemovedPart[];
      readonly counts: ResourceCounts;
    }
  | { readonly kind: 'unsafe'; readonly description: string; readonly offset: number; readonly hint?: string }
  | { readonly kind: 'broken'; readonly reason: string; readonly offset: number }
  /** @property most the resources with the largest shares, largest first */
  | { readonly kind: 'complex'; readonly most: readonly LimitShare[]; readonly offset: number }
  | { readonly kind: 'narrow'; readonly width: number; readonly height: number; readonly limit: number };
