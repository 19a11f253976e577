/** Numbers the objects of a file that are written. */
import { Reference, Stream, type Value } from '../objects.ts';
import type { PdfFile } from '../pdf-file.ts';
import { UnsupportedPdfError } from '../unsupported-pdf-error.ts';

/** An object with the number that it is written with. */
export interface NumberedObject {
  readonly number: number;
  readonly value: Value;
}

/** Returns the number that an object is written with; 0 for one that is not. */
export type NumberOf = (reference: Reference) => number;

/** Objects that are written, in the order of their numbers. */
export interface NumberedObjects {
  readonly objects: readonly NumberedObject[];
  readonly numberOf: NumberOf;
  /** The first number that is free after them. */
  readonly next: number;
}

/** Which objects are numbered, and how. */
export interface Numbering {
  /** Values from which all objects are reached. */
  readonly roots: readonly Value[];
  /** Number of the first object. */
  readonly first: number;
  /** Returns the number of an object that is written elsewhere; absent: all are written here. */
  readonly elsewhere?: (number: number) => number | undefined;
}

/** Collects the objects that are reached, depth first, because related neighbors compress better. */
export function numberObjects(file: PdfFile, { roots, first, elsewhere }: Numbering): NumberedObjects {
  const numbers = new Map<number, number>();
  const objects: NumberedObject[] = [];
  const stack: Value[] = [];
  const visit = (reference: Reference): void => {
    if (numbers.has(reference.number)) return;
    const there = elsewhere?.(reference.number);
    if (there !== undefined) {
      numbers.set(reference.number, there);
      return;
    }
    const value = file.get(reference);
    if (value === undefined) throw new UnsupportedPdfError(`the PDF has no object ${reference.number}`);
    const number = first + objects.length;
    numbers.set(reference.number, number);
    objects.push({ number, value });
    stack.push(value);
  };
  pushReversed(stack, roots);
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (value instanceof Reference) visit(value);
    else pushReversed(stack, listChildValues(value));
  }
  const numberOf = ({ number }: Reference): number => numbers.get(number) ?? 0;
  return { objects, numberOf, next: first + objects.length };
}

function listChildValues(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value.values()];
  return value instanceof Stream ? [...value.dict.values()] : [];
}

/** Pushes values in reverse order, so that the first is popped first. */
function pushReversed(stack: Value[], values: readonly Value[]): void {
  for (let index = values.length - 1; index >= 0; index -= 1) {
    const value = values[index];
    if (typeof value === 'object' && value !== null) stack.push(value);
  }
}
