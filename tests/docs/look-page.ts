/** The custom properties, the classes and the values of templates in `docs/look.md`, from the styles and the declarations. */
import type { GeneratedSection } from './generated-section.ts';
import { classFiles, customProperties, documentedNames } from './look-styles.ts';
import { writeTable } from './markdown-table.ts';
import { EBOOK_DATA, PRINT_DATA, type TemplateGroup, templateGroups, WEB_DATA } from './template-values.ts';

const PAGE = 'docs/look.md';

export function lookSections(): readonly GeneratedSection[] {
  return [
    { page: PAGE, name: 'custom properties', text: propertyTable() },
    { page: PAGE, name: 'classes', text: classTable() },
    { page: PAGE, name: 'print templates', text: groupTables(templateGroups(PRINT_DATA)) },
    { page: PAGE, name: 'e-book templates', text: groupTables(templateGroups(EBOOK_DATA)) },
    { page: PAGE, name: 'web templates', text: groupTables(templateGroups(WEB_DATA)) },
  ];
}

function propertyTable(): string {
  const declarations = customProperties();
  const rows = documentedNames()
    .filter(({ name }) => name.startsWith('--'))
    .map(({ name, meaning }) => {
      const values = declarations.filter((one) => one.name === name);
      const cells = values.map(
        ({ file, selector, value }) => `${describePlace(file, selector)}: \`${value}\``,
      );
      return [`\`${name}\``, meaning, cells.length === 0 ? 'set by Handpress' : cells.join('<br>')];
    });
  return writeTable(['Property', 'Meaning', 'Values'], rows);
}

function classTable(): string {
  const files = classFiles();
  const rows = documentedNames()
    .filter(({ name }) => !name.startsWith('--'))
    .map(({ name, meaning }) => [`\`${name}\``, meaning, (files.get(name) ?? []).join(', ')]);
  return writeTable(['Selector', 'Element', 'Styled in'], rows);
}

/** Selectors of the root element, on which most properties are set. */
const ROOTS = [':root', '.book', '.handout', '.book, .handout'];

const describePlace = (file: string, selector: string): string =>
  ROOTS.includes(selector) ? file : `${file}, \`${selector}\``;

const groupTables = (groups: readonly TemplateGroup[]): string =>
  groups
    .map(({ title, ownValues }) => {
      const rows = ownValues.map(({ path, meaning }) => [`\`${path}\``, meaning]);
      return `${title.replace(/\.$/, '')}:\n\n${writeTable(['Value', 'Meaning'], rows)}`;
    })
    .join('\n\n');
