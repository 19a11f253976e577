/** Collects the findings of the sanitizer: forbidden content, removed parts and embedded images. */
import type { Element } from 'xast';
import type { XmlElement } from './parse.ts';

/** Content that a drawing may not have. */
export interface ForbiddenContent {
  /** Completes “contains …”. */
  readonly description: string;
  /** UTF-16 code units from the start of the file. */
  readonly offset: number;
  readonly hint?: string;
}

/** A part that was removed from the drawing. */
export interface RemovedPart extends ForbiddenContent {
  readonly hint: string;
}

/** An image that the drawing embeds. */
export interface EmbeddedImage {
  /** `data:` URL. */
  readonly address: string;
  readonly offset: number;
  /** The element that shows it; absent for an image in CSS. */
  readonly element?: Element;
}

/** The findings in one drawing. */
export class Findings {
  /** The first forbidden content. */
  forbidden: ForbiddenContent | undefined;
  readonly removed: RemovedPart[] = [];
  readonly images: EmbeddedImage[] = [];
  readonly #descriptions = new Set<string>();

  /** Adds forbidden content. Only the first is stored. */
  forbid(description: string, { start }: Pick<XmlElement, 'start'>, hint?: string): void {
    this.forbidden ??= { description, offset: start, ...(hint !== undefined && { hint }) };
  }

  /** Adds a removed part, once for each description. */
  remove(description: string, { start }: Pick<XmlElement, 'start'>, hint: string): void {
    if (this.#descriptions.has(description)) return;
    this.#descriptions.add(description);
    this.removed.push({ description, offset: start, hint });
  }

  /** Adds the embedded images of a piece of CSS. */
  addImages(addresses: readonly string[], { start }: Pick<XmlElement, 'start'>): void {
    for (const address of addresses) this.images.push({ address, offset: start });
  }
}

/** Shortens a text of the file for a message. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
