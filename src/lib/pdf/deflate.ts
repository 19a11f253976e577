/** Streams packed the same way each time. */
import { promisify } from 'node:util';
import { deflate, deflateSync } from 'node:zlib';

/** Bytes that zlib hands over at a time: each time costs as much as packing a few thousand. */
const CHUNK = 1 << 15;
/**
 * Of a short file each byte is a greater part; 9 would take twice as long as 7 to save a two-hundredth. Of a long one zlib's
 * own 6 takes twice as long as 4 to save an eighth.
 */
const [SHORT, THOROUGH, USUAL] = [1 << 19, 7, 4];

const deflateLater = promisify(deflate);

const optionsFor = (whole: number) => ({ level: whole < SHORT ? THOROUGH : USUAL, chunkSize: CHUNK });

/** Bytes: to wake another thread takes as long as to pack so many. */
const FEW = 1 << 15;

/**
 * By another thread where there is more than a little.
 * @param whole bytes of all that is packed with it
 */
export const deflated = async (bytes: Uint8Array, whole: number): Promise<Uint8Array> =>
  bytes.length < FEW ? deflatedNow(bytes, whole) : deflateLater(bytes, optionsFor(whole));

/** The same bytes at once. */
export const deflatedNow = (bytes: Uint8Array, whole: number): Uint8Array =>
  deflateSync(bytes, optionsFor(whole));
