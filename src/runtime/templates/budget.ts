/**
 * What filling one template may cost: steps and characters are counted, not seconds, so that a template is refused on every machine, or on none.
 */

/** Texts, outputs and tags that one filling goes through, beside those for what it is given. */
export const MOST_STEPS = 500_000;
/** Steps for each entry of a list that it is given: an entry of the contents takes some twenty. */
const STEPS_FOR_ENTRY = 100;
/** Characters that are written, and characters and entries that filters and ranges make, beside those for what it is given. */
export const MOST_WRITTEN = 10_000_000;
/** How often what it is given may be gone through, and be written; most of it is written once. */
const TIMES = 10;
/** Templates, loops and conditions in each other. */
export const DEEPEST = 100;
/** What no count foresees: milliseconds. */
const LONGEST_FILLING = 10_000;

/** A step takes about as long as the slowest filter needs for so many characters. */
const CHARACTERS_A_STEP = 20;

export class Budget {
  #depth = 0;
  #steps: number;
  #written: number;
  readonly #ends = performance.now() + LONGEST_FILLING;

  /** @param data what the template is given */
  constructor(data: object) {
    const { entries, characters } = sizeOf(data);
    this.#steps = MOST_STEPS + STEPS_FOR_ENTRY * entries + (TIMES * characters) / CHARACTERS_A_STEP;
    this.#written = MOST_WRITTEN + TIMES * characters;
  }

  /**
   * Takes a step. LiquidJS asks it before each text, output and tag, as if it were its limit of time.
   * @param now milliseconds, by `performance.now()`
   */
  check(now: number): void {
    this.#take(1);
    if (now > this.#ends) throw new Error(`it takes more than ${LONGEST_FILLING / 1000} seconds`);
  }

  /**
   * Takes characters or entries that are made. LiquidJS asks it before it makes them, as if it were its limit of memory.
   * What is not a number is none.
   */
  use(count: number): void {
    if (Number(count) > 0) this.#written -= Number(count);
    if (this.#written < 0) throw new Error(`it makes more than ${MOST_WRITTEN} characters or entries`);
  }

  /** Takes the steps to look at every character and entry of a value. */
  goThrough(value: unknown): void {
    if (typeof value === 'string') this.#take(Math.floor(value.length / CHARACTERS_A_STEP));
    if (!Array.isArray(value)) return;
    this.#take(value.length);
    for (const entry of value) this.goThrough(entry);
  }

  /** Does what lies one level deeper. */
  *deeper<T>(work: () => IterableIterator<unknown, T>): IterableIterator<unknown, T> {
    if (this.#depth >= DEEPEST) {
      throw new Error(`more than ${DEEPEST} templates, loops and conditions lie in each other`);
    }
    this.#depth += 1;
    try {
      return yield* work();
    } finally {
      this.#depth -= 1;
    }
  }

  #take(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0)
      throw new Error(`it takes more than ${MOST_STEPS} steps, as a loop without an end does`);
  }
}

/** Entries of lists, and characters, in what a template is given. */
function sizeOf(data: unknown): { readonly entries: number; readonly characters: number } {
  let [entries, characters] = [0, 0];
  const count = (value: unknown): void => {
    if (typeof value === 'string') characters += value.length;
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) entries += value.length;
    for (const each of Array.isArray(value) ? value : Object.values(value)) count(each);
  };
  count(data);
  return { entries, characters };
}
