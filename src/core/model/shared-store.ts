/** Defines what a store offers that several machines use: files by their digest, and signed results of build steps by their key. */

/** All methods resolve; a failure is a miss. */
export interface SharedStore {
  /**
   * Returns the file with a digest, after its digest was checked; `undefined`: it is not there, or has other bytes.
   * @param digest SHA-256, hexadecimal in small letters
   */
  readFile(digest: string): Promise<Uint8Array | undefined>;
  /** Stores a file under its digest, unless it has sent or read it before. A store that only reads returns `isStored: false`. */
  writeFile(bytes: Uint8Array): Promise<StoredFile>;
  /**
   * Returns the result of a step, if an entry with a valid signature names a file that is there and has its digest.
   * @param key combined digest of the step, of the program and of all inputs
   */
  readResult(key: string): Promise<Uint8Array | undefined>;
  /** Signs and stores the result of a step. Does nothing for a store that only reads. */
  writeResult(key: string, bytes: Uint8Array): Promise<void>;
}

export interface StoredFile {
  /** SHA-256, hexadecimal in small letters. */
  readonly digest: string;
  /** Whether the store has the file. */
  readonly isStored: boolean;
}
