/** What a tab is that is looked at: files from memory are shown at an address that nobody has, by scripts of ours. */

/** No name below `invalid` is ever given away (RFC 2606, section 2). */
export const ORIGIN = 'https://handpress.invalid';

export interface ScreenFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** @param path with a slash in front; nothing stands where it gives nothing */
export type ScreenFiles = (path: string) => Promise<ScreenFile | undefined>;

/** Pixels. */
export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

export interface Screen {
  /**
   * Runs a function in the page: it must not know anything but what it is given.
   * @param limit milliseconds
   * @param given what JSON can say
   */
  run<Given, Told>(limit: number, script: (given: Given) => Promise<Told>, given: Given): Promise<Told>;
  /** What is seen now, as PNG. */
  picture(): Promise<Uint8Array>;
  /** Errors that no script caught, and addresses outside that were asked for in vain, in order. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

/** Something has taken longer than it may. */
export class TooLate extends Error {
  override readonly name = 'TooLate';

  /** @param limit milliseconds */
  constructor(limit: number) {
    super(`it took longer than ${Math.round(limit / 10) / 100} seconds`);
  }
}

/** Rejects with {@link TooLate} when the work takes longer; the work itself goes on. */
export async function within<T>(limit: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooLate(limit)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
