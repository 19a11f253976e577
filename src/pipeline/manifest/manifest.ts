/** The types of `manifest.json`. They use no types of libraries, because they are part of the programming interface. */

/** A file that was built. */
export interface ManifestFile {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly edition: string;
  readonly mediaType: string;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  /** Number of printed pages; absent for an e-book and for a proof. */
  readonly pages?: number;
}

/** The metadata of a publication in the manifest. */
export interface ManifestFacts {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly status: 'draft' | 'published';
  readonly version?: string;
}

/** A publication with its files. */
export interface ManifestPublication extends ManifestFacts {
  readonly files: readonly ManifestFile[];
}

/** The part of a build that was divided among machines. The manifest of a whole build has none of these properties. */
export interface ManifestPart {
  /** `2/4` */
  readonly shard?: string;
  /** SHA-256 of the division of the work, hexadecimal. Equal for all parts of one build. */
  readonly division?: string;
}

/** The content of `manifest.json`. */
export interface Manifest extends ManifestPart {
  /** Version of Handpress that wrote it. */
  readonly handpress: string;
  /** Sorted by id. */
  readonly publications: readonly ManifestPublication[];
}
