/** Other bytes for some streams of a file as Chromium writes it; everything else stays as it is, byte for byte. */
import { deflateSync } from 'node:zlib';
import type { Stream } from './objects/values.ts';

/** Bytes from `start` up to `end` of the file, and what stands there instead. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly bytes: Buffer;
}

/**
 * @param contents of deflated streams that were read from these very bytes
 * @throws {Error} when the file has no cross-reference table of the classic form
 */
export function replaceStreams(bytes: Uint8Array, contents: ReadonlyMap<Stream, string>): Uint8Array {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const edits = [...contents].flatMap(([stream, text]) => editsFor(whole, stream, text));
  edits.sort((one, other) => one.start - other.start);
  const table = Number(/startxref\s+(\d+)/.exec(whole.toString('latin1', whole.length - 64))?.[1]);
  if (!whole.toString('latin1', table, table + 4).startsWith('xref')) throw new Error('the PDF has no table');
  const moved = shifter(edits);
  const pieces: Buffer[] = [];
  let at = 0;
  for (const edit of edits) {
    pieces.push(whole.subarray(at, edit.start), edit.bytes);
    at = edit.end;
  }
  pieces.push(whole.subarray(at, table), movedTable(whole.toString('latin1', table), moved));
  return Buffer.concat(pieces);
}

function editsFor(whole: Buffer, { data }: Stream, text: string): readonly Edit[] {
  const start = data.byteOffset - whole.byteOffset;
  const packed = deflateSync(Buffer.from(text, 'latin1'));
  const key = whole.lastIndexOf('/Length ', start);
  const length = Buffer.from(`/Length ${packed.length}`);
  const old = `/Length ${data.length}`;
  if (whole.toString('latin1', key, key + old.length) !== old) throw new Error('the PDF has an odd stream');
  return [
    { start: key, end: key + old.length, bytes: length },
    { start, end: start + data.length, bytes: packed },
  ];
}

/** Where an offset lies after the edits. */
function shifter(edits: readonly Edit[]): (offset: number) => number {
  return (offset) =>
    edits.reduce(
      (sum, { start, end, bytes }) => (start < offset ? sum + bytes.length - (end - start) : sum),
      offset,
    );
}

function movedTable(table: string, moved: (offset: number) => number): Buffer {
  const lines = table.replace(/^(\d{10})(?= \d{5} n)/gm, (offset) =>
    String(moved(Number(offset))).padStart(10, '0'),
  );
  const end = lines.replace(/(?<=startxref\s+)\d+/, (offset) => String(moved(Number(offset))));
  return Buffer.from(end, 'latin1');
}
