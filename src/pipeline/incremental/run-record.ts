/** All publications of a build, as they are made or found unchanged: what the next build compares with first. */

import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Target } from '../../read/read-publication.ts';
import type { KeptAnswers } from '../../runtime/cache/cache.ts';
import type { ManifestFile } from '../manifest/manifest.ts';
import type { InPlace } from './output-state.ts';
import type { KeptPublication, KeptRun } from './records.ts';

/** What a part of the work rests on, said and made. */
type Part = Pick<KeptPublication, 'answers' | 'problems' | 'editions'>;

export class WholeRun {
  readonly #answers = new Map<string, string>();
  readonly #parts = new Map<string, { problems: readonly Diagnostic[]; files: readonly ManifestFile[] }>();
  #isSteady = true;

  /** Of what a publication rests on only what no other does is held: nearly all is the same. */
  add({ file }: Target, { answers, problems, editions }: Part): void {
    this.#rest(answers);
    for (const edition of editions) this.#rest(edition.answers);
    this.#parts.set(file, {
      problems: [problems, ...editions.map((edition) => edition.problems)].flat(),
      files: editions.flatMap(({ files }) => files),
    });
  }

  #rest(answers: KeptAnswers): void {
    for (const [question, answer] of answers) {
      if ((this.#answers.get(question) ?? answer) !== answer) this.#isSteady = false;
      this.#answers.set(question, answer);
    }
  }

  /**
   * @param before what it took to find the publications
   * @param manifest SHA-256 of the manifest, hexadecimal
   * @returns `undefined` where not every publication is known whole, or the world changed meanwhile
   */
  async record(
    targets: readonly Target[],
    before: Pick<Part, 'answers' | 'problems'>,
    manifest: string,
    inPlace: InPlace,
  ): Promise<KeptRun | undefined> {
    this.#rest(before.answers);
    const parts = targets.flatMap(({ file }) => this.#parts.get(file) ?? []);
    if (!this.#isSteady || parts.length < targets.length) return undefined;
    const files = parts.flatMap((part) => part.files).sort((one, other) => (one.path < other.path ? -1 : 1));
    const states = await inPlace.statesOf({ files, manifest });
    const problems = [...before.problems, ...parts.flatMap((part) => part.problems)];
    return { answers: [...this.#answers], problems, files, manifest, states };
  }
}
