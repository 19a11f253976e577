/** A browser that can be started. */

export interface FoundBrowser {
  /** Absolute path. */
  readonly executable: string;
  /** Of a browser that comes in a package: the package with its version. Absent for others. */
  readonly version?: string;
  /** Variables it needs beyond ours; absent when it needs none. */
  readonly environment?: Readonly<Record<string, string>>;
}
