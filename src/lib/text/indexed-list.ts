/**
 * A list of strings with lookup in constant time, because two parsers store footnotes in a list and search it
 * for each one.
 */
export class IndexedList extends Array<string> {
  readonly #indexes = new Map<string, number>();

  override push(...texts: string[]): number {
    for (const [index, text] of texts.entries()) {
      if (!this.#indexes.has(text)) this.#indexes.set(text, this.length + index);
    }
    return super.push(...texts);
  }

  override includes(text: string): boolean {
    return this.#indexes.has(text);
  }

  override indexOf(text: string): number {
    return this.#indexes.get(text) ?? -1;
  }
}
