/** What makes pictures of the pages of a file, whatever kind of file it is. */
import type { Size } from './arrange.ts';

export interface Pages {
  /** In points, page by page. */
  readonly sizes: readonly Size[];
  /** What is written under each page; absent: its number, or what the artifact says. */
  readonly labels?: readonly string[];
  /**
   * @param page the first is 1
   * @param size pixels
   * @returns four bytes a pixel: red, green, blue, and one without meaning
   */
  paint(page: number, size: Size): Promise<Uint8Array>;
  close(): void;
}

export interface PageReader {
  /** Rejects when the bytes are no such file, or a page of it cannot be read. */
  open(bytes: Uint8Array): Promise<Pages>;
  close(): Promise<void>;
}
