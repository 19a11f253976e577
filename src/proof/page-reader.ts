/** Defines the interface that renders the pages of a file of any type. */
import type { Size } from './arrange.ts';

export interface DocumentPages {
  /** Page sizes in points. */
  readonly sizes: readonly Size[];
  /** Page labels. The default are those of the artifact, or the page numbers. */
  readonly labels?: readonly string[];
  /**
   * Renders a page.
   * @param page number, from 1
   * @param size in pixels
   * @returns four bytes per pixel: red, green, blue, and one without meaning
   */
  render(page: number, size: Size): Promise<Uint8Array>;
  close(): void;
}

export interface PageReader {
  /** Opens a file. Rejects if it is of another type or a page of it cannot be read. */
  open(bytes: Uint8Array): Promise<DocumentPages>;
  close(): Promise<void>;
}
