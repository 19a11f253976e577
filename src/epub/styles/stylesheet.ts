/** Builds the style sheet of the e-book, and collects the pictures and fonts that it names. */
import type { Brand } from '../../core/brand.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import { isEmbedded } from '../../lib/css/style-scan.ts';
import type { StylePiece } from '../../runtime/styles/project-style.ts';
import type { ManifestItem } from '../package/package-document.ts';
import type { PackedFile } from '../package/zip.ts';
import { buildBrandStyle } from './brand-style.ts';
import type { PackedAddresses } from './project-stylesheet.ts';
import { StyleFiles } from './style-files.ts';

/** Maximum width of a narrow page: a phone in portrait orientation. */
const NARROW_WIDTH = '36em';

/**
 * Conditions for a narrow page. A reading system with columns may have a viewport as wide as all columns;
 * only a container query then measures one column.
 */
const NARROW_QUERIES = [`@media (max-width: ${NARROW_WIDTH})`, `@container (max-width: ${NARROW_WIDTH})`];

/** The style sheet, and the files that it names. */
export interface EbookStyle {
  readonly css: string;
  readonly items: readonly ManifestItem[];
  readonly files: readonly PackedFile[];
}

/** What the style sheet needs of the context. */
type StyleContext = Pick<Context, 'design' | 'report' | 'root' | 'host' | 'outputFolders'>;

/**
 * Builds the style sheet. Reports what is wrong with a project's style, and `style-part-dropped` for each part that
 * an e-book cannot contain.
 * @param editionStyles paths below `styles/`, applied last
 * @param brand applied before them
 */
export async function buildStylesheet(
  editionStyles: readonly string[],
  brand: Brand | undefined,
  context: StyleContext,
): Promise<EbookStyle> {
  const files = new StyleFiles();
  const sheet = await readStyle('epub.css', { isWhole: true, files }, context);
  const narrow = await readStyle('epub-narrow.css', { isWhole: false, files }, context);
  const own: string[] = [];
  for (const name of editionStyles) own.push(await readEditionStyle(name, { isWhole: true, files }, context));
  const common = [sheet, ...NARROW_QUERIES.map((where) => `${where} {\n${narrow}}\n`)];
  const css = [...common, buildBrandStyle(brand), ...own].filter((part) => part !== '').join('\n');
  return { css, ...files.list() };
}

/** Reads a style sheet that an edition adds. One of Handpress is made for print, and is cleaned, too. */
async function readEditionStyle(name: string, use: StyleUse, context: StyleContext): Promise<string> {
  const text = await readStyle(name, use, context);
  const { cleanStylesheet } = await import('./project-stylesheet.ts');
  const isOwn = (await context.design.findOverrides('styles', [name])).length > 0;
  return isOwn ? text : `${cleanStylesheet(text).css}\n`;
}

/** How a style sheet becomes a part of the e-book's. */
interface StyleUse {
  /** Whether it is a complete style sheet, not the content of a group rule. */
  readonly isWhole: boolean;
  readonly files: StyleFiles;
}

async function readStyle(name: string, use: StyleUse, context: StyleContext): Promise<string> {
  const { design, report } = context;
  const [file] = await design.findOverrides('styles', [name]);
  if (file === undefined) return design.readStyle(name);
  const { readProjectStyle } = await import('../../runtime/styles/project-style.ts');
  const style = await readProjectStyle(name, context);
  if (style === undefined) return design.readStyle(name);
  for (const problem of style.problems) report(problem);
  return cleanPiece(style.piece, use, context);
}

/** Cleans a style sheet of the project, after those that it imports. */
async function cleanPiece(piece: StylePiece, use: StyleUse, context: StyleContext): Promise<string> {
  const { cleanStylesheet } = await import('./project-stylesheet.ts');
  const parts: string[] = [];
  for (const { piece: imported, groups } of piece.imported.values()) {
    const within = { ...use, isWhole: use.isWhole && groups.length === 0 };
    const css = await cleanPiece(imported, within, context);
    parts.push(`${groups.map((group) => `${group} {\n`).join('')}${css}${'}\n'.repeat(groups.length)}`);
  }
  const addresses = packAddresses(piece, use.files);
  const { css, dropped } = cleanStylesheet(hideImports(piece), use.isWhole, addresses);
  for (const { what, why, line, column } of dropped) {
    const place = { file: piece.path, line, column };
    context.report(diagnostic('style-part-dropped', { part: what, reason: why }, place));
  }
  return [...parts, `${css}\n`].join('');
}

function packAddresses({ scan, files: named }: StylePiece, files: StyleFiles): PackedAddresses {
  const packed = new Map<number, string | undefined>();
  for (const { start, value } of scan.addresses) {
    const file = named.get(start);
    if (file !== undefined) packed.set(start, files.add(file));
    else if (!isEmbedded(value)) packed.set(start, undefined);
  }
  return packed;
}

/** Replaces the imports by spaces, so that places stay the same. */
const hideImports = ({ text, scan }: StylePiece): string =>
  scan.imports.reduce(
    (result, { start, end }) =>
      result.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + result.slice(end),
    text,
  );
