/** Reads the files of a ZIP archive by its central directory (APPNOTE.TXT, 4.3.7 and 4.3.12). */
import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const STORED = 0;

interface ZipEntry {
  readonly name: string;
  /** 0: stored; else DEFLATE. */
  readonly method: number;
  /** Bytes in the archive. */
  readonly size: number;
  /** Offset of its local header. */
  readonly offset: number;
}

/**
 * Reads the central directory. Returns nothing if there is none. Expects an archive of this program: without
 * a comment, with fewer than 65,535 files.
 */
function readEntries(view: DataView): readonly ZipEntry[] {
  const end = view.byteLength - END_SIZE;
  if (end < 0 || view.getUint32(end, true) !== END) return [];
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count -= 1) {
    if (view.getUint32(at, true) !== ENTRY) return [];
    const length = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(sliceBytes(view, at + ENTRY_SIZE, length)),
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    at += ENTRY_SIZE + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

const sliceBytes = ({ buffer, byteOffset }: DataView, at: number, length: number): Uint8Array =>
  new Uint8Array(buffer, byteOffset + at, length);

/** A ZIP archive that was made by this program. */
export interface ZipReader {
  /** Names in the order of the archive; empty for an incomplete archive. */
  readonly names: readonly string[];
  /** Returns the content of a file, or `undefined` if there is none of that name. */
  read(name: string): Uint8Array | undefined;
}

export function openZip(bytes: Uint8Array): ZipReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map(readEntries(view).map((entry) => [entry.name, entry]));
  return {
    names: [...entries.keys()],
    read: (name) => {
      const entry = entries.get(name);
      return entry && unpack(view, entry);
    },
  };
}

function unpack(view: DataView, { offset: at, method, size }: ZipEntry): Uint8Array {
  const start = at + LOCAL_SIZE + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const packed = sliceBytes(view, start, size);
  return method === STORED ? packed : inflateRawSync(packed);
}
