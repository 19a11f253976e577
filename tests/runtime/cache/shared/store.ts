/** Opens stores for tests, each as another machine would. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import type { TestContext } from 'vitest';
import { HttpSharedStore } from '../../../../src/runtime/cache/shared/http-shared-store.ts';
import {
  generateKeys,
  type NamedKey,
  parsePrivateKey,
  parsePublicKeys,
} from '../../../../src/runtime/cache/shared/result-keys.ts';
import { nginxObstacle } from '../../../support/nginx.ts';

export interface KeyPair {
  readonly signingKey: NamedKey;
  readonly signers: readonly NamedKey[];
}

export function makeKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeys();
  const [signingKey, signers] = [parsePrivateKey(privateKey), parsePublicKeys(publicKey)];
  if (signingKey === undefined || signers === undefined) throw new Error('the keys cannot be parsed');
  return { signingKey, signers };
}

/** The keys of the tests of one file. */
export const OWN = makeKeyPair();

export interface StoreOptions {
  readonly keys?: KeyPair;
  readonly isReader?: boolean;
  readonly authorization?: string;
  readonly signal?: AbortSignal;
}

export function openStore(
  address: string,
  { keys = OWN, isReader = false, authorization, signal = new AbortController().signal }: StoreOptions = {},
): HttpSharedStore {
  return new HttpSharedStore({
    ...{ address, signal, signers: keys.signers },
    ...(!isReader && { signingKey: keys.signingKey }),
    ...(authorization !== undefined && { authorization }),
  });
}

/** Skips a test with “not run”, which is never a pass. */
export function needsNginx({ skip, task }: Pick<TestContext, 'skip' | 'task'>): void {
  if (nginxObstacle === undefined) return;
  process.stderr.write(`NOT RUN (${nginxObstacle}): ${task.name}\n`);
  skip(`not run: ${nginxObstacle}`);
}

/** Key of a step: any digest. */
export const KEY = 'a'.repeat(64);
export const OTHER_KEY = 'b'.repeat(64);

/** Puts a file into the folder of a server. */
export async function placeFile(store: string, path: string, content: string | Uint8Array): Promise<void> {
  const [folder = ''] = path.split('/');
  await mkdir(join(store, folder), { recursive: true });
  await writeFile(join(store, path), content);
}

export const copyEntry = (store: string, from: string, to: string): Promise<void> =>
  copyFile(join(store, 'ac', from), join(store, 'ac', to));
