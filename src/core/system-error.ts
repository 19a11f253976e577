/** Converts errors of Node into errors of a host. */
import { HostError } from './host.ts';

const KINDS: Readonly<Record<string, HostError['kind']>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  // No file can exist there: the link leads to itself, or the name is not valid.
  ELOOP: 'missing',
  ENAMETOOLONG: 'missing',
  ERR_INVALID_ARG_VALUE: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

/** Returns the {@link HostError} for an error of `node:fs`. */
export function toHostError(path: string, cause: unknown): HostError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  return new HostError(KINDS[code] ?? 'other', path, cause);
}
