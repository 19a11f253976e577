/** Diagnostics about the machine (browser, disk, cache, memory) and about bugs in Handpress. */
import { type CatalogueEntry, contentError, entry, environmentError, usageError } from './rule.ts';

export const environmentDiagnostics = {
  'browser-missing': environmentError<{ asked?: string; install?: string }>(({ asked, install }) => ({
    message:
      asked === undefined ? 'No browser was found to print with.' : `There is no browser at \`${asked}\`.`,
    hint:
      asked === undefined
        ? `${install ?? 'Install Chrome or Chromium'}, or name a Chrome or Chromium with \`--browser\`.`
        : 'Correct `--browser` or the variable that names it, or leave it out to use the browser that is found.',
  })),
  'browser-failed': environmentError<{ browser: string; reason: string }>(({ browser, reason }) => ({
    message: `The browser \`${browser}\` failed: ${reason}`,
    hint: 'Run again with `--debug`, or name another browser with `--browser`.',
  })),
  'pdf-unsupported': environmentError<{ reason: string }>(({ reason }) => ({
    message: `The browser wrote a PDF that Handpress cannot process: ${reason}`,
    hint: 'Use the browser that comes with Handpress: leave `--browser` and `HANDPRESS_BROWSER` out. If it is in use already, please report this, with the output of `--debug`.',
  })),
  'sandbox-off': entry(
    'note',
    'environment',
  )<{ obstacle: 'root' | 'setting' | 'container' }>(({ obstacle }) => ({
    message: `Chromium runs without its sandbox: ${
      {
        root: 'it has none for root',
        setting: 'a setting of this system forbids user namespaces to ordinary users',
        container: 'this container forbids user namespaces',
      }[obstacle]
    }. Documents still cannot run scripts or load anything.`,
    hint: {
      root: 'Run Handpress as another user; `docs/ci.md` explains how in a container.',
      setting: 'Ubuntu: `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`.',
      container: 'Start the container with a seccomp profile that allows them; see `docs/ci.md`.',
    }[obstacle],
  })),
  'watch-failed': environmentError<{ reason: string }>(({ reason }) => ({
    message: `The folders of the texts cannot be watched: ${reason}.`,
    hint: 'Run `build` without `--watch`. On Linux, `sudo sysctl fs.inotify.max_user_watches=524288` raises the limit.',
  })),
  'output-unwritable': environmentError<{ path: string; reason: string }>(({ path, reason }) => ({
    message: `\`${path}\` cannot be written: ${reason}.`,
    hint: 'Check the folder’s permissions and the free space, or choose another folder with `--out`.',
  })),
  'output-in-way': usageError<{ path: string; obstacle: 'unknown' | 'changed' | 'input' | 'folder' }>(
    ({ path, obstacle }) => ({
      message: {
        unknown: `\`${path}\` is not a file that Handpress wrote. It is not replaced, and nothing of its publication is written.`,
        changed: `\`${path}\` was changed after Handpress wrote it. It is not replaced, and nothing of its publication is written.`,
        input: `\`${path}\` is a file that this build has read. It is not replaced, and nothing of its publication is written.`,
        folder: `There is a folder \`${path}\` where a file is to be written. Nothing of its publication is written.`,
      }[obstacle],
      hint: 'Move it to another folder if you need it, or delete it; or choose another folder with `--out`.',
    }),
  ),
  'output-not-one': usageError<{ file: string; count: number }>(({ file, count }) => ({
    message:
      count === 0
        ? `\`${file}\` is not made: no edition of the publication is of this kind.`
        : `\`${file}\` is one file, but ${count} would be made.`,
    hint:
      count === 0
        ? 'Name an edition with `--edition`, or give the file another ending: `.pdf`, `.epub` or `.html`.'
        : 'Name one publication, and `--edition book` if it has chapters; or a folder, as in `-o folder/`.',
  })),
  'file-in-way': usageError<{ path: string }>(({ path }) => ({
    message: `\`${path}\` is there already. It is not replaced, and nothing is written.`,
    hint: 'Name another folder, as in `handpress init my-book`; or move the file.',
  })),
  'output-kept': entry(
    'note',
    'usage',
  )<{ path: string }>(({ path }) => ({
    message: `\`${path}\` is no longer made. It stays, because it was changed after Handpress wrote it.`,
    hint: 'Delete it, or move it to another folder.',
  })),
  'manifest-foreign': usageError<{ path: string }>(({ path }) => ({
    message: `\`${path}\` is not a list of files that Handpress wrote. It is not replaced, and nothing is written.`,
    hint: 'Choose another folder with `--out`; or, if you do not need the file, delete it.',
  })),
  'output-outside': usageError<{ path: string }>(({ path }) => ({
    message: `\`${path}\` is a link that leads elsewhere, or is no part of the output folder: nothing is written or removed there.`,
    hint: 'Remove the link; or name the folder that it leads to with `--out`.',
  })),
  'cache-untrusted': entry(
    'warning',
    'usage',
  )<{ folder: string; reason: 'link' | 'tracked' | 'unknown' }>(({ folder, reason }) => ({
    message: `The cache \`${folder}\` is not used: ${
      {
        link: 'a link there leads out of the project',
        tracked: 'git tracks files in it, so that a commit could change what is published',
        unknown: 'it is in a checkout, and git does not report whether a commit has files in it',
      }[reason]
    }.`,
    hint: 'Leave `--cache` out: the cache is then outside the project, in your own cache folder.',
  })),
  'cache-unusable': entry(
    'warning',
    'environment',
  )<{ folder: string; reason: string }>(({ folder, reason }) => ({
    message: `Nothing can be stored in the cache \`${folder}\`: ${reason}.`,
    hint: 'Everything was made, but the next build has to make it again. Name another folder with `--cache`, or disable the cache with `--no-cache`.',
  })),
  'proof-failed': entry(
    'warning',
    'environment',
  )<{ path: string; reason: string }>(({ path, reason }) => ({
    message: `There is no proof of \`${path}\`: ${reason}.`,
    hint: 'The file itself was made: look at it in a viewer or a reading system. Run again with `--jobs 1` if memory is short.',
  })),
  'edition-kept': entry(
    'note',
    'content',
  )<{ publication: string; edition: string }>(({ publication, edition }) => ({
    message: `\`${publication}\`: the edition \`${edition}\` was not made; files of an earlier build, if any, are unchanged.`,
  })),
  'publication-kept': entry(
    'note',
    'content',
  )<{ publication: string }>(({ publication }) => ({
    message: `\`${publication}\` was not made; files of an earlier build, if any, are unchanged.`,
  })),
  'memory-exhausted': contentError(() => ({
    message: 'There was not enough memory for this publication, or for one that was built at the same time.',
    hint: 'Divide it, or build it alone. For more memory set `NODE_OPTIONS=--max-old-space-size=8000` (MB).',
  })),
  interrupted: environmentError(() => ({
    message: 'Interrupted; existing files are unchanged.',
  })),
  'bug-internal': entry(
    'error',
    'bug',
  )<{ reason: string }>(({ reason }) => ({
    message: `Handpress itself failed: ${reason}`,
    hint: 'Please report this, with the output of `--debug`.',
  })),
} satisfies Record<string, CatalogueEntry<never>>;
