/** The machine: browser, disk, cache, memory; and our own bugs. */
import { environment, error, type Rule, rule, usage } from './rule.ts';

export const environmentProblems = {
  'browser-missing': environment<{ asked?: string; install?: string }>(({ asked, install }) => ({
    message:
      asked === undefined ? 'No browser was found to print with.' : `There is no browser at \`${asked}\`.`,
    hint:
      asked === undefined
        ? `${install ?? 'Install Chrome or Chromium'}, or name a Chrome or Chromium with \`--browser\`.`
        : 'Correct `--browser` or the variable that names it, or leave it out to use the browser that is found.',
  })),
  'browser-failed': environment<{ browser: string; reason: string }>(({ browser, reason }) => ({
    message: `The browser \`${browser}\` failed: ${reason}`,
    hint: 'Run again with `--debug`, or name another browser with `--browser`.',
  })),
  'sandbox-off': rule(
    'note',
    'environment',
  )<{ why: 'root' | 'setting' | 'container' }>(({ why }) => ({
    message: `Chromium works without its sandbox here: ${
      {
        root: 'it has none for root',
        setting: 'a setting of this system forbids user namespaces to ordinary users',
        container: 'this container forbids user namespaces',
      }[why]
    }. Nothing on a page runs or loads anything all the same.`,
    hint: {
      root: 'Run Handpress as another user; `docs/ci.md` says how in a container.',
      setting: 'Ubuntu: `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`.',
      container: 'Start the container with a seccomp profile that allows them; see `docs/ci.md`.',
    }[why],
  })),
  'output-unwritable': environment<{ path: string; reason: string }>(({ path, reason }) => ({
    message: `\`${path}\` cannot be written: ${reason}.`,
    hint: 'Check the folder’s permissions and the free space, or choose another folder with `--out`.',
  })),
  'output-outside': usage<{ path: string }>(({ path }) => ({
    message: `\`${path}\` is a link that leads elsewhere, or is no part of the output folder: nothing is written or removed there.`,
    hint: 'Remove the link; or name the folder that it leads to with `--out`.',
  })),
  'cache-untrusted': rule(
    'warning',
    'usage',
  )<{ folder: string; why: 'link' | 'tracked' | 'unknown' }>(({ folder, why }) => ({
    message: `The cache \`${folder}\` is not used: ${
      {
        link: 'a link leads out of the project there',
        tracked: 'git tracks files in it, so that a commit could change what is published',
        unknown: 'it lies in a checkout, and git does not say whether a commit has files in it',
      }[why]
    }.`,
    hint: 'Leave `--cache` out: the cache is then outside the project, in your own cache folder.',
  })),
  'cache-unusable': rule(
    'warning',
    'environment',
  )<{ folder: string; reason: string }>(({ folder, reason }) => ({
    message: `Nothing can be kept in the cache \`${folder}\`: ${reason}.`,
    hint: 'Everything was made all the same, and will be made again next time. Name another folder with `--cache`, or leave it out with `--no-cache`.',
  })),
  'proof-failed': rule(
    'warning',
    'environment',
  )<{ path: string; reason: string }>(({ path, reason }) => ({
    message: `There is no proof of \`${path}\`: ${reason}.`,
    hint: 'The file itself was made all the same: look at it in a viewer or a reading system. Run again with `--jobs 1` if memory is short.',
  })),
  'edition-kept': rule(
    'note',
    'content',
  )<{ publication: string; edition: string }>(({ publication, edition }) => ({
    message: `\`${publication}\`: the edition \`${edition}\` was not made; what was there before is as it was.`,
  })),
  'publication-kept': rule(
    'note',
    'content',
  )<{ publication: string }>(({ publication }) => ({
    message: `\`${publication}\` was not made; what was there before is as it was.`,
  })),
  'memory-exhausted': error(() => ({
    message: 'The memory did not suffice for this publication or one that was worked on at the same time.',
    hint: 'Divide it, or build it alone. More memory can be had with `NODE_OPTIONS=--max-old-space-size=8000` (MB).',
  })),
  interrupted: environment(() => ({
    message: 'Interrupted; files that were already there are as they were.',
  })),
  'bug-internal': rule(
    'error',
    'bug',
  )<{ reason: string }>(({ reason }) => ({
    message: `Handpress itself failed: ${reason}`,
    hint: 'Please report this, with the output of `--debug`.',
  })),
} satisfies Record<string, Rule<never>>;
