/** Where the address, the token and the keys of a shared cache come from, and what is refused. */
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../../src/core/diagnostics/diagnostic.ts';
import { isPullRequest } from '../../../../src/runtime/cache/shared/pull-request.ts';
import { generateKeys } from '../../../../src/runtime/cache/shared/result-keys.ts';
import {
  readSharedCacheSettings,
  type SharedCacheOptions,
  type SharedCacheSettings,
} from '../../../../src/runtime/cache/shared/shared-cache-settings.ts';

const { publicKey, privateKey } = generateKeys();
const OTHER = generateKeys();
const ADDRESS = 'https://cache.example.org/handpress';
const FILES: Readonly<Record<string, string>> = {
  '/project/keys.pub': publicKey,
  '/secret/cache.key': privateKey,
  '/project/note.md': '# Note\n',
};

type Variables = Readonly<Record<string, string>>;

async function read(
  variables: Variables,
  options: SharedCacheOptions = {},
): Promise<{ settings: SharedCacheSettings | undefined; problems: readonly Diagnostic[] }> {
  const problems: Diagnostic[] = [];
  const source = {
    root: '/project',
    variable: (name: string) => variables[name],
    readFile: async (path: string) => {
      const text = FILES[path];
      if (text === undefined) throw new Error(`there is no file ${path}`);
      return new TextEncoder().encode(text);
    },
  };
  return {
    settings: await readSharedCacheSettings(options, source, (problem) => problems.push(problem)),
    problems,
  };
}

const READER = { HANDPRESS_SHARED_CACHE: ADDRESS, HANDPRESS_SHARED_CACHE_KEY: publicKey };
const WRITER = { ...READER, HANDPRESS_SHARED_CACHE_SIGNING_KEY: privateKey };

describe('settings', () => {
  test('are absent without an address', async () => {
    expect(await read({})).toEqual({ settings: undefined, problems: [] });
    expect(await read({ ...WRITER, HANDPRESS_SHARED_CACHE: ' ' })).toEqual({
      settings: undefined,
      problems: [],
    });
  });

  test('come from the environment, and options replace them', async () => {
    const { settings, problems } = await read(READER);
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({
      address: `${ADDRESS}/`,
      signers: [{ id: expect.stringMatching(/^\w{16}$/) }],
    });
    expect(settings?.signingKey).toBeUndefined();
    const other = await read(
      { ...READER, HANDPRESS_SHARED_CACHE_KEY: OTHER.publicKey },
      { sharedCache: 'http://localhost:8080/', sharedCacheKey: 'keys.pub' },
    );
    expect(other.settings?.address).toBe('http://localhost:8080/');
    expect(other.settings?.signers.map(({ id }) => id)).toEqual(settings?.signers.map(({ id }) => id));
  });

  test('take keys as texts, as texts of one line, as files, and several public keys', async () => {
    const [one] = (await read(READER)).settings?.signers ?? [];
    for (const key of [publicKey.replaceAll('\n', '\\n'), '/project/keys.pub', `# ours\n${publicKey}`]) {
      const { settings } = await read({ ...READER, HANDPRESS_SHARED_CACHE_KEY: key });
      expect(settings?.signers.map(({ id }) => id)).toEqual([one?.id]);
    }
    const both = await read({ ...READER, HANDPRESS_SHARED_CACHE_KEY: publicKey + OTHER.publicKey });
    expect(both.settings?.signers).toHaveLength(2);
    const file = await read({ ...READER, HANDPRESS_SHARED_CACHE_SIGNING_KEY: '/secret/cache.key' });
    expect(file.settings?.signingKey?.id).toBe(one?.id);
  });

  test('trust what the own private key has signed', async () => {
    const { HANDPRESS_SHARED_CACHE_KEY: _, ...variables } = WRITER;
    const { settings, problems } = await read(variables);
    expect(problems).toEqual([]);
    expect(settings?.signers.map(({ id }) => id)).toEqual([settings?.signingKey?.id]);
  });

  test('have a token as `Bearer`, and `user:password` as `Basic`', async () => {
    const withToken = async (token: string) =>
      (await read({ ...READER, HANDPRESS_SHARED_CACHE_TOKEN: token })).settings?.authorization;
    expect(await withToken('abc\n')).toBe('Bearer abc');
    expect(await withToken('ann:secret')).toBe(`Basic ${Buffer.from('ann:secret').toString('base64')}`);
  });

  const SECRET = 'MC4CAQAwBQYDK2VwBCIEIsecret';
  const rsa = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

  test.each<[what: string, variables: Variables, message: string]>([
    [
      'another protocol',
      { HANDPRESS_SHARED_CACHE: 'redis://h' },
      '`HANDPRESS_SHARED_CACHE` needs an address that begins with `https://` or `http://`; it has `redis://h`.',
    ],
    [
      'no address',
      { HANDPRESS_SHARED_CACHE: 'cache' },
      '`HANDPRESS_SHARED_CACHE` needs an address that begins with `https://` or `http://`; it has `cache`.',
    ],
    [
      'a password in the address',
      { HANDPRESS_SHARED_CACHE: `https://ann:${SECRET}@h/` },
      '`HANDPRESS_SHARED_CACHE` needs an address without a password, which goes into `HANDPRESS_SHARED_CACHE_TOKEN`; it has one.',
    ],
    [
      'a password in no address',
      { HANDPRESS_SHARED_CACHE: `ann:${SECRET}@h` },
      '`HANDPRESS_SHARED_CACHE` needs an address that begins with `https://` or `http://`; it has `…@h`.',
    ],
    [
      'a token as the address',
      { HANDPRESS_SHARED_CACHE: SECRET },
      '`HANDPRESS_SHARED_CACHE` needs an address that begins with `https://` or `http://`; it has a text that may be a secret.',
    ],
    [
      'a user and a password as the address',
      { HANDPRESS_SHARED_CACHE: `writer:${SECRET.slice(0, 9)}` },
      '`HANDPRESS_SHARED_CACHE` needs an address that begins with `https://` or `http://`; it has a text that may be a secret.',
    ],
    [
      'a password with a slash in another protocol',
      { HANDPRESS_SHARED_CACHE: `ftp://ann:${SECRET}/x@h` },
      '`HANDPRESS_SHARED_CACHE` needs an address that begins with `https://` or `http://`; it has a text that may be a secret.',
    ],
    [
      'a query',
      { HANDPRESS_SHARED_CACHE: `https://h/?sig=${SECRET}` },
      '`HANDPRESS_SHARED_CACHE` needs an address without `?` and `#`; it has one with them.',
    ],
    [
      'a token in the clear',
      { HANDPRESS_SHARED_CACHE: 'http://h/', HANDPRESS_SHARED_CACHE_TOKEN: SECRET },
      '`HANDPRESS_SHARED_CACHE` needs an address that begins with `https://`, because `HANDPRESS_SHARED_CACHE_TOKEN` must not travel in the clear; it has `http://h/`.',
    ],
    [
      'a token of two lines',
      { HANDPRESS_SHARED_CACHE_TOKEN: `a\r\nHost: ${SECRET}` },
      '`HANDPRESS_SHARED_CACHE_TOKEN` needs a token, or `user:password`, in ASCII; it has other characters.',
    ],
    [
      'no public key',
      { HANDPRESS_SHARED_CACHE_KEY: '' },
      '`--shared-cache-key` needs the public key that results are signed for, or the variable `HANDPRESS_SHARED_CACHE_KEY`; it has none.',
    ],
    [
      'the private key as the public one',
      { HANDPRESS_SHARED_CACHE_KEY: privateKey },
      '`HANDPRESS_SHARED_CACHE_KEY` needs one or more public keys (Ed25519, PEM), or a file with them; it has another key.',
    ],
    [
      'the private key without its frame as the public one',
      { HANDPRESS_SHARED_CACHE_KEY: SECRET },
      '`HANDPRESS_SHARED_CACHE_KEY` needs one or more public keys (Ed25519, PEM), or a file with them; it has a text that may be a secret, which is neither a key nor the path of a file that can be read.',
    ],
    [
      'a public key of another kind',
      { HANDPRESS_SHARED_CACHE_KEY: rsa.publicKey },
      '`HANDPRESS_SHARED_CACHE_KEY` needs one or more public keys (Ed25519, PEM), or a file with them; it has another key.',
    ],
    [
      'a missing file',
      { HANDPRESS_SHARED_CACHE_KEY: '/project/gone.pub' },
      '`HANDPRESS_SHARED_CACHE_KEY` needs one or more public keys (Ed25519, PEM), or a file with them; it has `/project/gone.pub`, which is neither a key nor the path of a file that can be read.',
    ],
    [
      'a file without a key',
      { HANDPRESS_SHARED_CACHE_KEY: '/project/note.md' },
      '`HANDPRESS_SHARED_CACHE_KEY` needs one or more public keys (Ed25519, PEM), or a file with them; it has `/project/note.md`, which has none.',
    ],
    [
      'a private key of another kind',
      { HANDPRESS_SHARED_CACHE_SIGNING_KEY: rsa.privateKey },
      '`HANDPRESS_SHARED_CACHE_SIGNING_KEY` needs a private key (Ed25519, PEM), or a file with it; it has another key.',
    ],
    [
      'a private key without its frame',
      { HANDPRESS_SHARED_CACHE_SIGNING_KEY: SECRET },
      '`HANDPRESS_SHARED_CACHE_SIGNING_KEY` needs a private key (Ed25519, PEM), or a file with it; it has a text, which is neither a key nor the path of a file that can be read.',
    ],
  ])('refuse %s, without a secret in the message', async (_what, variables, message) => {
    const { settings, problems } = await read({ ...READER, ...variables });
    expect(settings).toBeUndefined();
    expect(problems.map(({ code, message }) => [code, message])).toEqual([['option-wrong', message]]);
    expect(JSON.stringify(problems)).not.toContain(SECRET.slice(0, 9));
  });

  test('note options without an effect', async () => {
    const alone = await read({}, { sharedCacheKey: 'keys.pub', sharedCacheWrite: true });
    expect(alone.problems.map(({ code }) => code)).toEqual(['option-needless', 'option-needless']);
    const reader = await read(READER, { sharedCacheWrite: true });
    expect(reader.problems.map(({ code }) => code)).toEqual(['option-needless']);
    expect(reader.settings?.signingKey).toBeUndefined();
  });
});

describe('a pull request', () => {
  const RUNS: readonly (readonly [Variables, boolean])[] = [
    [{}, false],
    [{ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push' }, false],
    [{ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'release' }, false],
    [{ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request' }, true],
    [{ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request_target' }, true],
    [{ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'workflow_run' }, true],
    [{ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'an event of the future' }, true],
    [{ GITLAB_CI: 'true', CI_COMMIT_BRANCH: 'main' }, false],
    [{ GITLAB_CI: 'true', CI_MERGE_REQUEST_IID: '7' }, true],
    [{ TRAVIS_PULL_REQUEST: 'false' }, false],
    [{ TRAVIS_PULL_REQUEST: '7' }, true],
    [{ BUILDKITE_PULL_REQUEST: 'false' }, false],
    [{ SYSTEM_PULLREQUEST_PULLREQUESTID: '7' }, true],
    [{ BITBUCKET_PR_ID: '7' }, true],
    [{ CHANGE_ID: '7' }, true],
  ];

  test.each(RUNS)('%j: %s', (variables, expected) => {
    expect(isPullRequest((name) => variables[name])).toBe(expected);
  });

  test('reads only, unless `--shared-cache-write` is given', async () => {
    const variables = { ...WRITER, GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request' };
    expect((await read(variables)).settings?.signingKey).toBeUndefined();
    expect((await read(variables, { sharedCacheWrite: true })).settings?.signingKey).toBeDefined();
    expect((await read({ ...variables, GITHUB_EVENT_NAME: 'push' })).settings?.signingKey).toBeDefined();
  });
});
