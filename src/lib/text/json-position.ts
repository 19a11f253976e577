/** Finds the position of a value in a JSON text, which `JSON.parse` does not report. */

const TOKEN = /\s*(?:(?<punctuation>[[\]{},:])|(?<value>"(?:[^"\\]+|\\.)*"|[^\s[\]{},:"]+))/gsy;

export type JsonPath = readonly (string | number)[];

/**
 * Returns the offset of the value at a path, in UTF-16 code units. If the path does not exist, it is the
 * offset of the innermost existing value on it.
 * @param json a text that `JSON.parse` accepts
 */
export function findPathOffset(json: string, path: JsonPath): number {
  const tracker = new PathTracker(path);
  let offset = 0;
  for (const { 0: whole, index, groups } of json.matchAll(TOKEN)) {
    const { punctuation = '', value } = groups ?? {};
    const isStart = tracker.isValueStart(punctuation, value);
    if (isStart && tracker.isOnPath) offset = index + whole.length - (value ?? punctuation).length;
    if (isStart && tracker.isAtPath) return offset;
    tracker.advance(punctuation, value, isStart);
  }
  return offset;
}

/** Tracks the lists and objects around the current token, each with its current index or key. */
class PathTracker {
  readonly #path: JsonPath;
  readonly #containers: { readonly isList: boolean; at: string | number | undefined }[] = [];
  /** Number of containers, from the outermost, that are on the path. */
  #matching = 0;

  constructor(path: JsonPath) {
    this.#path = path;
  }

  /** Whether the current value is on the path: it is the searched value or contains it. */
  get isOnPath(): boolean {
    return this.#matching === this.#containers.length;
  }

  get isAtPath(): boolean {
    return this.isOnPath && this.#matching === this.#path.length;
  }

  /** Returns whether a value begins with this token, which is then neither a key nor a separator. */
  isValueStart(punctuation: string, value: string | undefined): boolean {
    if (value === undefined) return punctuation === '[' || punctuation === '{';
    const innermost = this.#containers.at(-1);
    return innermost === undefined || innermost.isList || innermost.at !== undefined;
  }

  advance(punctuation: string, value: string | undefined, isStart: boolean): void {
    if (value !== undefined) {
      if (!isStart) this.#move(JSON.parse(value) as string);
    } else if (isStart) {
      this.#containers.push({ isList: punctuation === '[', at: undefined });
      if (punctuation === '[') this.#move(0);
    } else if (punctuation === ',') {
      const { isList, at } = this.#containers.at(-1) ?? {};
      this.#move(isList ? Number(at) + 1 : undefined);
    } else if (punctuation !== ':') {
      this.#containers.pop();
      this.#matching = Math.min(this.#matching, this.#containers.length);
    }
  }

  #move(at: string | number | undefined): void {
    const outside = this.#containers.length - 1;
    const innermost = this.#containers[outside];
    if (innermost === undefined) return;
    innermost.at = at;
    this.#matching = Math.min(this.#matching, outside);
    if (this.#matching === outside && at !== undefined && at === this.#path[outside])
      this.#matching = outside + 1;
  }
}
