/** Diagnostics about the command line, the API, configuration and templates. */
import type { Severity } from '../severity.ts';
import { type CatalogueEntry, didYouMean, entry, formatCodeList, usageError } from './rule.ts';

export const usageDiagnostics = {
  'command-unknown': usageError<{ command: string; near?: string }>(({ command, near }) => ({
    message: `There is no command \`${command}\`.`,
    hint: didYouMean(
      near,
      command.includes(' ')
        ? 'See `handpress --help`.'
        : `See \`handpress --help\`. To build a publication of this name: \`handpress build ${command}\`.`,
    ),
  })),
  'option-unknown': usageError<{ option: string; near?: string; advice?: string; see?: string }>(
    ({ option, near, advice, see }) => ({
      message: `There is no option \`${option}\`.`,
      hint: advice ?? didYouMean(near, `See ${see ?? '`handpress --help`'}.`),
    }),
  ),
  'option-wrong': usageError<{ option: string; expected: string; found: string; see?: string }>(
    ({ option, expected, found, see }) => ({
      message: `\`${option}\` needs ${expected}; it has ${found}.`,
      hint: `See ${see ?? '`handpress --help`'}.`,
    }),
  ),
  'option-needless': entry(
    'note',
    'usage',
  )<{ option: string; reason: string }>(({ option, reason }) => ({
    message: `\`${option}\` has no effect: ${reason}.`,
    hint: 'Leave it out.',
  })),
  'code-unknown': usageError<{ code: string; near?: string }>(({ code, near }) => ({
    message: `There is no problem with the code \`${code}\`.`,
    hint: didYouMean(near, 'Write the code as the output shows it after the word “warning”.'),
  })),
  'code-not-warning': usageError<{ code: string; severity: Severity }>(({ code, severity }) => ({
    message: `Only warnings can be raised; \`${code}\` is ${severity === 'error' ? 'an error already' : 'a note'}.`,
    hint: 'Take it out of `raise`.',
  })),
  'error-allowed': usageError<{ code: string }>(({ code }) => ({
    message: `\`${code}\` is an error; errors cannot be allowed.`,
    hint: 'Correct what is wrong, and take the entry out.',
  })),
  'allowance-unused': entry(
    'warning',
    'usage',
  )<{ code: string; path: string }>(({ code, path }) => ({
    message: `There is no \`${code}\` in \`${path}\` that could be allowed.`,
    hint: 'Take the entry out, or correct its `path`.',
  })),
  'allowance-expired': entry(
    'warning',
    'usage',
  )<{ code: string; path: string; until: string }>(({ code, path, until }) => ({
    message: `\`${code}\` in \`${path}\` was allowed until ${until}, which is over: it counts again.`,
    hint: 'Correct what is wrong and take the entry out, or give it a later day.',
  })),
  'edition-none': usageError<{ editions: readonly string[] }>(({ editions }) => ({
    message: `None of the publications has the edition ${formatCodeList(editions)}.`,
    hint: 'Name it under `editions` in `publication.yaml` or in the front matter.',
  })),
  'publication-missing': usageError<{ name: string; near?: string }>(({ name, near }) => ({
    message: `There is no publication \`${name}\`.`,
    hint: /\.docx$/i.test(name)
      ? `Make a publication of the Word document first: \`handpress import ${name}\`.`
      : didYouMean(
          near,
          'Name a Markdown file, a folder with a `publication.yaml`, or a publication in `content/`.',
        ),
  })),
  'publication-none': usageError<{ folder: string }>(({ folder }) => ({
    message: `There is nothing to publish in \`${folder}\`.`,
    hint: 'Put a Markdown file, or a folder with a `publication.yaml`, there; or name one.',
  })),
  'publication-id-duplicate': usageError<{ id: string; one: string; other: string }>(
    ({ id, one, other }) => ({
      message: `\`${one}\` and \`${other}\` would both be written to \`${id}/\`.`,
      hint: 'Give one of them another `id`.',
    }),
  ),
  'template-broken': usageError<{ name: string; reason: string }>(({ name, reason }) => ({
    message: `The template \`${name}\` cannot be used: ${reason}.`,
    hint: 'Correct it, or remove the project’s own copy to use the one that comes with Handpress.',
  })),
  'template-value-unknown': entry(
    'warning',
    'usage',
  )<{ value: string; near?: string }>(({ value, near }) => ({
    message: `The template does not get a value \`${value}\`; it is always empty here.`,
    hint: didYouMean(
      near,
      'Correct the name, or take it out. `docs/look.md` lists the values of each template; one that `render` fills gets only those that are named there.',
    ),
  })),
  'template-unprintable': usageError<{ name: string; reason: string }>(({ name, reason }) => ({
    message: `The output of the template \`${name}\` is not a usable document: ${reason}.`,
    hint: 'It must make a whole document with a `lang`, a `<title>` and the text, and must not lead anywhere else. The built-in template is an example.',
  })),
} satisfies Record<string, CatalogueEntry<never>>;
