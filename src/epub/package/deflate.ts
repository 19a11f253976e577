/**
 * Packs the contents of an archive. fflate deflates, because its bytes are the same on every machine; it does not write the archive,
 * because it can only write times of the local time zone.
 */
import { crc32 } from 'node:zlib';
import { deflateSync } from 'fflate';

/** Levels of DEFLATE that are used here, from stored to smallest. */
export type DeflateLevel = 0 | 4 | 9;

/** What an entry of an archive contains. */
export interface ArchiveContent {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly level: DeflateLevel;
  /** Whether other archives of the same build probably contain the same text at this name. */
  readonly isShared?: boolean;
}

/** Contents as they are stored in an archive. */
export interface PackedContent {
  readonly crc: number;
  /** In bytes, before they are packed. */
  readonly size: number;
  readonly packed: Uint8Array;
  /** The number of the ZIP format. */
  readonly method: number;
}

const [STORED, DEFLATED] = [0, 8];

/** The last shared entry of each name, because the style sheet of a handout is half of what is deflated. */
const sharedCache = new Map<string, { readonly entry: ArchiveContent; readonly packed: PackedContent }>();

/** Packs the content of an entry, or returns what was packed for the same shared content before. */
export function packContent(entry: ArchiveContent): PackedContent {
  if (!entry.isShared) return packOne(entry);
  const last = sharedCache.get(entry.name);
  if (last?.entry.content === entry.content && last.entry.level === entry.level) return last.packed;
  const packed = packOne(entry);
  sharedCache.set(entry.name, { entry, packed });
  return packed;
}

function packOne({ content, level }: ArchiveContent): PackedContent {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const facts = { crc: crc32(bytes), size: bytes.length };
  return level === 0
    ? { ...facts, packed: bytes, method: STORED }
    : { ...facts, packed: deflateSync(bytes, { level }), method: DEFLATED };
}

/** Contents to be deflated. Plain data. */
export interface DeflateTask {
  readonly kind: 'deflate';
  readonly entries: readonly ArchiveContent[];
}

/** Bytes of each number before the packed bytes: of each entry its checksum, its size, and how many bytes are packed. */
const NUMBER = Uint32Array.BYTES_PER_ELEMENT;
const FACTS = 3;

/** Deflates contents. @returns for {@link readDeflated} */
export function deflateAll({ entries }: DeflateTask): Uint8Array {
  const contents = entries.map(packContent);
  const head = contents.length * FACTS * NUMBER;
  const joined = new Uint8Array(contents.reduce((sum, { packed }) => sum + packed.length, head));
  const facts = new DataView(joined.buffer);
  let at = head;
  for (const [index, { crc, size, packed }] of contents.entries()) {
    for (const [fact, value] of [crc, size, packed.length].entries())
      facts.setUint32((index * FACTS + fact) * NUMBER, value, true);
    joined.set(packed, at);
    at += packed.length;
  }
  return joined;
}

/** Reads what {@link deflateAll} returned. @param count of the entries */
export function readDeflated(bytes: Uint8Array, count: number): readonly PackedContent[] {
  const facts = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = count * FACTS * NUMBER;
  return Array.from({ length: count }, (_, index) => {
    const [crc = 0, size = 0, length = 0] = [0, 1, 2].map((fact) =>
      facts.getUint32((index * FACTS + fact) * NUMBER, true),
    );
    const packed = bytes.subarray(at, at + length);
    at += length;
    return { crc, size, packed, method: DEFLATED };
  });
}
