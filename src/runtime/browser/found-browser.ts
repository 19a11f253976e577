/** The type of a browser that was found and can be started. */

export interface FoundBrowser {
  /** Absolute path. */
  readonly executable: string;
  /** For a browser from npm: package and version. Absent for others. */
  readonly version?: string;
  /** The complete environment of a browser from npm. Absent for others. */
  readonly environment?: Readonly<Record<string, string>>;
}
