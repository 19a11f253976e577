/** What is kept of a build: which answers of the world it rests on, what it said, and which files it made. */
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { KeptAnswers } from '../../runtime/cache/cache.ts';
import type { ManifestFacts, ManifestFile } from '../manifest/manifest.ts';

/** An edition of a publication. */
export interface KeptEdition {
  readonly id: string;
  /** Those that making it rests on, beside those of the publication. */
  readonly answers: KeptAnswers;
  readonly problems: readonly Diagnostic[];
  readonly files: readonly ManifestFile[];
}

/** A publication whose every edition that was asked for was made. */
export interface KeptPublication {
  readonly publication: ManifestFacts;
  /** Those that reading and rendering it rests on. */
  readonly answers: KeptAnswers;
  readonly problems: readonly Diagnostic[];
  readonly editions: readonly KeptEdition[];
}

/** A whole build: enough to see that nothing has changed without looking at each publication. */
export interface KeptRun {
  /** All that it rests on, from finding the publications to making their editions. */
  readonly answers: KeptAnswers;
  readonly problems: readonly Diagnostic[];
  /** In the order of paths. */
  readonly files: readonly ManifestFile[];
  /** SHA-256 of the manifest that it left, hexadecimal. */
  readonly manifest: string;
  /** Of the files and the manifest, by path in the output folder, where they were looked at and found sound. */
  readonly states: Readonly<Record<string, string>>;
}
