/** The results of costly steps, kept for later builds. */

/** Bytes, and whether an earlier build had made them. */
export interface Kept {
  readonly bytes: Uint8Array;
  readonly isKept: boolean;
}

/** The costly steps of a build, whose results are kept for later ones. */
export interface Steps {
  /**
   * Made once at a time; rejects as `make` does.
   * @param step `chapter`, `printed`, `finished`, …
   * @param parts everything that the bytes depend on, beside Handpress itself
   */
  bytes(
    step: string,
    parts: readonly (string | Uint8Array)[],
    make: () => Promise<Uint8Array>,
  ): Promise<Kept>;
}
