/** Writes the tables of what is read and of what is reported of other programs' Markdown, from the lists in the source. */
import { LITERAL_MARKUP } from '../../src/core/diagnostics/catalogue/literal-markup.ts';
import { INCLUDE_FORMS } from '../../src/read/includes/forms.ts';
import type { DialectFeature } from '../../src/read/markdown/dialects/dialect.ts';
import { DIALECTS } from '../../src/read/markdown/dialects/dialects.ts';
import type { GeneratedSection } from './generated-section.ts';
import { writeTable } from './markdown-table.ts';

export function dialectsSection(): readonly GeneratedSection[] {
  return [
    { page: 'docs/writing.md', name: 'dialects', text: writeFeatures(DIALECTS) },
    { page: 'docs/writing.md', name: 'includes', text: writeFeatures(INCLUDE_FORMS) },
    { page: 'docs/writing.md', name: 'reported markup', text: writeReported() },
  ];
}

function writeFeatures(features: readonly DialectFeature[]): string {
  const rows = features.map(({ written, becomes, origin, name }) => [
    written,
    becomes,
    origin,
    `\`${name}\``,
  ]);
  return writeTable(['Write', 'To get', 'As in', 'Name'], rows);
}

function writeReported(): string {
  const rows = Object.values(LITERAL_MARKUP).map(({ name, origin, advice }) => [name, origin, advice]);
  return writeTable(['Reported', 'As in', 'What to do'], rows);
}
