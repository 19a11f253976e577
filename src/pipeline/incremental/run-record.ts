/** Builds the record of a whole build, which the next build checks first. */

import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { PublicationRef } from '../../read/read-publication.ts';
import type { Dependencies } from '../../runtime/cache/cache.ts';
import { isCommitQuery } from '../../runtime/cache/host-queries.ts';
import type { ManifestFile } from '../manifest/manifest.ts';
import type { OutputState } from './output-state.ts';
import type { PublicationRecord, RunRecord } from './records.ts';

/** The dependencies, problems and editions of a publication. */
type PublicationWork = Pick<PublicationRecord, 'dependencies' | 'problems' | 'editions'>;

/** Collects the publications of a build as they are built or found unchanged. */
export class RunRecordBuilder {
  readonly #dependencies = new Map<string, string>();
  readonly #results = new Map<string, { problems: readonly Diagnostic[]; files: readonly ManifestFile[] }>();
  #isConsistent = true;

  /** Adds a publication. Stores only dependencies that are not yet recorded, because most are common to all publications. */
  add({ file }: PublicationRef, { dependencies, problems, editions }: PublicationWork): void {
    this.#addDependencies(dependencies);
    for (const edition of editions) this.#addDependencies(edition.dependencies);
    this.#results.set(file, {
      problems: [problems, ...editions.map((edition) => edition.problems)].flat(),
      files: editions.flatMap(({ files }) => files),
    });
  }

  #addDependencies(dependencies: Dependencies): void {
    for (const [query, answer] of dependencies) {
      if ((this.#dependencies.get(query) ?? answer) !== answer) this.#isConsistent = false;
      this.#dependencies.set(query, answer);
    }
  }

  /**
   * Returns the record, or `undefined` if a publication is not complete or a dependency changed during the build.
   * @param discovery dependencies and problems of finding the publications
   * @param manifest SHA-256 of the manifest, hexadecimal
   * @param readHeads returns the checked-out commits that git was asked about, by folder
   */
  async build(
    targets: readonly PublicationRef[],
    discovery: Pick<PublicationWork, 'dependencies' | 'problems'>,
    manifest: string,
    outputState: OutputState,
    readHeads: () => Promise<RunRecord['heads']>,
  ): Promise<RunRecord | undefined> {
    this.#addDependencies(discovery.dependencies);
    const results = targets.flatMap(({ file }) => this.#results.get(file) ?? []);
    if (!this.#isConsistent || results.length < targets.length) return undefined;
    const files = results
      .flatMap((result) => result.files)
      .sort((one, other) => (one.path < other.path ? -1 : 1));
    const states = await outputState.findStableStates({ files, manifest });
    const problems = [...discovery.problems, ...results.flatMap((result) => result.problems)];
    const [dependencies, commits]: [[string, string][], [string, string][]] = [[], []];
    for (const one of this.#dependencies) (isCommitQuery(one[0]) ? commits : dependencies).push(one);
    const heads = commits.length > 0 ? await readHeads() : [];
    return { dependencies, commits, heads, problems, files, manifest, states };
  }
}
