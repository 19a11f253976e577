/** Diagnostics about text that Markdown would drop, swallow or print as code. */
import { LITERAL_MARKUP, type LiteralKind } from './literal-markup.ts';
import {
  type CatalogueEntry,
  contentError,
  contentNote,
  contentWarning,
  formatPlaces,
  formatSample,
} from './rule.ts';

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
  'cells-surplus': contentWarning<{ columns: number; words: readonly string[] }>(({ columns, words }) => ({
    message: `The table has ${columns === 1 ? 'a heading for 1 column' : `headings for ${columns} columns`}, and more cells: ${formatWords(words)}. They are printed below no heading; the cells before them may be below a wrong one.`,
    hint: 'Write `\\|` for a bar inside a cell, or add the missing heading.',
  })),
  'control-dropped': contentWarning<{ count: number; codePoints: readonly string[] }>(
    ({ count, codePoints }) => ({
      message: `${count === 1 ? 'An invisible control character is' : `${count} invisible control characters are`} left out: ${formatSample(codePoints)}.`,
      hint: codePoints.includes('U+000C')
        ? 'Remove it. A form feed (U+000C) begins no page here.'
        : 'Remove it. It came with pasted text or from another program.',
    }),
  ),
  'control-replaced': contentWarning<{ count: number; meant: readonly string[] }>(({ count, meant }) => ({
    message: `${count === 1 ? 'An invisible control character comes' : `${count} invisible control characters come`} from text in Windows-1252. Printed is what they are there: ${meant.slice(0, 8).join(', ') || 'nothing'}.`,
    hint: 'Check the words, and save the text as UTF-8 with the right characters.',
  })),
  'text-miscoded': contentWarning<{ count: number; samples: readonly string[] }>(({ count, samples }) => ({
    message: `${count === 1 ? 'Here' : `Here and in ${count - 1} more ${count === 2 ? 'place' : 'places'}`} the text was once read in a wrong encoding: ${samples.slice(0, 5).join(', ')}${samples.length > 5 ? ' …' : ''}.`,
    hint: 'Replace the letters, or export the text again as UTF-8. Nothing was changed.',
  })),
  'comment-unclosed': contentError<{ opening: string; closing: string; lines: number }>(
    ({ opening, closing, lines }) => ({
      message: `\`${opening}\` is never closed by \`${closing}\`: ${formatTaken(lines)} would not be printed.`,
      hint: `Put \`${closing}\` where the ${opening === '<!--' ? 'comment' : 'markup'} ends; write \`\\<\` for a plain “less than” sign.`,
    }),
  ),
  'comment-nested': contentWarning<{ line: number; lines: number }>(({ line, lines }) => ({
    message: `The comment has another \`<!--\` in line ${line}: was it meant to end before? ${lines === 1 ? 'This line is' : `These ${lines} lines are`} not printed.`,
    hint: 'Put `-->` where each comment ends. A comment cannot be inside another.',
  })),
  'fence-unclosed': contentWarning<{ fence: string; lines: number }>(({ fence, lines }) => ({
    message: `The listing is never closed by ${fence}: ${lines === 1 ? 'this line is' : `these ${lines} lines are`} part of it.`,
    hint: `Put ${fence} on a line of its own where it ends. If it is there, look for an earlier one that is not closed.`,
  })),
  'formula-unclosed': contentWarning(() => ({
    message: '`$$` begins a formula here that nothing ends. It is printed as it is written.',
    hint: 'Put `$$` after the formula, above the next empty line. Write `\\$$` for two plain dollar signs.',
  })),
  'front-matter-unclosed': contentError<{ lines: number; fence: string }>(({ lines, fence }) => ({
    message: `The front matter is not closed: ${formatTaken(lines)} would be printed.`,
    hint: `Put a line of \`${fence}\` after its last key.`,
  })),
  'sign-lost': contentWarning<{ sign: string; written: string }>(({ sign, written }) => ({
    message: `Markdown takes the \`${sign}\` of “${written}” for the start of a ${sign === '>' ? 'quotation' : 'list'}, and does not print it.`,
    hint: `Write \`\\${sign}\` for the sign, or ${sign === '>' ? '“more than”' : '“plus”'} in words. If a ${sign === '>' ? 'quotation' : 'list'} is meant, put an empty line before it.`,
  })),
  'link-wordless': contentWarning<{ url: string }>(({ url }) => ({
    message: `The link to \`${url}\` has no words. Its address is printed.`,
    hint: 'Write words that name the page into the square brackets: `[words](address)`.',
  })),
  'markup-literal': contentWarning<{
    kind: LiteralKind;
    written: string;
    count: number;
    lines: readonly number[];
  }>(({ kind, written, count, lines }) => ({
    message: `${LITERAL_MARKUP[kind].name} is not read in this form: “${written}”.${formatPlaces(count, lines)}`,
    hint: LITERAL_MARKUP[kind].advice,
  })),
  'markup-left-out': contentWarning<{
    kind: LiteralKind;
    written: string;
    count: number;
    lines: readonly number[];
  }>(({ kind, written, count, lines }) => ({
    message: `${LITERAL_MARKUP[kind].name} is left out: “${written}”.${formatPlaces(count, lines)}`,
    hint: LITERAL_MARKUP[kind].advice,
  })),
} satisfies Record<string, CatalogueEntry<never>>;

/** Front matter of other programs. */
/** Joins the first five labels. */
const formatLabels = (labels: readonly string[]): string =>
  `${labels
    .slice(0, 5)
    .map((label) => `\`[${label}]\``)
    .join(', ')}${labels.length > 5 ? ' …' : ''}`;

/** Names the lines that an opening takes, with its own. */
const formatTaken = (lines: number): string => (lines === 1 ? 'this line' : `these ${lines} lines`);

/** Joins the first five texts. */
const formatWords = (words: readonly string[]): string =>
  `${words
    .slice(0, 5)
    .map((text) => `“${text}”`)
    .join(', ')}${words.length > 5 ? ' …' : ''}`;
