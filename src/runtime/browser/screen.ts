/** The types of a tab for screenshots, which shows files from memory under a reserved `.invalid` origin. */

/** No name in `invalid` can be registered (RFC 2606, section 2). */
export const SCREEN_ORIGIN = 'https://handpress.invalid';

export interface ScreenFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/**
 * Returns the file at a path; `undefined` for a path without a file.
 * @param path with a leading slash
 */
export type ScreenFiles = (path: string) => Promise<ScreenFile | undefined>;

/** Size in CSS pixels. */
export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

/** A tab for screenshots. */
export interface Screen {
  /**
   * Runs a function in the page. The function cannot access anything except its argument.
   * @param limit in ms
   * @param given a JSON value
   */
  evaluate<Given, Result>(
    limit: number,
    script: (given: Given) => Promise<Result>,
    given: Given,
  ): Promise<Result>;
  /** Returns a PNG of the visible area. */
  takeScreenshot(): Promise<Uint8Array>;
  /** Returns uncaught script errors and blocked requests, in order. */
  errors(): readonly string[];
  close(): Promise<void>;
}

/** Thrown when work exceeds its time limit. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';

  /** @param limit in ms */
  constructor(limit: number) {
    super(`it took longer than ${Math.round(limit / 10) / 100} seconds`);
  }
}

/** Thrown when a page ends before its work does, mostly because it needs more memory than it has. */
export class PageCrashError extends Error {
  override readonly name = 'PageCrashError';
}

/** Rejects with {@link TimeoutError} if the work exceeds the limit in ms. Does not stop the work. */
export async function withTimeout<T>(limit: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(limit)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
