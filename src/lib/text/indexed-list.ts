/** A list of texts in which one is found at once. Two parsers keep their notes in lists, and ask them for every note. */
export class IndexedList extends Array<string> {
  readonly #places = new Map<string, number>();

  override push(...texts: string[]): number {
    for (const [index, text] of texts.entries()) {
      if (!this.#places.has(text)) this.#places.set(text, this.length + index);
    }
    return super.push(...texts);
  }

  override includes(text: string): boolean {
    return this.#places.has(text);
  }

  override indexOf(text: string): number {
    return this.#places.get(text) ?? -1;
  }
}
