/** Writes the tables of what is read of other programs' Markdown, from the lists of dialect features and of includes. */
import { INCLUDE_FORMS } from '../../src/read/includes/forms.ts';
import type { DialectFeature } from '../../src/read/markdown/dialects/dialect.ts';
import { DIALECTS } from '../../src/read/markdown/dialects/dialects.ts';
import type { GeneratedSection } from './generated-section.ts';
import { writeTable } from './markdown-table.ts';

export function dialectsSection(): readonly GeneratedSection[] {
  return [
    { page: 'docs/writing.md', name: 'dialects', text: writeFeatures(DIALECTS) },
    { page: 'docs/writing.md', name: 'includes', text: writeFeatures(INCLUDE_FORMS) },
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
