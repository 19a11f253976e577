/** Diagnostics about text that Markdown would drop, swallow or print as code. */
import { type CatalogueEntry, contentError, contentWarning, entry } from './rule.ts';

const contentNote = entry('note', 'content');

export const lossDiagnostics = {
  'definition-printed': contentWarning<{ written: string }>(({ written }) => ({
    message: `Markdown takes \`${written}\` for the address of a link, but nothing refers to it. It is printed as text.`,
    hint: 'Put a backslash before the first bracket, `\\[`, for text; or remove the line if its link is gone.',
  })),
  'definition-unused': contentNote<{ labels: readonly string[] }>(({ labels }) => ({
    message: `${labels.length === 1 ? 'An address that no link uses is' : `${labels.length} addresses that no link uses are`} not printed: ${formatLabels(labels)}.`,
    hint: 'Remove what is not needed, or write `[words][name]` where the link belongs.',
  })),
  'definition-duplicate': contentWarning<{ label: string; line: number; url: string }>(
    ({ label, line, url }) => ({
      message: `\`[${label}]\` has an address already, in line ${line}: \`${url}\`. Its links lead there, not here.`,
      hint: 'Give one of the two another name, here and at its links.',
    }),
  ),
  'note-duplicate': contentError<{ label: string; line: number }>(({ label, line }) => ({
    message: `There is a note \`[^${label}]\` already, in line ${line}. This one would not be printed.`,
    hint: 'Give one of the two another name, here and in the text.',
  })),
} satisfies Record<string, CatalogueEntry<never>>;

/** Joins the first five labels. */
const formatLabels = (labels: readonly string[]): string =>
  `${labels
    .slice(0, 5)
    .map((label) => `\`[${label}]\``)
    .join(', ')}${labels.length > 5 ? ' …' : ''}`;
