/** Every generated section of the documentation. To add one, write a file beside this one and name it in the list. */
import { bannedWordsSections } from './banned-phrases.ts';
import { diagnosticsSections } from './diagnostics-page.ts';
import { dialectsSection } from './dialects-table.ts';
import { examplesSections } from './examples/examples-section.ts';
import { fileListSection } from './file-list.ts';
import { type GeneratedSection, insertSection } from './generated-section.ts';
import { lookSections } from './look-page.ts';
import { optionsSections } from './options-pages.ts';
import { settingsSections } from './settings-page.ts';
import { signatureSections } from './signatures.ts';

type Generator = () => readonly GeneratedSection[] | Promise<readonly GeneratedSection[]>;

const GENERATORS: readonly Generator[] = [
  bannedWordsSections,
  fileListSection,
  signatureSections,
  diagnosticsSections,
  dialectsSection,
  settingsSections,
  lookSections,
  optionsSections,
  examplesSections,
];

/**
 * Returns the text of each page that has generated sections, with all of them up to date.
 * @param read returns the text of a page now, by its path relative to the root of the project
 */
export async function generatedPages(read: (page: string) => string): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const generate of GENERATORS) {
    for (const section of await generate()) {
      const { page } = section;
      pages.set(page, insertSection(pages.get(page) ?? read(page), section));
    }
  }
  return pages;
}
