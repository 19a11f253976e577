/** Checks the tag of a release, extracts its notes from the changelog, and picks sample files. */

/** Returns the reasons why a tag must not be released. */
export function findReleaseProblems(tag: string, version: string, changelog: string): readonly string[] {
  const problems: string[] = [];
  if (tag !== `v${version}`)
    problems.push(`The tag is ${tag}, and package.json says ${version}: it has to be v${version}.`);
  if (readNotes(version, changelog) === '') {
    problems.push(
      `CHANGELOG.md has nothing under "## ${version}": give what is under "Unreleased" its number.`,
    );
  }
  return problems;
}

/** Returns the notes of a version, whose heading is `## 0.1.0` or `## 0.1.0 (2026-12-01)`. Empty if there are none. */
export function readNotes(version: string, changelog: string): string {
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => /^\[?([^\s\]]+)/.exec(text)?.[1] === version);
  return section?.replace(/^.*\n/, '').trim() ?? '';
}

interface SampledPublication {
  readonly id: string;
  readonly files: readonly { readonly path: string; readonly edition: string; readonly mediaType: string }[];
}

/** Returns one file of each edition, the first in the manifest, each with a unique name. Leaves out proofs. */
export function pickSamples(publication: SampledPublication): readonly { path: string; name: string }[] {
  const first = new Map<string, string>();
  for (const { path, edition, mediaType } of publication.files) {
    if (!mediaType.startsWith('image/') && !first.has(edition)) first.set(edition, path);
  }
  const inPublication = new RegExp(`^${publication.id}/`);
  return [...first.values()].map((path) => ({
    path,
    name: path.replace(inPublication, '').replaceAll('/', '-'),
  }));
}
