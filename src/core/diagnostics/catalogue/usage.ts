/** The command line, the API, configuration and templates. */
import type { Severity } from '../severity.ts';
import { listed, nearest, type Rule, rule, usage } from './rule.ts';

export const usageProblems = {
  'command-unknown': usage<{ command: string; near?: string }>(({ command, near }) => ({
    message: `There is no command \`${command}\`.`,
    hint: nearest(near, 'See `handpress --help`.'),
  })),
  'option-unknown': usage<{ option: string; near?: string; see?: string }>(({ option, near, see }) => ({
    message: `There is no option \`${option}\`.`,
    hint: nearest(near, `See ${see ?? '`handpress --help`'}.`),
  })),
  'option-wrong': usage<{ option: string; expected: string; found: string; see?: string }>(
    ({ option, expected, found, see }) => ({
      message: `\`${option}\` needs ${expected}; it has ${found}.`,
      hint: `See ${see ?? '`handpress --help`'}.`,
    }),
  ),
  'code-unknown': usage<{ code: string; near?: string }>(({ code, near }) => ({
    message: `There is no problem with the code \`${code}\`.`,
    hint: nearest(near, 'Write the code as it stands behind the word “warning”.'),
  })),
  'code-not-warning': usage<{ code: string; severity: Severity }>(({ code, severity }) => ({
    message: `Only warnings can be raised; \`${code}\` is ${severity === 'error' ? 'an error already' : 'a note'}.`,
    hint: 'Take it out of `raise`.',
  })),
  'error-allowed': usage<{ code: string }>(({ code }) => ({
    message: `\`${code}\` is an error; errors cannot be allowed.`,
    hint: 'Correct what is wrong, and take the entry out.',
  })),
  'allowance-unused': rule(
    'warning',
    'usage',
  )<{ code: string; path: string }>(({ code, path }) => ({
    message: `There is no \`${code}\` in \`${path}\` that could be allowed.`,
    hint: 'Take the entry out, or correct its `path`.',
  })),
  'allowance-expired': rule(
    'warning',
    'usage',
  )<{ code: string; path: string; until: string }>(({ code, path, until }) => ({
    message: `\`${code}\` in \`${path}\` was allowed until ${until}, which is over: it counts again.`,
    hint: 'Correct what is wrong and take the entry out, or give it a later day.',
  })),
  'edition-none': usage<{ editions: readonly string[] }>(({ editions }) => ({
    message: `None of the publications has the edition ${listed(editions)}.`,
    hint: 'Name it under `editions` in `publication.yaml` or in the front matter.',
  })),
  'publication-missing': usage<{ what: string; near?: string }>(({ what, near }) => ({
    message: `There is no publication \`${what}\`.`,
    hint: nearest(
      near,
      'Name a Markdown file, a folder with a `publication.yaml`, or a publication in `content/`.',
    ),
  })),
  'publication-none': usage<{ folder: string }>(({ folder }) => ({
    message: `There is nothing to publish in \`${folder}\`.`,
    hint: 'Put a Markdown file, or a folder with a `publication.yaml`, there; or name one.',
  })),
  'publication-id-duplicate': usage<{ id: string; one: string; other: string }>(({ id, one, other }) => ({
    message: `\`${one}\` and \`${other}\` would both be written to \`${id}/\`.`,
    hint: 'Rename one of them.',
  })),
  'template-broken': usage<{ name: string; reason: string }>(({ name, reason }) => ({
    message: `The template \`${name}\` cannot be used: ${reason}.`,
    hint: 'Correct it, or remove the project’s own copy to use the one that comes with Handpress.',
  })),
  'template-unprintable': usage<{ name: string; reason: string }>(({ name, reason }) => ({
    message: `What the template \`${name}\` makes cannot become a document: ${reason}.`,
    hint: 'It makes a whole document with a `lang`, a `<title>` and the text, and leads nowhere else. Handpress’s own is an example.',
  })),
} satisfies Record<string, Rule<never>>;
