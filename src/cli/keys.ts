/** Writes the pair of keys with which the results in a shared cache are signed and verified. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Diagnostic, diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnoseWriteError } from '../core/diagnostics/file-problem.ts';
import { toHostError } from '../core/system-error.ts';
import { generateKeys } from '../runtime/cache/shared/result-keys.ts';

const PRIVATE_FILE = 'shared-cache.key';
const PUBLIC_FILE = 'shared-cache.pub';

export interface WrittenKeys {
  readonly problems: readonly Diagnostic[];
  /** For the standard output. */
  readonly text: string;
}

/**
 * Writes both keys into a folder. Only the user can read the private key. Replaces nothing.
 * @param folder is made if it is not there
 */
export async function writeKeyPair(folder: string): Promise<WrittenKeys> {
  const { publicKey, privateKey } = generateKeys();
  const files = [
    { path: join(folder, PUBLIC_FILE), content: publicKey, mode: 0o644 },
    { path: join(folder, PRIVATE_FILE), content: privateKey, mode: 0o600 },
  ];
  const written: string[] = [];
  for (const { path, content, mode } of files) {
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(path, content, { mode, flag: 'wx' });
      written.push(path);
    } catch (error) {
      // A key without the other is of no use.
      await Promise.all(written.map((other) => rm(other)));
      const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
      const problem = isThere
        ? diagnostic('file-in-way', { path })
        : diagnoseWriteError(toHostError(path, error));
      return { problems: [problem], text: '' };
    }
  }
  const [open, secret] = written;
  return {
    problems: [],
    text:
      `${secret}  private: its owner can sign results. Put it into HANDPRESS_SHARED_CACHE_SIGNING_KEY of jobs that you trust; never commit it\n` +
      `${open}  public: everyone who uses the shared cache needs it, as --shared-cache-key or HANDPRESS_SHARED_CACHE_KEY\n`,
  };
}
