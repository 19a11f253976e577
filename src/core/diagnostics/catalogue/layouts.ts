/** Diagnostics about columns, and pictures beside text. */
import { type CatalogueEntry, contentFault, contentWarning } from './rule.ts';

/** What a container lacks. */
export type LayoutFault = 'empty' | 'textOnly' | 'alone';

const FAULTS: Readonly<
  Record<LayoutFault, (name: string) => { readonly message: string; readonly hint: string }>
> = {
  empty: (name) => ({
    message: `There is nothing in this \`:::${name}\`.`,
    hint: 'Remove it, or write its content between its first line and its last, `:::`.',
  }),
  textOnly: (name) => ({
    message: `There is no picture in this \`:::${name}\`, so its text is printed as ordinary text.`,
    hint: 'Write `![What it shows.](file.svg)` alone in a line above the text that belongs to it.',
  }),
  alone: (name) => ({
    message: `This \`:::${name}\` is not in \`:::columns\`, so its text is printed across the page.`,
    hint: 'Put `::::columns` above the first column, and `::::` below the last.',
  }),
};

export const layoutDiagnostics = {
  'layout-unfit': contentWarning<{ name: string; reason: LayoutFault }>(({ name, reason }) =>
    FAULTS[reason](name),
  ),
  'side-note-unfit': contentWarning(() => ({
    message:
      'There is no margin beside a heading or a table, so the words of this side note are printed in the line.',
    hint: 'Write the note in the paragraph before or after, or as `::: {.column-margin}` … `:::` below it.',
  })),
  'layout-option-wrong': contentFault<{ container: string; name: string; value: string; expected: string }>(
    ({ container, name, value, expected }) => ({
      message: `\`${name}="${value}"\` has no effect on this \`:::${container}\`.`,
      hint: `Write ${expected}.`,
    }),
  ),
} satisfies Record<string, CatalogueEntry<never>>;
