/**
 * Encodes and decodes signed results as `ActionResult` of the Remote Execution API
 * (https://github.com/bazelbuild/remote-apis/blob/main/build/bazel/remote/execution/v2/remote_execution.proto), because servers of
 * that protocol refuse other entries: one output file, and the signature as JSON in `stdout_raw`. Only its wire format is read
 * by a library, as the library's classes of messages would need generated code for three messages.
 */
import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import { isSignatureOf, type NamedKey, signText } from './result-keys.ts';

/** The result of a step: a file in the store. */
export interface ResultFile {
  /** SHA-256, hexadecimal in small letters. */
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
}

/** Why an entry is not used. `signer`: no known key has signed it. */
export type EntryFault = 'entry' | 'signer' | 'signature';

/** Name of the output file. The protocol needs one. */
const FILE_NAME = 'result';
/** Numbers of the fields, by message. */
const RESULT = { outputFiles: 2, stdout: 5 } as const;
const FILE = { path: 1, digest: 2 } as const;
const DIGEST = { hash: 1, size: 2 } as const;
/** Types of fields: bytes or a message, and a number (https://protobuf.dev/programming-guides/encoding/). */
const LENGTH_DELIMITED = 2;
const NUMBER = 0;

/** Returns the text that is signed. The first line keeps the signature from having a meaning elsewhere. */
const buildSignedText = (key: string, { digest, size }: ResultFile): string =>
  `handpress shared result 1\n${key}\n${digest}\n${size}\n`;

/** Returns the entry for the result of the step with a key. */
export function encodeResult(key: string, file: ResultFile, signer: NamedKey): Uint8Array {
  const signature = Buffer.from(signText(buildSignedText(key, file), signer)).toString('base64');
  const proof = JSON.stringify({ version: 1, signer: signer.id, signature });
  const writer = new BinaryWriter();
  writer.tag(RESULT.outputFiles, LENGTH_DELIMITED).fork();
  writer.tag(FILE.path, LENGTH_DELIMITED).string(FILE_NAME);
  writer.tag(FILE.digest, LENGTH_DELIMITED).fork();
  writer.tag(DIGEST.hash, LENGTH_DELIMITED).string(file.digest);
  writer.tag(DIGEST.size, NUMBER).int64(file.size);
  writer.join().join();
  writer.tag(RESULT.stdout, LENGTH_DELIMITED).bytes(new TextEncoder().encode(proof));
  return writer.finish();
}

/** Returns the file that an entry names, if one of the signers has signed it for this key; else why not. */
export function decodeResult(
  key: string,
  entry: Uint8Array,
  signers: readonly NamedKey[],
): ResultFile | EntryFault {
  const parsed = parseEntry(entry);
  if (parsed === undefined) return 'entry';
  const { file, signer: id, signature } = parsed;
  const known = signers.filter((signer) => signer.id === id);
  if (known.length === 0) return 'signer';
  const text = buildSignedText(key, file);
  return known.some((signer) => isSignatureOf(text, signature, signer)) ? file : 'signature';
}

interface ParsedEntry {
  readonly file: ResultFile;
  readonly signer: string;
  readonly signature: Uint8Array;
}

/** Returns what an entry contains; `undefined` if it has another form. */
function parseEntry(entry: Uint8Array): ParsedEntry | undefined {
  try {
    const result = readFields(entry);
    const file = readFields(asBytes(result.get(RESULT.outputFiles)));
    const digest = readFields(asBytes(file.get(FILE.digest)));
    const hash = new TextDecoder().decode(asBytes(digest.get(DIGEST.hash)));
    const size = digest.get(DIGEST.size) ?? 0;
    const proof = new TextDecoder().decode(asBytes(result.get(RESULT.stdout)));
    const { version, signer, signature } = JSON.parse(proof) as Readonly<Record<string, unknown>>;
    const isSound = /^[0-9a-f]{64}$/.test(hash) && typeof size === 'number' && version === 1;
    if (!isSound || typeof signer !== 'string' || typeof signature !== 'string') return undefined;
    return { file: { digest: hash, size }, signer, signature: Buffer.from(signature, 'base64') };
  } catch {
    return undefined;
  }
}

type Field = number | Uint8Array;

/** Reads the fields of a message by number. The last of several counts. Throws if the bytes are no message. */
function readFields(bytes: Uint8Array): ReadonlyMap<number, Field> {
  const reader = new BinaryReader(bytes);
  const fields = new Map<number, Field>();
  while (reader.pos < reader.len) {
    const [number, type] = reader.tag();
    if (type === LENGTH_DELIMITED) fields.set(number, reader.bytes());
    else if (type === NUMBER) fields.set(number, Number(reader.int64()));
    else reader.skip(type, number);
  }
  return fields;
}

function asBytes(field: Field | undefined): Uint8Array {
  if (field instanceof Uint8Array) return field;
  throw new Error('a field is missing');
}
