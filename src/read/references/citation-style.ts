/** Reads the citation style that the settings name: one that comes with Handpress, or a file of the project. */
import { posix } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { CitationStyle } from '../../core/model/publication.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { listSiblingFiles, resolveFrom } from '../../runtime/guard/path-guard.ts';
import { readText } from '../source/read-source.ts';
import type { PublicationSettings, ReferenceFolders } from './reference-files.ts';
import { DEFAULT_STYLE, findLocale, findStyleName, STYLE_NAMES, STYLES } from './style-names.ts';

/**
 * Reads the style.
 * @returns `undefined` for the default style, and after a diagnostic: `citation-style-unknown`, `citation-style-broken`,
 * `file-withheld`
 */
export async function readCitationStyle(
  folders: ReferenceFolders,
  { data, location, foreignKeys }: PublicationSettings,
  language: string,
  context: Context,
): Promise<CitationStyle | undefined> {
  const style = data['citation-style'];
  if (style === undefined) return undefined;
  const place = location('citation-style');
  const name = findStyleName(style);
  const own = /\.csl$/i.test(style) ? await readOwnStyle(folders, style, place, context) : undefined;
  if (own?.kind === 'refused' || (own === undefined && name === DEFAULT_STYLE)) return undefined;
  const xml = own?.xml ?? (name && (await context.design.readCitationFile(`styles/${name}.csl`)));
  if (xml === undefined || xml === '') {
    const siblings = /\.csl$/i.test(style) ? await listSiblingFiles(folders.folder, style, context) : [];
    const near = suggestName(style, [...siblings, ...STYLE_NAMES]);
    const facts = { style, known: [DEFAULT_STYLE, ...STYLES], ...near };
    const problem = diagnostic('citation-style-unknown', facts, place);
    const isForeign = foreignKeys?.has('citation-style') === true;
    context.report(isForeign ? { ...problem, severity: 'warning' } : problem);
    return undefined;
  }
  const { checkStyle } = await import('./check-style.ts');
  const checked = checkStyle(xml);
  if (checked.kind === 'broken') {
    const { reason, parent } = checked;
    const facts = { style, reason, ...(parent !== undefined && { parent }) };
    context.report(diagnostic('citation-style-broken', facts, place));
    return undefined;
  }
  const locale = findLocale(language);
  return {
    name: style,
    place,
    xml,
    format: checked.format,
    locale,
    locales: await readLocales(locale, context),
  };
}

/** @returns `undefined` if there is no such file */
async function readOwnStyle(
  { territory, folder }: ReferenceFolders,
  style: string,
  place: SourceLocation,
  context: Context,
): Promise<
  | { readonly kind: 'file'; readonly xml: string }
  | { readonly kind: 'refused'; readonly xml?: never }
  | undefined
> {
  if (/^https?:/i.test(style)) return undefined;
  const found = await resolveFrom(territory, folder, style, context);
  if (found.kind === 'withheld') {
    context.report(diagnostic('file-withheld', { path: style, reason: found.reason }, place));
    return { kind: 'refused' };
  }
  if (found.kind !== 'inside') return undefined;
  const source = await readText(posix.join(territory, found.path), context);
  return source === undefined ? { kind: 'refused' } : { kind: 'file', xml: source.text };
}

async function readLocales(locale: string, { design }: Context): Promise<ReadonlyMap<string, string>> {
  const names = [...new Set([locale, 'en-US'])];
  const texts = await Promise.all(names.map((name) => design.readCitationFile(`locales/${name}.xml`)));
  return new Map(names.map((name, index) => [name, texts[index] ?? '']));
}
