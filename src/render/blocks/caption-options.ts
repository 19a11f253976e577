/** Finds misspelled attributes of `:::table` and `:::figure`, whose effect would be missing without a word. */
import type { ContainerDirective } from 'mdast-util-directive';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { suggestName } from '../../lib/text/nearest.ts';

const namesOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const COMMON = 'id class lang dir short-caption';
const KNOWN: Readonly<Record<string, ReadonlySet<string>>> = {
  table: namesOf(
    `${COMMON} src columns formats align widths tbl-colwidths row-heads header header-rows cells delimiter`,
  ),
  figure: namesOf(`${COMMON} description width`),
};

/**
 * Reports the attributes that are nearly those of the container; other programs may know the others. Diagnostic:
 * `caption-option-unknown`.
 */
export function checkCaptionOptions(
  { name, attributes }: ContainerDirective,
  report: Report,
  place: SourceLocation,
): void {
  const known = KNOWN[name];
  if (known === undefined) return;
  for (const option of Object.keys(attributes ?? {})) {
    if (known.has(option)) continue;
    const { near } = suggestName(option, known);
    if (near !== undefined) report(diagnostic('caption-option-unknown', { name, option, near }, place));
  }
}
