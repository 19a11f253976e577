/** Copies objects of one PDF into another, with all that they refer to. */
import { type Dict, isDict, Reference, Stream, type Value } from './objects.ts';
import type { PdfFile } from './pdf-file.ts';

/** Copies from one file into another. An object that is copied twice has one copy. */
export class ObjectCopier {
  readonly #from: PdfFile;
  readonly #to: PdfFile;
  readonly #copies = new Map<number, Reference>();
  readonly #waiting: (readonly [Reference, Reference])[] = [];

  constructor(from: PdfFile, to: PdfFile) {
    this.#from = from;
    this.#to = to;
  }

  /** Uses an object of the new file in place of one of the old file. */
  replace(old: Reference, made: Reference): void {
    this.#copies.set(old.number, made);
  }

  /** Returns a copy of a value for the new file. All objects that it refers to are copied, too. */
  copy(value: Value): Value {
    const copied = this.#copyValue(value);
    // A list of what is waiting: the tags of a book are nested and linked too deeply for recursion.
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const [old, made] = next;
      this.#to.set(made, this.#copyValue(this.#from.get(old) ?? null));
    }
    return copied;
  }

  /** Returns the copy of an object. */
  copyReference(old: Reference): Reference {
    const made = this.#copyOf(old);
    this.copy(old);
    return made;
  }

  #copyOf(old: Reference): Reference {
    const known = this.#copies.get(old.number);
    if (known !== undefined) return known;
    const made = this.#to.add(null);
    this.#copies.set(old.number, made);
    this.#waiting.push([old, made]);
    return made;
  }

  #copyValue(value: Value): Value {
    if (value instanceof Reference) return this.#copyOf(value);
    if (Array.isArray(value)) return value.map((each) => this.#copyValue(each));
    if (value instanceof Stream) return new Stream(this.#copyDict(value.dict), value.data);
    return isDict(value) ? this.#copyDict(value) : value;
  }

  #copyDict(entries: Dict): Dict {
    const copy: Dict = new Map();
    for (const [key, value] of entries) copy.set(key, this.#copyValue(value));
    return copy;
  }
}
