/** Writes a ZIP archive (APPNOTE 6.3, without encryption, data descriptors and ZIP64). */
import type { Facts } from '../../core/diagnostics/catalogue.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { DocumentError } from '../../runtime/browser/browser-error.ts';
import { type ArchiveContent, type PackedContent, packContent } from './deflate.ts';

export interface ArchiveEntry extends ArchiveContent {
  /** The content as it is stored, if it is packed already. */
  readonly packed?: PackedContent;
}

/** Version 2.0 of the format; as “made by”, on Unix, so that the permissions below are read. */
const [VERSION, MADE_BY] = [20, (3 << 8) | 20];
/** The name is in UTF-8. Not set for ASCII, because OCF's `mimetype` must begin like that of every other writer. */
const UTF8_NAME = 1 << 11;
/** A file that everyone may read and its owner may write. */
const PERMISSIONS = 0o100664 * 2 ** 16;
const [LOCAL, CENTRAL, END] = [30, 46, 22];

/** Limits of an archive without ZIP64, in which the largest number of each field has another meaning. */
export const MAX_ENTRIES = 0xffff - 1;
/** In bytes. */
export const MAX_ARCHIVE_SIZE = 0xffffffff - 1;

/**
 * Writes an archive with entries in the given order. The same entries give the same bytes in every time zone.
 * Throws a `DocumentError` (`e-book-too-large`) if there are more entries or bytes than the format has room for.
 * @param modified time of every entry; the format has none before 1980 and after 2107, and steps of two seconds
 * @param place for the problem
 */
export function writeArchive(
  entries: readonly ArchiveEntry[],
  modified: Date,
  place?: SourceLocation,
): Uint8Array {
  const time = toDosTime(modified);
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { packed, name } of packEntries(entries, place)) {
    const fields = writeFields(packed, name, time);
    const local = Buffer.alloc(LOCAL);
    local.writeUInt32LE(0x04034b50, 0);
    fields.copy(local, 4);
    const central = Buffer.alloc(CENTRAL);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(MADE_BY, 4);
    fields.copy(central, 6);
    central.writeUInt32LE(PERMISSIONS, 38);
    central.writeUInt32LE(offset, 42);
    locals.push(local, name, packed.packed);
    directory.push(central, name);
    offset += local.length + name.length + packed.packed.length;
  }
  const end = Buffer.alloc(END);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

/** Packs the entries, before anything is written. */
function packEntries(entries: readonly ArchiveEntry[], place: SourceLocation | undefined) {
  if (entries.length > MAX_ENTRIES) {
    throw tooLarge({ kind: 'files', found: entries.length, limit: MAX_ENTRIES }, place);
  }
  const packed = entries.map((entry) => ({
    packed: entry.packed ?? packContent(entry),
    name: Buffer.from(entry.name),
  }));
  const size = packed.reduce(
    (sum, { packed, name }) => sum + LOCAL + CENTRAL + 2 * name.length + packed.packed.length,
    END,
  );
  if (size > MAX_ARCHIVE_SIZE) throw tooLarge({ kind: 'bytes', found: size, limit: MAX_ARCHIVE_SIZE }, place);
  return packed;
}

const tooLarge = (facts: Facts<'e-book-too-large'>, place: SourceLocation | undefined): DocumentError =>
  new DocumentError(diagnostic('e-book-too-large', facts, place));

/** Writes the fields that both headers of an entry have. There is never an extra field. */
function writeFields({ crc, size, packed, method }: PackedContent, name: Buffer, time: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(name.some((byte) => byte > 0x7f) ? UTF8_NAME : 0, 2);
  fields.writeUInt16LE(method, 4);
  fields.writeUInt32LE(time, 6);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

/** The first and the last time of the format, in ms. */
const [FIRST, LAST] = [Date.UTC(1980, 0, 1), Date.UTC(2107, 11, 31, 23, 59, 58)];

function toDosTime(wanted: Date): number {
  const date = new Date(Math.min(LAST, Math.max(FIRST, wanted.getTime())));
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return day * 2 ** 16 + time;
}
