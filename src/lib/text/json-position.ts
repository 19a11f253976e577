/** Where a value stands in a JSON text: `JSON.parse` does not say. */

const TOKEN = /\s*(?:(?<punctuation>[[\]{},:])|(?<value>"(?:[^"\\]+|\\.)*"|[^\s[\]{},:"]+))/gsy;

export type JsonPath = readonly (string | number)[];

/**
 * Offset of the value at a path, in UTF-16 code units; of the innermost that holds it, where it is not written.
 * @param json a text that `JSON.parse` takes
 */
export function offsetOfPath(json: string, path: JsonPath): number {
  const trail = new Trail(path);
  let offset = 0;
  for (const { 0: whole, index, groups } of json.matchAll(TOKEN)) {
    const { punctuation = '', value } = groups ?? {};
    const begins = trail.begins(punctuation, value);
    if (begins && trail.isHolder) offset = index + whole.length - (value ?? punctuation).length;
    if (begins && trail.isThere) return offset;
    trail.pass(punctuation, value, begins);
  }
  return offset;
}

/** The lists and objects around the place that is read, each with the index or key it is at. */
class Trail {
  readonly #path: JsonPath;
  readonly #around: { readonly isList: boolean; at: string | number | undefined }[] = [];
  /** How many of them are on the path. */
  #matching = 0;

  constructor(path: JsonPath) {
    this.#path = path;
  }

  /** Whether what begins here holds what is looked for, or is it. */
  get isHolder(): boolean {
    return this.#matching === this.#around.length;
  }

  get isThere(): boolean {
    return this.isHolder && this.#matching === this.#path.length;
  }

  /** Whether a value begins with this token: neither a key nor what stands between values. */
  begins(punctuation: string, value: string | undefined): boolean {
    if (value === undefined) return punctuation === '[' || punctuation === '{';
    const innermost = this.#around.at(-1);
    return innermost === undefined || innermost.isList || innermost.at !== undefined;
  }

  pass(punctuation: string, value: string | undefined, begins: boolean): void {
    if (value !== undefined) {
      if (!begins) this.#move(JSON.parse(value) as string);
    } else if (begins) {
      this.#around.push({ isList: punctuation === '[', at: undefined });
      if (punctuation === '[') this.#move(0);
    } else if (punctuation === ',') {
      const { isList, at } = this.#around.at(-1) ?? {};
      this.#move(isList ? Number(at) + 1 : undefined);
    } else if (punctuation !== ':') {
      this.#around.pop();
      this.#matching = Math.min(this.#matching, this.#around.length);
    }
  }

  #move(at: string | number | undefined): void {
    const outside = this.#around.length - 1;
    const innermost = this.#around[outside];
    if (innermost === undefined) return;
    innermost.at = at;
    this.#matching = Math.min(this.#matching, outside);
    if (this.#matching === outside && at !== undefined && at === this.#path[outside])
      this.#matching = outside + 1;
  }
}
