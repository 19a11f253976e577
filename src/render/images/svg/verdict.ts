/** What is found of an SVG file: a drawing, or why it is none. */
import type { Drawing } from '../../../core/model/asset.ts';
import type { Loads } from './cost/drawing-cost.ts';
import type { Load } from './cost/limits.ts';
import type { Loss } from './sanitize.ts';

/** How much a drawing has of something. */
export interface Excess {
  readonly load: Load;
  readonly count: number;
  readonly limit: number;
}

export type SvgVerdict =
  | {
      readonly verdict: 'safe';
      readonly width: number;
      readonly height: number;
      readonly drawing: Drawing;
      /** The same as a file. */
      readonly xml: string;
      readonly losses: readonly Loss[];
      readonly loads: Loads;
    }
  | { readonly verdict: 'unsafe'; readonly what: string; readonly offset: number; readonly hint?: string }
  | { readonly verdict: 'broken'; readonly reason: string; readonly offset: number }
  /** @property most what there is most of, by its share */
  | { readonly verdict: 'complex'; readonly most: readonly Excess[]; readonly offset: number }
  | { readonly verdict: 'narrow'; readonly width: number; readonly height: number; readonly limit: number };
