/** Reads the keys that sign and verify shared results (Ed25519, RFC 8032), and makes new ones. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

/** A key with its id: the start of the SHA-256 of the public key (SubjectPublicKeyInfo, DER). */
export interface NamedKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** Digits of an id. It only says which key to try, so that it need not be unique. */
const ID_LENGTH = 16;

const PUBLIC_BLOCK = /-----BEGIN PUBLIC KEY-----[^-]*-----END PUBLIC KEY-----/g;
const PRIVATE_BLOCK = /-----BEGIN PRIVATE KEY-----[^-]*-----END PRIVATE KEY-----/;

/** Returns the public keys in a PEM text; `undefined` if there is none, or one that is no Ed25519 key. */
export function parsePublicKeys(pem: string): readonly NamedKey[] | undefined {
  const keys = [...pem.matchAll(PUBLIC_BLOCK)].map(([block]) => parseKey(block, createPublicKey));
  return keys.length > 0 && keys.every((key) => key !== undefined) ? keys.map(nameKey) : undefined;
}

/** Returns the private key in a PEM text; `undefined` if there is none, or one that is no Ed25519 key. */
export function parsePrivateKey(pem: string): NamedKey | undefined {
  const [block] = PRIVATE_BLOCK.exec(pem) ?? [];
  const key = block === undefined ? undefined : parseKey(block, createPrivateKey);
  return key && { id: derivePublicKey(key).id, key };
}

/** Returns the public key that belongs to a private key. */
export const derivePublicKey = (privateKey: KeyObject): NamedKey => nameKey(createPublicKey(privateKey));

/** Returns a new pair of keys as PEM texts. */
export function generateKeys(): { readonly publicKey: string; readonly privateKey: string } {
  return generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** Returns the signature of a text. */
export const signText = (text: string, { key }: NamedKey): Uint8Array => sign(null, Buffer.from(text), key);

/** Returns whether a signature of a text is by the owner of a public key. */
export const isSignatureOf = (text: string, signature: Uint8Array, { key }: NamedKey): boolean =>
  verify(null, Buffer.from(text), key, signature);

function parseKey(block: string, parse: (pem: string) => KeyObject): KeyObject | undefined {
  try {
    const key = parse(block);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

function nameKey(key: KeyObject): NamedKey {
  const der = key.export({ type: 'spki', format: 'der' });
  return { id: createHash('sha256').update(der).digest('hex').slice(0, ID_LENGTH), key };
}
