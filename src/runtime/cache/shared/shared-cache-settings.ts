/**
 * Reads where the shared cache is and whom it trusts, from the command line and the environment only: with an address in a file of the
 * project, a pull request could send the token anywhere.
 */
import { resolve } from 'node:path';
import { collectProblems } from '../../../core/diagnostics/collect-problems.ts';
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import { isPullRequest } from './pull-request.ts';
import { derivePublicKey, type NamedKey, parsePrivateKey, parsePublicKeys } from './result-keys.ts';

/** Options of a build. */
export interface SharedCacheOptions {
  readonly sharedCache?: string;
  /** File with public keys, absolute or relative to the root. */
  readonly sharedCacheKey?: string;
  readonly sharedCacheWrite?: boolean;
}

/** Variables of the environment. */
export const SHARED_CACHE_VARIABLES = {
  address: 'HANDPRESS_SHARED_CACHE',
  publicKey: 'HANDPRESS_SHARED_CACHE_KEY',
  signingKey: 'HANDPRESS_SHARED_CACHE_SIGNING_KEY',
  token: 'HANDPRESS_SHARED_CACHE_TOKEN',
} as const;

export interface SharedCacheSettings {
  /** With a slash at the end. */
  readonly address: string;
  readonly authorization?: string;
  readonly signers: readonly NamedKey[];
  /** Absent: the cache is only read. */
  readonly signingKey?: NamedKey;
}

/** What the settings are read with. */
export interface SettingsSource {
  /** Absolute path of the project. */
  readonly root: string;
  readonly variable: (name: string) => string | undefined;
  /** Reads a file that the command line or the environment names. @param path absolute */
  readonly readFile: (path: string) => Promise<Uint8Array>;
}

/** An option or a variable, and its value. */
interface Given {
  readonly option: string;
  readonly value: string;
}

type GivenSettings = Readonly<Partial<Record<keyof typeof SHARED_CACHE_VARIABLES, Given>>>;

/** Returns the settings; `undefined` if there is no address. Reports `option-wrong` and `option-needless`. */
export async function readSharedCacheSettings(
  options: SharedCacheOptions,
  source: SettingsSource,
  report: (problem: Diagnostic) => void,
): Promise<SharedCacheSettings | undefined> {
  const given = findGiven(options, source);
  if (given.address === undefined) {
    reportNeedless(options, 'no shared cache is named', report);
    return undefined;
  }
  const problems: Diagnostic[] = [];
  const complain = collectProblems(report, problems);
  const address = parseAddress(given.address, given.token !== undefined, complain);
  const authorization = given.token && readToken(given.token, complain);
  const keys = await readKeys(given, source, complain);
  if (address === undefined || problems.length > 0) return undefined;
  const { signingKey, signers } = keys;
  if (options.sharedCacheWrite === true && signingKey === undefined) {
    const reason = `there is no key in \`${SHARED_CACHE_VARIABLES.signingKey}\``;
    report(diagnostic('option-needless', { option: '--shared-cache-write', reason }));
  }
  const isWritable = options.sharedCacheWrite === true || !isPullRequest(source.variable);
  return {
    ...{ address, signers },
    ...(authorization && { authorization }),
    ...(isWritable && signingKey && { signingKey }),
  };
}

type Complain = (problem: Diagnostic) => void;

/** Returns the key that signs, and the keys whose results are used: the own one, too. */
async function readKeys(
  given: GivenSettings,
  source: SettingsSource,
  complain: Complain,
): Promise<Pick<SharedCacheSettings, 'signers' | 'signingKey'>> {
  const tools = { source, complain };
  const signingKey = given.signingKey && (await readKey(given.signingKey, PRIVATE, tools));
  const publicKeys = given.publicKey && (await readKey(given.publicKey, PUBLIC, tools));
  if (given.publicKey === undefined && given.signingKey === undefined) {
    const expected = `the public key that results are signed for, or the variable \`${SHARED_CACHE_VARIABLES.publicKey}\``;
    complain(diagnostic('option-wrong', { option: '--shared-cache-key', expected, found: 'none', see: SEE }));
  }
  return {
    signers: [...(publicKeys ?? []), ...(signingKey ? [derivePublicKey(signingKey.key)] : [])],
    ...(signingKey && { signingKey }),
  };
}

/** Reports options that have no effect, with the reason. */
export function reportNeedless(
  { sharedCacheKey, sharedCacheWrite }: SharedCacheOptions,
  reason: string,
  report: (problem: Diagnostic) => void,
): void {
  if (sharedCacheKey !== undefined)
    report(diagnostic('option-needless', { option: '--shared-cache-key', reason }));
  if (sharedCacheWrite === true)
    report(diagnostic('option-needless', { option: '--shared-cache-write', reason }));
}

const SEE = '`docs/shared-cache.md`';

function findGiven(options: SharedCacheOptions, { root, variable }: SettingsSource): GivenSettings {
  const fromVariable = (option: string): Given | undefined => {
    const value = variable(option)?.trim() ?? '';
    return value === '' ? undefined : { option, value };
  };
  const { address, publicKey, signingKey, token } = SHARED_CACHE_VARIABLES;
  const found = {
    address:
      options.sharedCache === undefined
        ? fromVariable(address)
        : { option: '--shared-cache', value: options.sharedCache },
    publicKey:
      options.sharedCacheKey === undefined
        ? fromVariable(publicKey)
        : { option: '--shared-cache-key', value: resolve(root, options.sharedCacheKey) },
    signingKey: fromVariable(signingKey),
    token: fromVariable(token),
  };
  return Object.fromEntries(Object.entries(found).filter(([, one]) => one !== undefined));
}

/** Hosts that are this machine. */
const LOCAL_HOST = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

function parseAddress({ option, value }: Given, hasToken: boolean, complain: Complain): string | undefined {
  const refuse = (expected: string, found: string): undefined =>
    void complain(diagnostic('option-wrong', { option, expected, found, see: SEE }));
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return refuse('an address that begins with `https://` or `http://`', formatValue(value));
  }
  if (url.username !== '' || url.password !== '') {
    return refuse(`an address without a password, which goes into \`${TOKEN}\``, 'one');
  }
  if (url.search !== '' || url.hash !== '') {
    return refuse('an address without `?` and `#`', 'one with them');
  }
  if (hasToken && url.protocol === 'http:' && !LOCAL_HOST.test(url.hostname)) {
    const expected = `an address that begins with \`https://\`, because \`${TOKEN}\` must not travel in the clear`;
    return refuse(expected, `\`${value}\``);
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url.href;
}

const TOKEN = SHARED_CACHE_VARIABLES.token;

/** What a text in the wrong variable may be: `user:password`, or a token or a key, which has many letters and digits in a row. */
const SECRET = /:(?!\/\/|\\)|[\w+=]{20}/;

/** Formats a value for a message, without what may be a secret. */
function formatValue(value: string): string {
  const shown = value.replace(/[^/]*@/, '…@');
  if (SECRET.test(shown)) return 'a text that may be a secret';
  return `\`${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}\``;
}

/** Returns the header for a token, or for `user:password`. */
function readToken({ option, value }: Given, complain: Complain): string | undefined {
  if (!/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(value)) {
    const expected = 'a token, or `user:password`, in ASCII';
    complain(diagnostic('option-wrong', { option, expected, found: 'other characters', see: SEE }));
    return undefined;
  }
  return value.includes(':') ? `Basic ${Buffer.from(value).toString('base64')}` : `Bearer ${value}`;
}

interface KeyForm<T> {
  readonly expected: string;
  /** Whether a text that is no key may be shown. */
  readonly isPublic: boolean;
  parse(pem: string): T | undefined;
}

const PUBLIC: KeyForm<readonly NamedKey[]> = {
  expected: 'one or more public keys (Ed25519, PEM), or a file with them',
  isPublic: true,
  parse: parsePublicKeys,
};
const PRIVATE: KeyForm<NamedKey> = {
  expected: 'a private key (Ed25519, PEM), or a file with it',
  isPublic: false,
  parse: parsePrivateKey,
};

/** Parses a PEM text, or the file at a path. Messages never contain a key, or what may be one. */
async function readKey<T>(
  { option, value }: Given,
  { expected, isPublic, parse }: KeyForm<T>,
  { source, complain }: { readonly source: SettingsSource; readonly complain: Complain },
): Promise<T | undefined> {
  const refuse = (found: string): undefined =>
    void complain(diagnostic('option-wrong', { option, expected, found, see: SEE }));
  // Some CI systems have no variables of several lines.
  if (value.includes('-----BEGIN')) return parse(value.replaceAll('\\n', '\n')) ?? refuse('another key');
  const shown = isPublic ? formatValue(value) : 'a text';
  try {
    const pem = new TextDecoder().decode(await source.readFile(resolve(value)));
    return parse(pem) ?? refuse(isPublic ? `${shown}, which has none` : 'a file without it');
  } catch {
    return refuse(`${shown}, which is neither a key nor the path of a file that can be read`);
  }
}
