/**
 * Limits the cost of filling one template. It counts steps and characters instead of seconds, so that a
 * template is refused on every machine or on none.
 */

/** Maximum number of steps (texts, outputs and tags), in addition to those for the data. */
export const MAX_STEPS = 500_000;
/** Additional steps for each list entry in the data. An entry of the table of contents takes about twenty. */
const STEPS_PER_ENTRY = 100;
/**
 * Maximum number of characters of output, and of characters and entries that filters and ranges create, in
 * addition to those for the data.
 */
export const MAX_OUTPUT = 10_000_000;
/** How often a template can process and write its data; most data is written once. */
const DATA_FACTOR = 10;
/** Maximum depth of nested templates, loops and conditions. */
export const MAX_DEPTH = 100;
/** Time limit in ms for costs that no counter covers. */
const MAX_DURATION = 10_000;

/** Number of characters that the slowest filter processes in the time of a step. */
const CHARACTERS_PER_STEP = 20;

/** The remaining steps and characters. LiquidJS calls `check` and `use` as its limits of time and memory. */
export class Budget {
  #depth = 0;
  #steps: number;
  #written: number;
  readonly #ends = performance.now() + MAX_DURATION;

  /** @param data the data of the template */
  constructor(data: object) {
    const { entries, characters } = measureData(data);
    this.#steps = MAX_STEPS + STEPS_PER_ENTRY * entries + (DATA_FACTOR * characters) / CHARACTERS_PER_STEP;
    this.#written = MAX_OUTPUT + DATA_FACTOR * characters;
  }

  /**
   * Uses one step. LiquidJS calls it before each text, output and tag, as its time limit.
   * @param now in ms, from `performance.now()`
   */
  check(now: number): void {
    this.#takeSteps(1);
    if (now > this.#ends) throw new Error(`it takes more than ${MAX_DURATION / 1000} seconds`);
  }

  /**
   * Uses characters or entries. LiquidJS calls it before it creates them, as its memory limit. A value that
   * is not a number counts as zero.
   */
  use(count: number): void {
    if (Number(count) > 0) this.#written -= Number(count);
    if (this.#written < 0) throw new Error(`it makes more than ${MAX_OUTPUT} characters or entries`);
  }

  /** Uses the steps for processing every character and entry of a value. */
  countValue(value: unknown): void {
    if (typeof value === 'string') this.#takeSteps(Math.floor(value.length / CHARACTERS_PER_STEP));
    if (!Array.isArray(value)) return;
    this.#takeSteps(value.length);
    for (const entry of value) this.countValue(entry);
  }

  /** Runs work one level deeper. */
  *nested<T>(work: () => IterableIterator<unknown, T>): IterableIterator<unknown, T> {
    if (this.#depth >= MAX_DEPTH) {
      throw new Error(`more than ${MAX_DEPTH} templates, loops and conditions are nested`);
    }
    this.#depth += 1;
    try {
      return yield* work();
    } finally {
      this.#depth -= 1;
    }
  }

  #takeSteps(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw new Error(`it takes more than ${MAX_STEPS} steps, as an endless loop does`);
  }
}

/** Counts the list entries and the characters in the data of a template. */
function measureData(data: unknown): { readonly entries: number; readonly characters: number } {
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
