/** Writes the table of what is read of other programs' Markdown, from the list of dialect features. */
import { DIALECTS } from '../../src/read/markdown/dialects/dialects.ts';
import type { GeneratedSection } from './generated-section.ts';
import { writeTable } from './markdown-table.ts';

export function dialectsSection(): readonly GeneratedSection[] {
  const rows = DIALECTS.map(({ written, becomes, origin, name }) => [
    written,
    becomes,
    origin,
    `\`${name}\``,
  ]);
  const text = writeTable(['Write', 'To get', 'As in', 'Name'], rows);
  return [{ page: 'docs/writing.md', name: 'dialects', text }];
}
