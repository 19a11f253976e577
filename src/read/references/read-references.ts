/** Reads a file of references: BibTeX, BibLaTeX, CSL-JSON or CSL-YAML. */
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { CslItem } from '../../core/model/publication.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';
import type { BibtexOptions } from './bibtex.ts';
import { readCslJson } from './csl-json.ts';
import { MAX_FAULTS, type ReadItems, validateItem } from './validate-items.ts';

/** An entry of BibTeX, below comments, whatever the name of its file is: `@article{key,`. */
const BIBTEX = /^\s*(?:%[^\n]*\n\s*)*@\w+\s*[{(]/;

/**
 * Reads the items of a file.
 * @returns `undefined`, or placeholders for wrong items, after a diagnostic: `references-broken`, `reference-broken`
 */
export async function readReferences(
  source: SourceFile,
  options: BibtexOptions,
  report: Report,
): Promise<ReadItems | undefined> {
  if (/\.bib(?:la|te)?x?$/i.test(source.path) || BIBTEX.test(source.text)) {
    return readBibtex(source, options, report);
  }
  if (/\.json$/i.test(source.path) || /^\s*\[\s*\{/.test(source.text)) return readCslJson(source, report);
  const { readCslYaml } = await import('./csl-yaml.ts');
  return readCslYaml(source, report);
}

async function readBibtex(source: SourceFile, options: BibtexOptions, report: Report): Promise<ReadItems> {
  const [{ readBibtexEntries }, { convertBibtex }] = await Promise.all([
    import('./bibtex-entries.ts'),
    import('./bibtex.ts'),
  ]);
  const file = readBibtexEntries(source.text);
  const converted = await convertBibtex(file, options);
  const found = [...file.faults, ...converted.faults];
  if (file.entries.length === 0 && found.length === 0) {
    found.push({ reason: 'the file has none such as `@book{key, …}`', offset: 0 });
  }
  const items = converted.items.map((data, index): CslItem => {
    const item = validateItem(data);
    if (typeof item !== 'string') return item;
    const { key = '', offset = 0 } = file.entries[index] ?? {};
    found.push({ key, reason: item, offset });
    return { id: key, type: 'document', title: key };
  });
  // Faults of an entry that is not cited concern no page.
  const faults = found.filter(({ key }) => key === undefined || options.isUsed(key));
  for (const { key, reason, offset } of faults.slice(0, MAX_FAULTS)) {
    const facts = { reason, ...(key !== undefined && { key }) };
    report(diagnostic('reference-broken', facts, locationAt(source, offset)));
  }
  return { items, locate: (index) => locationAt(source, file.entries[index]?.offset ?? 0) };
}
