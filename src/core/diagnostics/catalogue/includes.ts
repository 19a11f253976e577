/** Diagnostics about files that a text includes. */
import { type CatalogueEntry, contentFault, didYouMean } from './rule.ts';

export const includeDiagnostics = {
  'include-missing': contentFault<{ path: string; kind: 'missing' | 'outside' | 'remote'; near?: string }>(
    ({ path, kind, near }) => ({
      message: `\`${path}\` is not included: ${
        {
          missing: 'there is no such file',
          outside: 'it is not in the folder of the project',
          remote: 'nothing is fetched from the web',
        }[kind]
      }.`,
      hint:
        kind === 'missing'
          ? didYouMean(near, 'Correct the path, or add the file.')
          : 'Put a copy into the folder of the publication, and include that.',
    }),
  ),
  'include-unreadable': contentFault<{ path: string; reason: string }>(({ path, reason }) => ({
    message: `\`${path}\` cannot be included. ${reason}`,
    hint: 'Include a text file that is saved as UTF-8.',
  })),
  'include-part-missing': contentFault<{ path: string; name?: string }>(({ path, name }) => ({
    message: `\`${path}\` is not included: it has ${name === undefined ? 'no such lines' : `no part \`${name}\``}.`,
    hint:
      name === undefined
        ? 'Correct the numbers of the lines.'
        : 'Correct the name here, or mark the part in the file.',
  })),
  'include-circular': contentFault<{ path: string }>(({ path }) => ({
    message: `\`${path}\` is not included here: it includes this file itself.`,
    hint: 'Remove one of the two includes.',
  })),
  'includes-too-many': contentFault<{ levels?: number; files?: number; megabytes?: number }>(
    ({ levels, files, megabytes }) => ({
      message: `Nothing is included here: ${
        levels !== undefined
          ? `files include each other over more than ${levels} levels`
          : files !== undefined
            ? `the chapter includes more than ${files} files`
            : `the files that the chapter includes have more than ${megabytes} MB of text`
      }.`,
      hint: 'Divide the chapter, or include smaller parts.',
    }),
  ),
} satisfies Record<string, CatalogueEntry<never>>;
