/** A manifest while a build goes on: a publication is added at the cost of its own files, whatever else there is. */
import { version } from '../../runtime/version.ts';
import type { Manifest, ManifestFacts, ManifestFile, ManifestPart, ManifestPublication } from './manifest.ts';
import { isInside } from './safe-path.ts';

interface Addition {
  readonly facts: ManifestFacts;
  readonly made: readonly ManifestFile[];
  readonly editions: ReadonlySet<string>;
}

export class ManifestDraft {
  readonly #handpress: string;
  readonly #part: ManifestPart;
  readonly #former: ReadonlyMap<string, ManifestPublication>;
  readonly #publications: Map<string, ManifestPublication>;
  /** What was added, by id. */
  readonly #additions = new Map<string, Addition>();

  /**
   * @param former the manifest that is there
   * @param part of which part of a divided build it is; then it lists what is made now, and nothing that others make
   * @param handpress version that made the files
   */
  constructor(former: Manifest, part: ManifestPart = {}, handpress: string = version) {
    this.#handpress = handpress;
    this.#part = part;
    this.#former = new Map(former.publications.map((publication) => [publication.id, publication]));
    this.#publications = part.shard === undefined ? new Map(this.#former) : new Map();
  }

  /**
   * Some editions of a publication were made.
   * @param made their files, which take the place of those editions' former files
   * @param editions ids of the editions that were made
   * @returns paths of files that those editions had before and no longer have
   */
  add(facts: ManifestFacts, made: readonly ManifestFile[], editions: ReadonlySet<string>): readonly string[] {
    this.#additions.set(facts.id, { facts, made, editions });
    const former = (this.#publications.get(facts.id) ?? this.#former.get(facts.id))?.files ?? [];
    const current = new Set(made.map(({ path }) => path));
    const [kept, replaced] = [
      former.filter(({ edition }) => !editions.has(edition)),
      former.filter(({ edition }) => editions.has(edition)),
    ];
    const files = [...kept, ...made].sort((one, other) => order(one.path, other.path));
    this.#publications.set(facts.id, { ...facts, files });
    // A manifest edited by hand must not make a build remove what lies elsewhere.
    return replaced.map(({ path }) => path).filter((path) => !current.has(path) && isInside(path));
  }

  /** What it says of a publication; `undefined` when it does not know it. */
  entry(id: string): ManifestPublication | undefined {
    return this.#publications.get(id);
  }

  /** Says again what {@link entry} said before something was added that then could not be written. */
  restore(id: string, entry: ManifestPublication | undefined): void {
    this.#additions.delete(id);
    if (entry === undefined) this.#publications.delete(id);
    else this.#publications.set(id, entry);
  }

  /** Makes the same additions to the manifest that another build has written meanwhile. */
  over(former: Manifest): ManifestDraft {
    const draft = new ManifestDraft(former, this.#part, this.#handpress);
    for (const { facts, made, editions } of this.#additions.values()) draft.add(facts, made, editions);
    return draft;
  }

  /** In its order: sorted here, once for each time that it is written. */
  manifest(): Manifest {
    return {
      handpress: this.#handpress,
      ...this.#part,
      publications: [...this.#publications.values()].sort((one, other) => order(one.id, other.id)),
    };
  }
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
