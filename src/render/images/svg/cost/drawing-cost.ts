/**
 * Computes the cost of a drawing before it is rendered. Counts everything as often as it is drawn, through
 * nested uses, masks, patterns, markers and clips. Stops at the first excess.
 */
import type { Element } from 'xast';
import { type Box, multiply, uniteBoxes } from '../../../../lib/geometry/matrix.ts';
import { type ComputedStyle, findReferencedIds, StyleResolver } from './computed-style.ts';
import { ANYWHERE, createRootState, type DrawState, inheritStyle } from './draw-state.ts';
import { ElementIndex } from './element-index.ts';
import { computeFilterCost, computeFunctionCost, type FilterCost, MIN_FILTER_AREA } from './filters.ts';
import {
  computeCoverage,
  EVERYWHERE,
  expandBox,
  parseNumbers,
  parseTransform,
  transformBox,
} from './geometry.ts';
import { type CostedResource, MAX_NESTING } from './limits.ts';
import { countDashes, countMarkers, findFilterImages, findFontSize, parseFragment } from './paint.ts';
import { ResourceCounter, type ResourceCounts } from './resource-counter.ts';
import { computeViewport, measureShape, type Shape } from './shapes.ts';

/** The cost of a drawing. */
export interface DrawingCost {
  readonly counts: ResourceCounts;
  /** The element at which counting stopped, because all shares together exceeded one. */
  readonly excess: Element | undefined;
}

/** Costs that are known already. */
export interface CostInputs {
  /** Number of elements in the file. */
  readonly elements: number;
  /** Pixels of embedded images. */
  readonly pixels: number;
  /** Counts of embedded drawings, by the element that shows each. */
  readonly drawings: ReadonlyMap<Element, ResourceCounts>;
}

/**
 * Computes the cost of a drawing.
 * @param root root of a sanitized drawing, with a `viewBox`
 */
export function computeCost(root: Element, { elements, pixels, drawings }: CostInputs): DrawingCost {
  const counter = new ResourceCounter();
  counter.add('elements', elements, root);
  counter.add('pixels', pixels, root);
  new DrawingWalker(root, drawings, counter).countAll();
  return { counts: counter.counts, excess: counter.excess };
}

/** Elements that are drawn only through a reference. */
const REFERENCED_ONLY = new Set(
  'clipPath defs desc filter linearGradient marker mask pattern radialGradient style symbol title'.split(' '),
);

const CONTAINERS = new Set('a g svg switch symbol use'.split(' '));

/** Walks a drawing in the order of rendering and counts resources. */
class DrawingWalker {
  readonly #counter: ResourceCounter;
  readonly #root: Element;
  readonly #page: Box;
  readonly #styles: StyleResolver;
  readonly #index: ElementIndex;
  readonly #shapes = new Map<Element, Shape>();
  readonly #filters = new Map<Element, FilterCost>();
  readonly #drawings: ReadonlyMap<Element, ResourceCounts>;
  /** Elements that are being drawn. Circular references to them are not drawn (SVG 2, 5.6). */
  readonly #open = new Set<Element>();

  constructor(root: Element, drawings: ReadonlyMap<Element, ResourceCounts>, counter: ResourceCounter) {
    this.#root = root;
    this.#counter = counter;
    this.#drawings = drawings;
    this.#styles = new StyleResolver(root);
    const [left = 0, top = 0, width = 1, height = 1] = parseNumbers(root.attributes.viewBox ?? '');
    this.#page = { left, top, right: left + width, bottom: top + height };
    this.#index = new ElementIndex(root);
  }

  /** Counts the whole drawing. */
  countAll(): void {
    const state = createRootState(this.#page);
    const style = this.#resolveStyle(this.#root, this.#root);
    this.#drawChildren(this.#root, { ...state, inherited: this.#inherit(this.#root, state.inherited) });
    this.#addEffects(this.#root, style, this.#page, { ...state, at: this.#root });
  }

  /** Counts an element with its effects. Returns its box, or `undefined` if it is not rendered. */
  #drawElement(element: Element, outer: DrawState): Box | undefined {
    if (this.#counter.excess !== undefined || this.#open.has(element)) return undefined;
    const at = outer.at ?? element;
    if (outer.level > MAX_NESTING) this.#counter.add('elements', Number.POSITIVE_INFINITY, at);
    const style = this.#resolveStyle(element, at);
    if (style.get('display')?.at(-1) === 'none') return undefined;
    this.#open.add(element);
    const state = this.#enter(element, style, outer);
    const box = this.#draw(element, state, at);
    if (box !== undefined) this.#addEffects(element, style, box, { ...state, at });
    this.#open.delete(element);
    return box;
  }

  #resolveStyle(element: Element, at: Element): ComputedStyle {
    const before = this.#styles.comparisons;
    const style = this.#styles.resolve(element);
    this.#counter.add('comparisons', this.#styles.comparisons - before, at);
    return style;
  }

  /** Returns the state of an element's content. */
  #enter(element: Element, style: ComputedStyle, state: DrawState): DrawState {
    const transforms = style.get('transform') ?? [];
    let { matrix } = state;
    for (const list of transforms) {
      // An unknown transform counts with the whole area, because the content may be anywhere.
      matrix = multiply(parseTransform(list) ?? [NaN, 0, 0, NaN, 0, 0], matrix);
    }
    const inherited = this.#inherit(element, state.inherited);
    const moved =
      element.name === 'svg' || element.name === 'use' ? computeViewport(element, state.viewport) : undefined;
    const inside = moved ? multiply(moved.matrix, matrix) : matrix;
    return {
      ...state,
      matrix: inside,
      inherited,
      viewport: moved?.viewport ?? state.viewport,
      level: state.level + 1,
    };
  }

  #inherit(element: Element, inherited: ComputedStyle): ComputedStyle {
    return inheritStyle(this.#styles.resolve(element), inherited);
  }

  /** Counts an element alone. Returns its box. */
  #draw(element: Element, state: DrawState, at: Element): Box | undefined {
    if (REFERENCED_ONLY.has(element.name)) return undefined;
    if (element.name === 'use') return this.#drawCopy(element, { ...state, at });
    if (CONTAINERS.has(element.name)) return this.#drawChildren(element, state);
    return this.#drawShape(element, state, at);
  }

  #drawChildren(element: Element, state: DrawState): Box | undefined {
    let box: Box | undefined;
    for (const child of element.children) {
      if (child.type !== 'element') continue;
      // Referenced content counts once for each reference; elements of the document are counted already.
      if (state.at !== undefined) this.#counter.add('elements', 1, state.at);
      box = uniteBoxes(box, this.#drawElement(child, state));
      if (this.#counter.excess !== undefined) return box;
    }
    return box;
  }

  #drawCopy(element: Element, state: DrawState): Box | undefined {
    const { href = element.attributes['xlink:href'] } = element.attributes;
    const used = this.#index.find(parseFragment(href));
    const at = state.at ?? element;
    if (used === undefined || this.#open.has(used)) return undefined;
    this.#counter.add('elements', 1, at);
    const copy = { ...state, at };
    if (used.name !== 'symbol') return this.#drawElement(used, copy);
    this.#open.add(used);
    const { matrix, viewport } = computeViewport(used, state.viewport);
    const box = this.#drawChildren(used, { ...copy, matrix: multiply(matrix, state.matrix), viewport });
    this.#open.delete(used);
    return box;
  }

  #drawShape(element: Element, state: DrawState, at: Element): Box | undefined {
    const cached = this.#shapes.get(element);
    const size = findFontSize(state.inherited);
    const shape = cached ?? measureShape(element, state.viewport, size);
    // A shape with percentages depends on its viewport, so it is not cached.
    if (!shape.isRelative) this.#shapes.set(element, shape);
    this.#counter.add('points', shape.points, at);
    this.#counter.add('characters', shape.characters, at);
    const inside = this.#drawings.get(element);
    if (inside)
      for (const [load, count] of Object.entries(inside))
        this.#counter.add(load as CostedResource, count, at);
    this.#addPaint(shape, { ...state, at });
    if (element.name === 'text' || element.name === 'tspan' || element.name === 'textPath')
      this.#drawChildren(element, state);
    if (shape.box === undefined) return undefined;
    const [width = 1] = parseNumbers(state.inherited.get('stroke-width')?.at(-1) ?? '1');
    return transformBox(expandBox(shape.box, width), state.matrix);
  }

  /** Counts fill, stroke, markers and dashes. */
  #addPaint(shape: Shape, state: DrawState): void {
    const { inherited, at } = state;
    for (const property of ['fill', 'stroke']) {
      for (const id of findReferencedIds(inherited.get(property))) this.#addPaintServer(id, state);
    }
    for (const [property, count] of countMarkers(shape)) {
      for (const id of findReferencedIds(inherited.get(property))) this.#addMarkers(id, count, state);
    }
    const dashes = inherited.get('stroke-dasharray')?.at(-1);
    const hasStroke = inherited.get('stroke')?.some((value) => value !== 'none') ?? false;
    if (dashes !== undefined && hasStroke)
      this.#counter.add('dashes', countDashes(dashes, shape), at as Element);
  }

  #addMarkers(id: string, count: number, state: DrawState): void {
    for (let drawn = 0; drawn < count && this.#counter.excess === undefined; drawn += 1)
      this.#addContent(id, state);
  }

  /** Counts a paint server: a gradient or pattern. */
  #addPaintServer(id: string, state: DrawState): void {
    const at = state.at as Element;
    const chain = this.#index.followChain(id, at, this.#counter);
    const [server] = chain;
    if (server?.name === 'pattern') {
      this.#counter.add('patterns', 1, at);
      const drawing = chain.find(({ children }) => children.length > 0);
      if (drawing) this.#drawContent(drawing, state);
    } else if (server !== undefined) {
      const colored = chain.find(({ children }) => children.length > 0);
      this.#counter.add('stops', colored?.children.length ?? 0, at);
    }
  }

  #addContent(id: string, state: DrawState): void {
    const named = this.#index.find(id);
    if (named !== undefined) this.#drawContent(named, state);
  }

  /** Counts the content of a pattern, mask, marker or clip, in an unknown place. */
  #drawContent(named: Element, state: DrawState): void {
    if (this.#open.has(named)) return;
    this.#open.add(named);
    this.#drawChildren(named, {
      ...state,
      inherited: this.#inherit(named, new Map()),
      matrix: ANYWHERE,
      level: state.level + 1,
    });
    this.#open.delete(named);
  }

  /** Counts filters, masks and clips by the area that they cover. */
  #addEffects(element: Element, style: ComputedStyle, box: Box, state: DrawState): void {
    const at = state.at ?? element;
    const area = Math.min(state.area, computeCoverage(this.#page, extendToRegion(box)));
    const inside = { ...state, at, area };
    for (const value of style.get('filter') ?? []) this.#addFilter(value, inside);
    for (const id of [
      ...findReferencedIds(style.get('mask')),
      ...findReferencedIds(style.get('mask-image')),
    ]) {
      this.#counter.add('masks', MIN_MASK_AREA + area, at);
      this.#addContent(id, inside);
    }
    for (const id of findReferencedIds(style.get('clip-path'))) this.#addContent(id, inside);
  }

  #addFilter(value: string, state: DrawState): void {
    const at = state.at as Element;
    const filters = findReferencedIds([value]).map((id) => this.#index.find(id));
    const filterCosts = filters.map((filter) =>
      filter?.name === 'filter' ? this.#computeFilter(filter) : { blurs: 0, steps: 0 },
    );
    for (const { blurs, steps } of [...filterCosts, computeFunctionCost(value)]) {
      this.#counter.add('filters', blurs * (MIN_FILTER_AREA + state.area), at);
      this.#counter.add('filterSteps', steps, at);
    }
    for (const filter of filters)
      for (const used of filter ? findFilterImages(filter) : []) this.#drawReferenced(used, state);
  }

  #drawReferenced(id: string, state: DrawState): void {
    const used = this.#index.find(id);
    if (used !== undefined) this.#drawElement(used, { ...state, matrix: ANYWHERE, level: state.level + 1 });
  }

  #computeFilter(filter: Element): FilterCost {
    const cached = this.#filters.get(filter);
    if (cached !== undefined) return cached;
    const cost = computeFilterCost(filter);
    this.#filters.set(filter, cost);
    return cost;
  }
}

/** Cost of the smallest mask, as a share of one for the whole drawing. */
const MIN_MASK_AREA = 1 / 150;

/** Extends a box to the default region of a filter, a tenth more on each side: Filter Effects 1, 8.1. */
const extendToRegion = (box: Box): Box =>
  box === EVERYWHERE ? box : expandBox(box, (box.right - box.left) / 10, (box.bottom - box.top) / 10);
