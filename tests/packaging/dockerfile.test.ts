/** The Dockerfile is checked by a linter, for its version of Node and for the files that it copies. It is not built. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validate } from 'dockerfile-utils';
import { expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import nodeFile from '../../packaging/node/package.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const allowed = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
  .split('\n')
  .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));

const valuesOf = (instruction: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^${instruction} (.+)$`, 'gm'))].map(([, value = '']) => value);

test('the Dockerfile is valid', () => {
  expect(validate(text)).toEqual([]);
  expect(validate('FROM node\nRUNN npm ci\n')).not.toEqual([]);
});

test('the Dockerfile is based on one exact version of Node, that of a clone', () => {
  expect(valuesOf('ARG')).toEqual([`BASE=node:${nodeFile.optionalDependencies.node}-bookworm-slim`]);
  expect(valuesOf('FROM').map((value) => value.split(' ')[0])).toEqual(Array(2).fill(`\${BASE}`));
});

test('the container runs as a user that is not root', () => {
  expect(valuesOf('USER')).toEqual(['1000:1000']);
  expect(text.indexOf('USER')).toBeGreaterThan(text.lastIndexOf('RUN'));
});

test('the build context has the files that are copied or packed, and no others', () => {
  const copied = valuesOf('COPY').filter((value) => !value.startsWith('--from'));
  const sources = copied.flatMap((value) => value.split(' ').slice(0, -1)).filter((name) => name !== '.');
  expect(sources.filter((name) => !allowed.includes(name))).toEqual([]);
  const made = ['lib', 'types'];
  const packed = packageFile.files.filter((name) => !made.includes(name));
  expect(packed.filter((name) => !allowed.some((one) => name === one || name.startsWith(`${one}/`)))).toEqual(
    [],
  );
  expect(allowed.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
  expect(readFileSync(join(ROOT, '.dockerignore'), 'utf8')).toMatch(/^\*$/m);
});
