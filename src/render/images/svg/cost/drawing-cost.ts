/**
 * What it would cost to draw a drawing, counted before anybody draws it: everything as often as it is drawn, through uses,
 * masks, patterns, markers and clips in each other. The count ends as soon as it is too much.
 */
import type { Element } from 'xast';
import { around, type Box, IDENTITY, type Matrix, product } from '../../../../lib/geometry/matrix.ts';
import { type Look, Looks, namedIn } from './computed-style.ts';
import { type FilterWork, SMALLEST, workOfFilter, workOfFunctions } from './filters.ts';
import { EVERYWHERE, grown, movedBox, numbersIn, partOf, transformOf } from './geometry.ts';
import { LIMITS, type Load, MOST_NESTED } from './limits.ts';
import { dashesIn, fontSizeIn, idIn, markersOf, usedImages } from './paint.ts';
import { type Shape, shapeOf, type Viewport, viewportIn } from './shapes.ts';

/** How much of each a drawing has. */
export type Loads = Readonly<Record<Load, number>>;

export interface Costs {
  readonly loads: Loads;
  /** Where the count was ended, because all shares together came to more than one. */
  readonly excess: Element | undefined;
}

/** What is known already. */
export interface Given {
  /** How many elements it has. */
  readonly written: number;
  /** Of the images that stand in it. */
  readonly pixels: number;
  /** What the drawings cost that stand in it as images, by the element that shows each. */
  readonly drawings: ReadonlyMap<Element, Loads>;
}

/** @param root a cleaned drawing, with a `viewBox` */
export function costsOf(root: Element, { written, pixels, drawings }: Given): Costs {
  const counter = new Counter(root, drawings);
  counter.add('elements', written, root);
  counter.add('pixels', pixels, root);
  counter.count();
  return { loads: counter.loads, excess: counter.excess };
}

/** What of all that may be asked of the browser this is. */
export const shareOf = (loads: Loads): number =>
  Object.entries(LIMITS).reduce((sum, [load, limit]) => sum + loads[load as Load] / limit, 0);

/** What an element has from those around it. */
interface State {
  readonly matrix: Matrix;
  readonly viewport: Viewport;
  /** Properties that are inherited. */
  readonly inherited: Look;
  /** What is drawn here is seen in this much of the drawing at most. */
  readonly area: number;
  /** The element in the drawing itself by which this is drawn. */
  readonly at: Element | undefined;
  /** How many elements are around it, those that refer to it among them. */
  readonly level: number;
}

const INHERITED = [
  'fill',
  'font-size',
  'marker',
  'marker-end',
  'marker-mid',
  'marker-start',
  'stroke',
  'stroke-dasharray',
  'stroke-width',
];

/** Elements that are drawn only where another names them. */
const NAMED_ALONE = new Set(
  'clipPath defs desc filter linearGradient marker mask pattern radialGradient style symbol title'.split(' '),
);

const CONTAINERS = new Set('a g svg switch symbol use'.split(' '));

class Counter {
  readonly loads: Record<Load, number> = {
    ...{ elements: 0, points: 0, characters: 0, dashes: 0, stops: 0, chained: 0 },
    ...{ patterns: 0, masks: 0, filters: 0, filterSteps: 0, pixels: 0, comparisons: 0 },
  };
  excess: Element | undefined;
  readonly #root: Element;
  readonly #page: Box;
  readonly #looks: Looks;
  readonly #byId = new Map<string, Element>();
  readonly #shapes = new Map<Element, Shape>();
  readonly #filters = new Map<Element, FilterWork>();
  readonly #chains = new Map<string, readonly Element[]>();
  readonly #drawings: ReadonlyMap<Element, Loads>;
  /** What is being drawn: what refers to that is not drawn (SVG 2, 5.6). */
  readonly #open = new Set<Element>();
  #total = 0;

  constructor(root: Element, drawings: ReadonlyMap<Element, Loads>) {
    this.#root = root;
    this.#drawings = drawings;
    this.#looks = new Looks(root);
    const [left = 0, top = 0, width = 1, height = 1] = numbersIn(root.attributes.viewBox ?? '');
    this.#page = { left, top, right: left + width, bottom: top + height };
    this.#list(root);
  }

  count(): void {
    const { left, right, top, bottom } = this.#page;
    const viewport = { width: right - left, height: bottom - top };
    const state: State = {
      matrix: IDENTITY,
      viewport,
      inherited: new Map(),
      area: 1,
      at: undefined,
      level: 0,
    };
    const look = this.#lookOf(this.#root, this.#root);
    this.#children(this.#root, { ...state, inherited: this.#inherit(this.#root, state) });
    this.#addEffects(this.#root, look, this.#page, { ...state, at: this.#root });
  }

  add(load: Load, count: number, at: Element): void {
    if (count === 0) return;
    this.loads[load] += count;
    this.#total += count / LIMITS[load];
    // What is no number is too much, too.
    if (!(this.#total <= 1)) this.excess ??= at;
  }

  #list(element: Element): void {
    const { id } = element.attributes;
    if (typeof id === 'string' && !this.#byId.has(id)) this.#byId.set(id, element);
    for (const child of element.children) if (child.type === 'element') this.#list(child);
  }

  /** @returns where it is seen; nothing where it is not */
  #visit(element: Element, outer: State): Box | undefined {
    if (this.excess !== undefined || this.#open.has(element)) return undefined;
    const at = outer.at ?? element;
    if (outer.level > MOST_NESTED) this.add('elements', Number.POSITIVE_INFINITY, at);
    const look = this.#lookOf(element, at);
    if (look.get('display')?.at(-1) === 'none') return undefined;
    this.#open.add(element);
    const state = this.#within(element, look, outer);
    const box = this.#draw(element, state, at);
    if (box !== undefined) this.#addEffects(element, look, box, { ...state, at });
    this.#open.delete(element);
    return box;
  }

  #lookOf(element: Element, at: Element): Look {
    const before = this.#looks.comparisons;
    const look = this.#looks.of(element);
    this.add('comparisons', this.#looks.comparisons - before, at);
    return look;
  }

  /** The state in which its content is. */
  #within(element: Element, look: Look, state: State): State {
    const transforms = look.get('transform') ?? [];
    let { matrix } = state;
    for (const list of transforms) {
      // Not understood: it may be anywhere, and so its content counts with the whole area.
      matrix = product(transformOf(list) ?? [NaN, 0, 0, NaN, 0, 0], matrix);
    }
    const inherited = this.#inherit(element, state);
    const moved =
      element.name === 'svg' || element.name === 'use' ? viewportIn(element, state.viewport) : undefined;
    const inside = moved ? product(moved.matrix, matrix) : matrix;
    return {
      ...state,
      matrix: inside,
      inherited,
      viewport: moved?.viewport ?? state.viewport,
      level: state.level + 1,
    };
  }

  #inherit(element: Element, { inherited }: Pick<State, 'inherited'>): Look {
    const look = this.#looks.of(element);
    const own = INHERITED.filter((property) => look.has(property));
    if (own.length === 0) return inherited;
    return new Map([...inherited, ...own.map((property) => [property, look.get(property) ?? []] as const)]);
  }

  #draw(element: Element, state: State, at: Element): Box | undefined {
    if (NAMED_ALONE.has(element.name)) return undefined;
    if (element.name === 'use') return this.#drawCopy(element, { ...state, at });
    if (CONTAINERS.has(element.name)) return this.#children(element, state);
    return this.#drawShape(element, state, at);
  }

  #children(element: Element, state: State): Box | undefined {
    let box: Box | undefined;
    for (const child of element.children) {
      if (child.type !== 'element') continue;
      // What refers to something is drawn once for each time; the elements themselves are counted already.
      if (state.at !== undefined) this.add('elements', 1, state.at);
      box = around(box, this.#visit(child, state));
      if (this.excess !== undefined) return box;
    }
    return box;
  }

  #drawCopy(element: Element, state: State): Box | undefined {
    const { href = element.attributes['xlink:href'] } = element.attributes;
    const used = this.#byId.get(idIn(href));
    const at = state.at ?? element;
    if (used === undefined || this.#open.has(used)) return undefined;
    this.add('elements', 1, at);
    const copy = { ...state, at };
    if (used.name !== 'symbol') return this.#visit(used, copy);
    this.#open.add(used);
    const { matrix, viewport } = viewportIn(used, state.viewport);
    const box = this.#children(used, { ...copy, matrix: product(matrix, state.matrix), viewport });
    this.#open.delete(used);
    return box;
  }

  #drawShape(element: Element, state: State, at: Element): Box | undefined {
    const known = this.#shapes.get(element);
    const size = fontSizeIn(state.inherited);
    const shape = known ?? shapeOf(element, state.viewport, size);
    // Of a percentage the size hangs on what is around it.
    if (!shape.isRelative) this.#shapes.set(element, shape);
    this.add('points', shape.points, at);
    this.add('characters', shape.characters, at);
    const inside = this.#drawings.get(element);
    if (inside) for (const [load, count] of Object.entries(inside)) this.add(load as Load, count, at);
    this.#addPaint(shape, { ...state, at });
    if (element.name === 'text' || element.name === 'tspan' || element.name === 'textPath')
      this.#children(element, state);
    if (shape.box === undefined) return undefined;
    const [width = 1] = numbersIn(state.inherited.get('stroke-width')?.at(-1) ?? '1');
    return movedBox(grown(shape.box, width), state.matrix);
  }

  /** What it is filled, lined and marked with. */
  #addPaint(shape: Shape, state: State): void {
    const { inherited, at } = state;
    for (const property of ['fill', 'stroke']) {
      for (const id of namedIn(inherited.get(property))) this.#addServer(id, state);
    }
    for (const [property, count] of markersOf(shape)) {
      for (const id of namedIn(inherited.get(property))) this.#addMarkers(id, count, state);
    }
    const dashes = inherited.get('stroke-dasharray')?.at(-1);
    const isLined = inherited.get('stroke')?.some((value) => value !== 'none') ?? false;
    if (dashes !== undefined && isLined) this.add('dashes', dashesIn(dashes, shape), at as Element);
  }

  #addMarkers(id: string, count: number, state: State): void {
    for (let drawn = 0; drawn < count && this.excess === undefined; drawn += 1) this.#addContent(id, state);
  }

  #addServer(id: string, state: State): void {
    const at = state.at as Element;
    const chain = this.#chainFrom(id, at);
    const [server] = chain;
    if (server?.name === 'pattern') {
      this.add('patterns', 1, at);
      const drawing = chain.find(({ children }) => children.length > 0);
      if (drawing) this.#inside(drawing, state);
    } else if (server !== undefined) {
      const colored = chain.find(({ children }) => children.length > 0);
      this.add('stops', colored?.children.length ?? 0, at);
    }
  }

  /**
   * A gradient or pattern, and those from which it has what it does not say itself. Each of them has to look through all that
   * come after it.
   */
  #chainFrom(id: string, at: Element): readonly Element[] {
    const known = this.#chains.get(id);
    if (known !== undefined) return known;
    const chain = new Set<Element>();
    let next = this.#byId.get(id);
    while (next !== undefined && !chain.has(next) && this.excess === undefined) {
      this.add('chained', chain.size, at);
      chain.add(next);
      const { href = next.attributes['xlink:href'] } = next.attributes;
      next = href == null ? undefined : this.#byId.get(idIn(href));
    }
    this.#chains.set(id, [...chain]);
    return [...chain];
  }

  #addContent(id: string, state: State): void {
    const named = this.#byId.get(id);
    if (named !== undefined) this.#inside(named, state);
  }

  /** Draws what stands in a pattern, mask, marker or clip: wherever, it is seen where its user is. */
  #inside(named: Element, state: State): void {
    if (this.#open.has(named)) return;
    this.#open.add(named);
    this.#children(named, {
      ...state,
      inherited: this.#inherit(named, { inherited: new Map() }),
      matrix: ANYWHERE,
      level: state.level + 1,
    });
    this.#open.delete(named);
  }

  /** Filters, masks and clips, by the area that they cover. */
  #addEffects(element: Element, look: Look, box: Box, state: State): void {
    const at = state.at ?? element;
    const area = Math.min(state.area, partOf(this.#page, grownByRegion(box)));
    const inside = { ...state, at, area };
    for (const value of look.get('filter') ?? []) this.#addFilter(value, inside);
    for (const id of [...namedIn(look.get('mask')), ...namedIn(look.get('mask-image'))]) {
      this.add('masks', SMALLEST_MASK + area, at);
      this.#addContent(id, inside);
    }
    for (const id of namedIn(look.get('clip-path'))) this.#addContent(id, inside);
  }

  #addFilter(value: string, state: State): void {
    const at = state.at as Element;
    const filters = namedIn([value]).map((id) => this.#byId.get(id));
    const works = filters.map((filter) =>
      filter?.name === 'filter' ? this.#workOf(filter) : { blurs: 0, steps: 0 },
    );
    for (const { blurs, steps } of [...works, workOfFunctions(value)]) {
      this.add('filters', blurs * (SMALLEST + state.area), at);
      this.add('filterSteps', steps, at);
    }
    for (const filter of filters)
      for (const used of filter ? usedImages(filter) : []) this.#addContentOf(used, state);
  }

  #addContentOf(id: string, state: State): void {
    const used = this.#byId.get(id);
    if (used !== undefined) this.#visit(used, { ...state, matrix: ANYWHERE, level: state.level + 1 });
  }

  #workOf(filter: Element): FilterWork {
    const known = this.#filters.get(filter);
    if (known !== undefined) return known;
    const work = workOfFilter(filter);
    this.#filters.set(filter, work);
    return work;
  }
}

/** Where nobody knows where something lies, it is taken to cover all. */
const ANYWHERE: Matrix = [NaN, 0, 0, NaN, 0, 0];

const SMALLEST_MASK = 1 / 150;

/** Filter Effects 1, 8.1: a tenth more on each side, where nothing else is said. */
const grownByRegion = (box: Box): Box =>
  box === EVERYWHERE ? box : grown(box, (box.right - box.left) / 10, (box.bottom - box.top) / 10);
