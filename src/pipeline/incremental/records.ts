/** The records of a build in the cache: its dependencies, its problems and its files. */
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Dependencies } from '../../runtime/cache/cache.ts';
import type { ManifestFacts, ManifestFile } from '../manifest/manifest.ts';

/** The record of an edition. */
export interface EditionRecord {
  readonly id: string;
  /** The dependencies of building it, without those of the publication. */
  readonly dependencies: Dependencies;
  readonly problems: readonly Diagnostic[];
  readonly files: readonly ManifestFile[];
}

/** The record of a publication whose requested editions were all built. */
export interface PublicationRecord {
  readonly publication: ManifestFacts;
  /** The dependencies of reading and rendering it. */
  readonly dependencies: Dependencies;
  readonly problems: readonly Diagnostic[];
  readonly editions: readonly EditionRecord[];
}

/** The record of a whole build. It shows that nothing has changed without the record of each publication. */
export interface RunRecord {
  /** All dependencies, from finding the publications to building their editions, without {@link commits}. */
  readonly dependencies: Dependencies;
  /** The last commits on which the dates of the publications depend. */
  readonly commits: Dependencies;
  /**
   * The checked-out commits on which these depend, by folder: while they are the same, git need not be asked. Empty if git
   * could not answer.
   */
  readonly heads: Dependencies;
  readonly problems: readonly Diagnostic[];
  /** Sorted by path. */
  readonly files: readonly ManifestFile[];
  /** SHA-256 of the manifest that the build wrote, hexadecimal. */
  readonly manifest: string;
  /** States of the files and the manifest whose bytes were verified, by path in the output folder. */
  readonly states: Readonly<Record<string, string>>;
}
