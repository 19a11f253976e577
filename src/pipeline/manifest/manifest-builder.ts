/** Builds the manifest during a build. Adding a publication costs time for its own files only. */
import { version } from '../../runtime/version.ts';
import type { Manifest, ManifestFacts, ManifestFile, ManifestPart, ManifestPublication } from './manifest.ts';
import { isSafeRelativePath } from './safe-path.ts';

/** Editions that were added. */
interface Addition {
  readonly facts: ManifestFacts;
  readonly made: readonly ManifestFile[];
  readonly editions: ReadonlySet<string>;
}

/** A manifest that publications are added to. */
export class ManifestBuilder {
  readonly #handpress: string;
  readonly #part: ManifestPart;
  readonly #former: ReadonlyMap<string, ManifestPublication>;
  readonly #publications: Map<string, ManifestPublication>;
  /** The last addition of each publication, by id. */
  readonly #additions = new Map<string, Addition>();

  /**
   * @param former the manifest in the output folder
   * @param part the part of a divided build, whose manifest lists only the files of this build
   * @param handpress version that built the files
   */
  constructor(former: Manifest, part: ManifestPart = {}, handpress: string = version) {
    this.#handpress = handpress;
    this.#part = part;
    this.#former = new Map(former.publications.map((publication) => [publication.id, publication]));
    this.#publications = part.shard === undefined ? new Map(this.#former) : new Map();
  }

  /**
   * Adds editions of a publication.
   * @param made their files, which replace the former files of these editions
   * @param editions ids of the editions
   * @returns paths of files that these editions had before and no longer have
   */
  add(facts: ManifestFacts, made: readonly ManifestFile[], editions: ReadonlySet<string>): readonly string[] {
    this.#additions.set(facts.id, { facts, made, editions });
    const former = (this.#publications.get(facts.id) ?? this.#former.get(facts.id))?.files ?? [];
    const current = new Set(made.map(({ path }) => path));
    const [kept, replaced] = [
      former.filter(({ edition }) => !editions.has(edition)),
      former.filter(({ edition }) => editions.has(edition)),
    ];
    const files = [...kept, ...made].sort((one, other) => compare(one.path, other.path));
    this.#publications.set(facts.id, { ...facts, files });
    // A manifest that was edited by hand must not make a build remove files in other folders.
    return replaced.map(({ path }) => path).filter((path) => !current.has(path) && isSafeRelativePath(path));
  }

  /** Returns the entry of a publication, `undefined` if it has none. */
  find(id: string): ManifestPublication | undefined {
    return this.#publications.get(id);
  }

  /** Restores the entry that {@link find} returned before an addition whose files could not be written. */
  rollBack(id: string, entry: ManifestPublication | undefined): void {
    this.#additions.delete(id);
    if (entry === undefined) this.#publications.delete(id);
    else this.#publications.set(id, entry);
  }

  /** Lists the files of the former manifest that the manifest of a part leaves out. */
  listOmitted(): readonly ManifestFile[] {
    const listed = new Set(
      [...this.#publications.values()].flatMap(({ files }) => files.map(({ path }) => path)),
    );
    const former = [...this.#former.values()].flatMap(({ files }) => files);
    return former.filter(({ path }) => !listed.has(path) && isSafeRelativePath(path));
  }

  /** Returns a builder with the same additions to a manifest that another build has written meanwhile. */
  rebaseOnto(former: Manifest): ManifestBuilder {
    const draft = new ManifestBuilder(former, this.#part, this.#handpress);
    for (const { facts, made, editions } of this.#additions.values()) draft.add(facts, made, editions);
    return draft;
  }

  /** Returns the manifest, sorted. It sorts once for each time the manifest is written. */
  build(): Manifest {
    return {
      handpress: this.#handpress,
      ...this.#part,
      publications: [...this.#publications.values()].sort((one, other) => compare(one.id, other.id)),
    };
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
