/** Diagnostics about what a text takes from elsewhere: files that it includes, variables and conditions. */
import { type CatalogueEntry, contentFault, didYouMean, entry, formatCodeList, usageError } from './rule.ts';

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
  'snippet-unused': entry(
    'note',
    'content',
  )<{ path: string }>(({ path }) => ({
    message: `No text includes \`${path}\`.`,
    hint: 'Remove it, or include it. `handpress check --uses .` lists what is included.',
  })),
  'uses-missing': usageError<{ path: string }>(({ path }) => ({
    message: `There is no file or folder \`${path}\`, so nothing includes it.`,
    hint: 'Name an included file, a folder of such files, or `.` for all.',
  })),
  'variable-missing': contentFault<{ kind: 'var' | 'meta'; name: string; near?: string }>(
    ({ kind, name, near }) => ({
      message: `There is no ${kind === 'var' ? 'variable' : 'metadata'} \`${name}\`.`,
      hint: didYouMean(
        near,
        kind === 'var'
          ? 'Add it to `variables:` of the publication, or give it with `--var`.'
          : 'Name a key of the front matter or of the publication.',
      ),
    }),
  ),
  'variable-circular': contentFault<{ name: string; path: readonly string[] }>(({ name, path }) => ({
    message: `The variable \`${name}\` has no value: its text contains itself (${formatCodeList(path)}).`,
    hint: 'Take one of them out of the value of another.',
  })),
  'variables-missing': contentFault<{ file: string; isOutside: boolean; near?: string }>(
    ({ file, isOutside, near }) => ({
      message: isOutside
        ? `The file of variables \`${file}\` is not in the folder of the publication.`
        : `The file of variables \`${file}\` does not exist.`,
      hint: isOutside
        ? 'Put a copy into the folder; no other file gets into a publication.'
        : didYouMean(near, 'Correct its name, or add the file.'),
    }),
  ),
  'condition-unknown': contentFault<{ name: string; known: readonly string[]; near?: string }>(
    ({ name, known, near }) => ({
      message: `This content is always shown, because its condition cannot be read: ${name === '' ? 'it has no name' : `\`${name}\` is not known`}.`,
      hint: didYouMean(
        near,
        `Known are ${formatCodeList(known.slice(0, 12))}${known.length > 12 ? ' …' : ''}.`,
      ),
    }),
  ),
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
