/** Measures the smallest type in the figures of a printed file, before it is tagged. */
import { IDENTITY, type Matrix, multiply, toMatrix } from '../../lib/geometry/matrix.ts';
import {
  parseNumbers,
  parseOperands,
  parseSimpleMcid,
  visitOperators,
} from '../../lib/pdf/content-stream.ts';
import { decodeTextString, PdfString } from '../../lib/pdf/objects.ts';
import { readPageContent } from '../../lib/pdf/page-content.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import { type Kid, listElements, type StructureElement } from '../../lib/pdf/structure-tree.ts';
import type { PrintedFile } from './printed-file.ts';

export interface FigureType {
  /** Alternative text of the figure. */
  readonly alt: string;
  /** Page of the file, from 1. */
  readonly page: number;
  /** Smallest type in the figure, in points. */
  readonly size: number;
}

/** Measures each figure with text. Text in an image of pixels, or in a drawing that is printed as an image, is not known. */
export function measureFigureType({ file, top }: PrintedFile): readonly FigureType[] {
  const figures = listElements(top).filter(({ tag }) => tag === 'Figure');
  const wanted = new Map<number, Map<number, StructureElement>>();
  for (const figure of figures) {
    for (const { page, id } of listMarked(figure)) {
      wanted.set(page.number, (wanted.get(page.number) ?? new Map()).set(id, figure));
    }
  }
  return collectPages(file).flatMap((reference, index) => {
    const owners = wanted.get(reference.number);
    if (owners === undefined) return [];
    const sizes = measureMarked(readPageContent(file, file.dict(reference)), owners);
    return [...sizes].map(([figure, size]) => ({ alt: readAlt(figure), page: index + 1, size }));
  });
}

function readAlt({ entries }: StructureElement): string {
  const alt = entries.get('Alt');
  return alt instanceof PdfString ? decodeTextString(alt) : '';
}

const listMarked = ({ kids }: StructureElement): readonly (Kid & { readonly kind: 'marked' })[] =>
  kids.flatMap((kid) => (kid.kind === 'element' ? listMarked(kid) : kid.kind === 'marked' ? [kid] : []));

/** The graphics state, as far as the size of type depends on it. */
interface TypeState {
  readonly matrix: Matrix;
  readonly size: number;
}

/** Returns the smallest type in points of each owner of marked content. */
function measureMarked<Owner>(
  content: string,
  owners: ReadonlyMap<number, Owner>,
): ReadonlyMap<Owner, number> {
  const sizes = new Map<Owner, number>();
  const reader = new TypeReader(content, (id, size) => {
    const owner = owners.get(id);
    if (owner !== undefined) sizes.set(owner, Math.min(sizes.get(owner) ?? Number.POSITIVE_INFINITY, size));
  });
  visitOperators(content, (operator, start) => reader.handle(operator, start));
  return sizes;
}

/** Follows the size of type through a content stream. */
class TypeReader {
  readonly #content: string;
  readonly #found: (id: number, size: number) => void;
  readonly #open: (number | undefined)[] = [];
  readonly #states: TypeState[] = [];
  #state: TypeState = { matrix: IDENTITY, size: 0 };
  #line: Matrix = IDENTITY;

  /** @param found receives the number of the marked content and the size of each piece of text in it */
  constructor(content: string, found: (id: number, size: number) => void) {
    this.#content = content;
    this.#found = found;
  }

  handle(operator: string, start: number): void {
    if (operator === 'Tj' || operator === 'TJ') this.#show();
    else if (operator === 'BDC') this.#open.push(parseSimpleMcid(this.#content, start));
    else if (operator === 'BMC') this.#open.push(undefined);
    else if (operator === 'EMC') this.#open.pop();
    else this.#changeState(operator, start);
  }

  #changeState(operator: string, start: number): void {
    const state = this.#state;
    const parseMatrix = (): Matrix => toMatrix(parseNumbers(this.#content, start));
    if (operator === 'q') this.#states.push(state);
    else if (operator === 'Q') this.#state = this.#states.pop() ?? state;
    else if (operator === 'cm') this.#state = { ...state, matrix: multiply(parseMatrix(), state.matrix) };
    else if (operator === 'BT') this.#line = IDENTITY;
    else if (operator === 'Tm') this.#line = parseMatrix();
    else if (operator === 'Tf')
      this.#state = { ...state, size: Number(parseOperands(this.#content, start)[1]) };
  }

  #show(): void {
    const id = this.#open.findLast((each) => each !== undefined);
    if (id === undefined) return;
    const [, , c, d] = multiply(this.#line, this.#state.matrix);
    this.#found(id, this.#state.size * Math.hypot(c, d));
  }
}
