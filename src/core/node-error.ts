/** Errors of Node's, as a host has them. */
import { HostError } from './host.ts';

const KINDS: Readonly<Record<string, HostError['kind']>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  // No file can be there: the link leads to itself, or no disk takes the name.
  ELOOP: 'missing',
  ENAMETOOLONG: 'missing',
  ERR_INVALID_ARG_VALUE: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

/** Names what an error of Node's means. */
export function hostError(path: string, cause: unknown): HostError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  return new HostError(KINDS[code] ?? 'other', path, cause);
}
