/** Reads a style sheet of the project with everything that it names: imported sheets, pictures and fonts. */
import { type Diagnostic, diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { memoizeWith } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { locationAt, type SourceFile } from '../../core/source-location.ts';
import { findIntendedProperty } from '../../lib/css/properties.ts';
import { scanStyle } from '../../lib/css/scan.ts';
import { isEmbedded, type StyleScan } from '../../lib/css/style-scan.ts';
import { findSelectorFault } from '../../lib/css/syntax-tree.ts';
import {
  type AddressInStyle,
  isStyleFile,
  readAddress,
  readStyleFile,
  refuse,
  type StyleFile,
  type StyleFileContext,
} from './style-files.ts';

/** A style sheet: one of the project, or one that it imports. */
export interface StylePiece extends SourceFile {
  readonly scan: StyleScan;
  /** The files that it names, by the offset of the address. Refused ones are missing. */
  readonly files: ReadonlyMap<number, StyleFile>;
  /** The sheets that it imports, by the offset of the `@import`. Refused ones are missing. */
  readonly imported: ReadonlyMap<number, ImportedPiece>;
}

/** An imported style sheet. */
export interface ImportedPiece {
  readonly piece: StylePiece;
  /** Rules around it, outermost first: `@media print`. */
  readonly groups: readonly string[];
}

/** A style sheet of the project with the sheets that it imports. */
export interface ProjectStyle {
  readonly piece: StylePiece;
  readonly problems: readonly Diagnostic[];
  /** Problems of a printed file. An e-book leaves such syntax out, and reports that. */
  readonly printProblems: readonly Diagnostic[];
}

/** Limit for one style sheet in characters. A style sheet can contain fonts in `data:` URLs. */
export const MAX_SHEET_LENGTH = 20_000_000;
/** Limit for nested blocks, brackets and functions, because browsers ignore what is deeper. */
export const MAX_SHEET_DEPTH = 100;
/** How many style sheets one may import, and how deep. */
const MAX_PIECES = 100;
const MAX_IMPORT_DEPTH = 10;

/** Reads `styles/<name>`; `undefined` if it is a style sheet of Handpress. Rejects as `Design.readStyle` does. */
export async function readProjectStyle(
  name: string,
  { design, ...context }: StyleFileContext & Pick<Context, 'design'>,
): Promise<ProjectStyle | undefined> {
  const [file] = await design.findOverrides('styles', [name]);
  if (file === undefined) return undefined;
  const text = await design.readStyle(name);
  // Pages share the result, and depend on every file that it was made from.
  return memoizeWith(context.host)(`project style ${file}`, (host) =>
    new StyleReader({ ...context, host }).read({ path: file, text }),
  );
}

class StyleReader {
  readonly #context: StyleFileContext;
  readonly #problems: Diagnostic[] = [];
  readonly #printProblems: Diagnostic[] = [];
  readonly #reported = new Set<string>();
  #count = 0;

  constructor(context: StyleFileContext) {
    this.#context = context;
  }

  async read(source: SourceFile): Promise<ProjectStyle> {
    const piece = await this.#readPiece(source, []);
    return { piece, problems: this.#problems, printProblems: this.#printProblems };
  }

  /** @param trail the sheets that import it */
  async #readPiece(source: SourceFile, trail: readonly string[]): Promise<StylePiece> {
    this.#count += 1;
    if (source.text.length > MAX_SHEET_LENGTH) {
      this.#broken(source, `it has more than ${MAX_SHEET_LENGTH} characters`, 0);
      return { ...source, text: '', scan: scanStyle(''), files: new Map(), imported: new Map() };
    }
    const scan = scanStyle(source.text);
    this.#reportFaults(source, scan);
    const imported = new Map<number, ImportedPiece>();
    for (const { value, condition, start, at } of scan.imports) {
      const within = [...trail, source.path];
      const sheet = await this.#readSheet(this.#locate(source, value, at), within);
      if (sheet === undefined) continue;
      imported.set(start, { piece: await this.#readPiece(sheet, within), groups: buildGroups(condition) });
    }
    return { ...source, scan, files: await this.#readFiles(source, scan), imported };
  }

  #locate(source: SourceFile, address: string, offset: number): AddressInStyle {
    return { address, sheet: source.path, place: locationAt(source, offset) };
  }

  #broken(source: SourceFile, reason: string, offset: number): void {
    this.#problems.push(diagnostic('style-broken', { reason }, locationAt(source, offset)));
  }

  /** Reports what is wrong with the text of a sheet. */
  #reportFaults(source: SourceFile, { faults, depth, localFonts, properties, selectors }: StyleScan): void {
    if (this.#reported.has(source.path)) return;
    this.#reported.add(source.path);
    for (const { kind, reason, offset } of faults) {
      if (kind === 'broken') this.#broken(source, reason, offset);
      else this.#ignored(source, reason, offset);
    }
    if (depth > MAX_SHEET_DEPTH) {
      this.#broken(source, `more than ${MAX_SHEET_DEPTH} blocks and brackets are nested`, 0);
      return;
    }
    for (const { name, offset } of localFonts) {
      this.#problems.push(refuse(this.#locate(source, name, offset), 'local'));
    }
    for (const [name, offset] of properties) {
      const near = findIntendedProperty(name);
      const facts = { reason: `there is no property \`${name}\`` };
      const place = locationAt(source, offset);
      if (near !== undefined)
        this.#problems.push(diagnostic('style-part-ignored', { ...facts, near }, place));
    }
    for (const { text, offset } of selectors) {
      const fault = findSelectorFault(text);
      if (fault !== undefined) this.#ignored(source, fault.reason, offset + fault.offset);
    }
  }

  #ignored(source: SourceFile, reason: string, offset: number): void {
    this.#printProblems.push(diagnostic('style-part-ignored', { reason }, locationAt(source, offset)));
  }

  async #readSheet(named: AddressInStyle, trail: readonly string[]): Promise<SourceFile | undefined> {
    const read = await readAddress(named, this.#context);
    if ('code' in read) {
      this.#problems.push(read);
      return undefined;
    }
    const isCircular = trail.includes(read.path);
    if (isCircular || trail.length > MAX_IMPORT_DEPTH || this.#count > MAX_PIECES) {
      this.#problems.push(refuse(named, isCircular ? 'circular' : 'many'));
      return undefined;
    }
    return { path: read.path, text: new TextDecoder().decode(read.bytes) };
  }

  async #readFiles(source: SourceFile, { addresses }: StyleScan): Promise<ReadonlyMap<number, StyleFile>> {
    const files = new Map<number, StyleFile>();
    for (const { value, use, start } of addresses) {
      if (isEmbedded(value)) continue;
      const named = { ...this.#locate(source, value, start), use };
      const found = await readStyleFile(named, this.#context);
      if (isStyleFile(found)) {
        files.set(start, found);
        this.#reportFont(found, named);
      } else this.#problems.push(found);
    }
    return files;
  }

  #reportFont({ path, font }: StyleFile, { place }: AddressInStyle): void {
    if (font === undefined) return;
    const right = findMissingRight(font.embedding);
    if (right === 'none') {
      this.#problems.push(diagnostic('font-embedding-restricted', { path, right }, place));
    } else if (right !== undefined) {
      this.#printProblems.push(diagnostic('font-embedding-restricted', { path, right }, place));
    }
    if (font.outlines === 'cff' || font.isVariable) {
      const kind = font.outlines === 'cff' ? 'cff' : 'variable';
      this.#printProblems.push(diagnostic('font-drawn', { path, kind }, place));
    }
  }
}

/** Bits of `fsType` (OpenType 1.9, table `OS/2`). */
const FS_TYPE = { usage: 0x000f, restricted: 0x0002, whole: 0x0100, bitmapsOnly: 0x0200 };

/** Returns what the font does not allow although a PDF needs it. */
function findMissingRight(embedding: number): 'none' | 'whole' | 'bitmaps' | undefined {
  if ((embedding & FS_TYPE.usage) === FS_TYPE.restricted) return 'none';
  if (embedding & FS_TYPE.bitmapsOnly) return 'bitmaps';
  return embedding & FS_TYPE.whole ? 'whole' : undefined;
}

const LAYER = /^layer(?:\(\s*([^()]*)\s*\))?(?=\s|$)/i;

/** Builds the rules that do the same as the conditions of an `@import` (CSS Cascade 5, section 2). */
function buildGroups(condition: string): readonly string[] {
  const layer = LAYER.exec(condition);
  const rest = condition.slice(layer?.[0].length ?? 0).trim();
  const supports = /^supports\(/i.test(rest) ? readParentheses(rest) : undefined;
  const media = rest.slice(supports?.end ?? 0).trim();
  return [
    ...(media === '' ? [] : [`@media ${media}`]),
    ...(supports === undefined ? [] : [`@supports (${supports.text})`]),
    ...(layer === null ? [] : [`@layer ${layer[1] ?? ''}`.trim()]),
  ];
}

function readParentheses(text: string): { readonly text: string; readonly end: number } {
  const start = text.indexOf('(');
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return { text: text.slice(start + 1, at), end: at + 1 };
  }
  return { text: text.slice(start + 1), end: text.length };
}
