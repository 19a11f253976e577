/**
 * Prepares a release for `.github/workflows/release.yml`. `node packaging/release.ts check <tag>` checks that the tag can be
 * released. `make <tag> <folder>` writes the packed file, the notes, and a sample of each edition of the first publication
 * in `dist/`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findReleaseProblems, pickSamples, readNotes } from './release-facts.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FIRST_PUBLICATION = 'ketamine-and-migraine';

const [command, tag = '', folder = ''] = process.argv.slice(2);
const readText = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const { version } = JSON.parse(readText('package.json')) as { readonly version: string };
const problems = findReleaseProblems(tag, version, readText('CHANGELOG.md'));
for (const problem of problems) process.stderr.write(`::error title=release::${problem}\n`);
if (problems.length > 0) process.exit(1);
if (command === 'make') makeRelease(folder);
else if (command !== 'check') throw new Error(`check or make, not ${command}`);

function makeRelease(into: string): void {
  mkdirSync(join(into, 'samples'), { recursive: true });
  writeFileSync(join(into, 'notes.md'), `${readNotes(version, readText('CHANGELOG.md'))}\n`);
  const { publications } = JSON.parse(readText('dist/manifest.json')) as {
    readonly publications: readonly Parameters<typeof pickSamples>[0][];
  };
  const first = publications.find(({ id }) => id === FIRST_PUBLICATION);
  if (first === undefined) throw new Error(`dist/ has no ${FIRST_PUBLICATION}: build first`);
  for (const { path, name } of pickSamples(first)) {
    cpSync(join(ROOT, 'dist', path), join(into, 'samples', name));
  }
  const npm = (...args: readonly string[]) => execFileSync('npm', args, { cwd: ROOT, stdio: 'inherit' });
  // npm's provenance requires that the package names the repository that it was built in.
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
  if (server && repository)
    npm('pkg', 'set', `repository.url=git+${server}/${repository}.git`, 'repository.type=git');
  npm('pack', '--pack-destination', into);
}
