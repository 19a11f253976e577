/** What `dist/manifest.json` says, as types; programs see them, so they rest on no type of a library. */

export interface ManifestFile {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly edition: string;
  readonly mediaType: string;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  /** Printed pages; absent for an e-book and for a proof. */
  readonly pages?: number;
}

/** What the manifest says of a publication, beside its files. */
export interface ManifestFacts {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly status: 'draft' | 'published';
  readonly version?: string;
}

export interface ManifestPublication extends ManifestFacts {
  readonly files: readonly ManifestFile[];
}

/** Which part of a build that was divided among machines; absent in a manifest of the whole. */
export interface ManifestPart {
  /** `2/4` */
  readonly shard?: string;
  /** SHA-256 of how the work was divided, hexadecimal: parts of one build have the same. */
  readonly division?: string;
}

export interface Manifest extends ManifestPart {
  /** Version of Handpress that wrote it. */
  readonly handpress: string;
  /** By id. A build looks at the content; EPUBCheck, Ace and veraPDF are programs of their own. */
  readonly publications: readonly ManifestPublication[];
}
