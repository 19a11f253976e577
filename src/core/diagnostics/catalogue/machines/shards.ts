/** Diagnostics about builds that are divided among machines. */
import { type CatalogueEntry, entry, usageError } from '../rule.ts';

export const shardDiagnostics = {
  'shard-empty': entry(
    'note',
    'usage',
  )<{ shard: string; publications: number }>(({ shard, publications }) => ({
    message: `Part ${shard} has nothing to do: there ${publications === 1 ? 'is one publication' : `are ${publications} publications`}.`,
  })),
  'part-missing': usageError<{ path: string }>(({ path }) => ({
    message: `There is no manifest \`${path}\`.`,
    hint: 'Name the output folder of each part; a part that has nothing to do writes a manifest, too.',
  })),
  'part-broken': usageError<{ reason: string }>(({ reason }) => ({
    message: `The manifest is not as a build writes it: ${reason}.`,
    hint: 'Build this part again, and leave its manifest as it is.',
  })),
  'part-whole': usageError<{ path: string }>(({ path }) => ({
    message: `\`${path}\` is not a part: it was made without \`--shard\`.`,
    hint: 'Name the folders of the parts alone.',
  })),
  'parts-differ': usageError<{
    difference: 'version' | 'count' | 'division';
    one: string;
    other: string;
    values?: readonly [string, string];
  }>(({ difference, one, other, values: [a, b] = ['', ''] }) => ({
    message: {
      version: `\`${one}\` was made by Handpress ${a}, \`${other}\` by ${b}.`,
      count: `\`${one}\` is part ${a}, \`${other}\` is part ${b} of another division.`,
      division: `\`${one}\` and \`${other}\` come from builds that were divided differently.`,
    }[difference],
    hint: {
      version: 'Build all parts with the same version.',
      count: 'Build all parts with the same number in `--shard i/n`.',
      division:
        'Build all parts from the same commit, with the same arguments, and with the same `manifest.json` in their output folders, or none.',
    }[difference],
  })),
  'parts-incomplete': usageError<{ missing: readonly string[] }>(({ missing }) => ({
    message: `${missing.length === 1 ? 'A part is' : 'Parts are'} missing: ${missing.slice(0, 8).join(', ')}${missing.length > 8 ? ' …' : ''}.`,
    hint: 'Name the folder of every part; check whether a machine has failed.',
  })),
  'part-twice': usageError<{ shard: string; one: string; other: string }>(({ shard, one, other }) => ({
    message: `\`${one}\` and \`${other}\` are both part ${shard}, and not the same.`,
    hint: 'Name the one that belongs to the others.',
  })),
  'part-path-twice': usageError<{ path: string; one: string; other: string }>(({ path, one, other }) => ({
    message: `\`${one}\` and \`${other}\` both have the file \`${path}\`.`,
    hint: 'Build the parts again; only builds should write their manifests.',
  })),
  'part-file-wrong': usageError<{
    path: string;
    manifest: string;
    fault: 'missing' | 'outside' | 'unreadable' | 'changed';
  }>(({ path, manifest, fault }) => ({
    message: {
      missing: `\`${path}\` is not there, and \`${manifest}\` lists it.`,
      outside: `\`${path}\` is a link out of its part, and \`${manifest}\` lists it.`,
      unreadable: `\`${path}\` cannot be read, and \`${manifest}\` lists it.`,
      changed: `\`${path}\` is not the file that \`${manifest}\` lists: its bytes do not fit its digest.`,
    }[fault],
    hint: 'Copy the part again as its build has left it, or build it again.',
  })),
} satisfies Record<string, CatalogueEntry<never>>;
