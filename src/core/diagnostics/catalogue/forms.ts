/** Diagnostics about what readers fill in by hand. */
import { type CatalogueEntry, contentWarning } from './rule.ts';

export const formDiagnostics = {
  'form-option-wrong': contentWarning<{ element: string; name: string; value: string; expected: string }>(
    ({ element, name, value, expected }) => ({
      message: `\`${name}="${value}"\` has no effect on this \`.${element}\`.`,
      hint: `Write ${expected}.`,
    }),
  ),
} satisfies Record<string, CatalogueEntry<never>>;
