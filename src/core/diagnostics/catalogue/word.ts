/** Diagnostics about Word documents that are imported. */
import {
  type CatalogueEntry,
  contentError,
  contentNote,
  contentWarning,
  formatPlaces,
  usageError,
} from './rule.ts';

/** What an import did with something that Markdown does not have. */
export interface WordChange {
  readonly count: number;
  readonly name: string;
  /** Follows “was” or “were”. */
  readonly fate: string;
}

export const wordDiagnostics = {
  'word-unreadable': contentError<{ reason: string; advice: string }>(({ reason, advice }) => ({
    message: `The file cannot be imported: ${reason}.`,
    hint: advice,
  })),
  'import-in-way': usageError<{ path: string; count: number }>(({ path, count }) => ({
    message: `\`${path}\` is there already${count === 1 ? '' : `, and ${count - 1} other ${count === 2 ? 'file' : 'files'}`}. Nothing was written.`,
    hint: 'Name another folder after the document, or move the file away.',
  })),
  'word-part-lost': contentWarning<{
    name: string;
    count: number;
    lines: readonly number[];
    details: readonly string[];
  }>(({ name, count, lines, details }) => ({
    message: `The Word document has ${name} here, which cannot be shown${formatDetails(details)}.${formatPlaces(count, lines)}`,
    hint: 'A comment marks each place. Save it as a picture (PNG or SVG), put it into the folder `images`, and write `![what it shows](images/name.png)` there.',
  })),
  'word-alt-missing': contentWarning<{ count: number; lines: readonly number[] }>(({ count, lines }) => ({
    message: `The picture has no alternative text in Word, and is only numbered here.${formatPlaces(count, lines)}`,
    hint: 'Write between the square brackets what it shows, for readers who cannot see it.',
  })),
  'word-heading-unmarked': contentNote<{ words: string; count: number; lines: readonly number[] }>(
    ({ words, count, lines }) => ({
      message: `“${words}” is a bold paragraph. Is it a heading?${formatPlaces(count, lines)}`,
      hint: 'Write `## ` before it, and remove the asterisks. In Word, headings have a style such as Heading 1.',
    }),
  ),
  'word-header-lost': contentWarning<{ words: readonly string[] }>(({ words }) => ({
    message: `Headers and footers are left out: ${formatWords(words)}.`,
    hint: 'Put what readers need into the text. Handpress prints title, chapter and page number itself.',
  })),
  'word-symbol-lost': contentWarning<{ count: number }>(({ count }) => ({
    message: `${count === 1 ? 'A character' : `${count} characters`} of a symbol font ${count === 1 ? 'is' : 'are'} left out, because Unicode has no such character.`,
    hint: 'Compare the text with the Word document.',
  })),
  'word-changed': contentNote<{ changes: readonly WordChange[] }>(({ changes }) => ({
    message: `Markdown has no such thing, so it was changed: ${changes.map(formatChange).join('; ')}.`,
  })),
} satisfies Record<string, CatalogueEntry<never>>;

const formatChange = ({ count, name, fate }: WordChange): string => `${count} ${name} ${fate}`;

const formatDetails = (details: readonly string[]): string =>
  details.length === 0 ? '' : ` (${details.slice(0, 3).join('; ')}${details.length > 3 ? ' …' : ''})`;

const formatWords = (words: readonly string[]): string =>
  `${words
    .slice(0, 3)
    .map((text) => `“${text.length > 80 ? `${text.slice(0, 80)}…` : text}”`)
    .join(', ')}${words.length > 3 ? ' …' : ''}`;
