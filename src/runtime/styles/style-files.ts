/** Reads the pictures and fonts that a style sheet of the project names, if they may become a part of a page. */
import { join, posix } from 'node:path';
import type { StyleRefusal } from '../../core/diagnostics/catalogue/styles.ts';
import { type Diagnostic, diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { HostError } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { type FontFacts, readFontFacts } from '../../lib/opentype/embedding.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { listSiblingFiles, resolveInside } from '../guard/path-guard.ts';
import { isPlainDrawing } from './plain-drawing.ts';

/** A file that a style sheet names. */
export interface StyleFile {
  /** Relative to the root. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Media type as EPUB 3.3 names it. */
  readonly mediaType: string;
  /** Absent for pictures. */
  readonly font?: FontFacts;
}

/** A file, or why there is none. */
export type StyleFileResult = StyleFile | Diagnostic;

export const isStyleFile = (result: StyleFileResult): result is StyleFile => 'bytes' in result;

export type StyleFileContext = Pick<Context, 'root' | 'host' | 'outputFolders'>;

/** Greatest size of a picture or a font in bytes. */
export const MAX_STYLE_FILE_BYTES = 20_000_000;

/** An address in a style sheet. */
export interface AddressInStyle {
  readonly address: string;
  /** The style sheet, relative to the root. */
  readonly sheet: string;
  readonly place: SourceLocation;
}

/** Reads the picture or the font at an address. */
export async function readStyleFile(
  named: AddressInStyle & { readonly use: 'picture' | 'font' },
  context: StyleFileContext,
): Promise<StyleFileResult> {
  const read = await readAddress(named, context);
  if ('code' in read) return read;
  const { path, bytes } = read;
  if (bytes.length > MAX_STYLE_FILE_BYTES) {
    const facts = { path, size: bytes.length, limit: MAX_STYLE_FILE_BYTES };
    return diagnostic('style-file-too-large', facts, named.place);
  }
  const kind = named.use === 'font' ? findFontKind(bytes) : findPictureKind(bytes);
  return typeof kind === 'string' ? refuse(named, kind) : { path, bytes, ...kind };
}

/** Reads the bytes at an address, relative to its style sheet. */
export async function readAddress(
  named: AddressInStyle,
  context: StyleFileContext,
): Promise<{ readonly path: string; readonly bytes: Uint8Array } | Diagnostic> {
  if (isRemote(named.address)) return refuse(named, 'remote');
  const wanted = decodePath(named.address.replace(/[?#].*$/s, ''));
  if (wanted === '') return refuse(named, 'missing');
  const path = posix.isAbsolute(wanted) ? wanted : posix.join(posix.dirname(named.sheet), wanted);
  const found = await resolveInside('', path, context);
  if (found.kind === 'outside') return refuse(named, 'outside');
  if (found.kind === 'withheld') return refuse(named, 'withheld');
  if (found.kind === 'missing') {
    const near = suggestName(found.path, await listSiblingFiles('', found.path, context)).near;
    const relative = near === undefined ? {} : { near: posix.relative(posix.dirname(named.sheet), near) };
    return refuse(named, 'missing', relative);
  }
  try {
    return { path: found.path, bytes: await context.host.read(join(context.root, found.path)) };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return refuse(named, error.kind === 'outside' ? 'outside' : 'unreadable');
  }
}

/** Whether an address names a scheme or a machine. */
const isRemote = (address: string): boolean => /^(?:[a-z][a-z\d+.-]*:|[\\/]{2})/i.test(address.trim());

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export const refuse = (
  { address, place }: AddressInStyle,
  reason: StyleRefusal,
  near: { readonly near?: string } = {},
): Diagnostic => diagnostic('style-address-refused', { address: shorten(address), reason, ...near }, place);

const MAX_ADDRESS_LENGTH = 80;

const shorten = (address: string): string =>
  address.length > MAX_ADDRESS_LENGTH ? `${address.slice(0, MAX_ADDRESS_LENGTH)}…` : address;

type FileKind = Pick<StyleFile, 'mediaType' | 'font'>;

function findFontKind(bytes: Uint8Array): FileKind | StyleRefusal {
  const font = readFontFacts(bytes);
  return font === undefined ? 'font' : { mediaType: `font/${font.format}`, font };
}

/** First bytes, in hexadecimal digits, of the kinds of pictures that browsers and e-books have. */
const SIGNATURES: readonly (readonly [mediaType: string, signature: RegExp])[] = [
  ['image/png', /^89504e470d0a1a0a/],
  ['image/jpeg', /^ffd8ff/],
  ['image/gif', /^474946383[79]61/],
  ['image/webp', /^52494646.{8}57454250/],
];

function findPictureKind(bytes: Uint8Array): FileKind | StyleRefusal {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  const known = SIGNATURES.find(([, signature]) => signature.test(start));
  if (known !== undefined) return { mediaType: known[0] };
  const text = Buffer.from(bytes).toString('utf8');
  if (!/^\uFEFF?\s*<(?:\?xml|!--|!DOCTYPE\s+svg|svg)/i.test(text)) return 'picture';
  return isPlainDrawing(text) ? { mediaType: 'image/svg+xml' } : 'drawing';
}
