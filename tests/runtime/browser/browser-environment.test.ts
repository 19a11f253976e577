/** What a browser is told of the environment. */
import process from 'node:process';
import { afterEach, expect, test, vi } from 'vitest';
import { environmentFor } from '../../../src/runtime/browser/browser-environment.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('one of the system gets what it needs to start, and none of the secrets of CI', () => {
  for (const name of [
    'DEPLOY_TOKEN',
    'GITHUB_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'NODE_OPTIONS',
    'CHROME_TOKEN',
  ]) {
    vi.stubEnv(name, 'hunter2');
  }
  vi.stubEnv('FONTCONFIG_PATH', '/etc/fonts');
  const told = environmentFor({ executable: '/usr/bin/chromium' });
  expect(Object.values(told)).not.toContain('hunter2');
  expect(told.PATH).toBe(process.env.PATH);
  expect(told.FONTCONFIG_PATH).toBe('/etc/fonts');
});

test('one of a package gets its own variables alone', () => {
  const environment = { LD_LIBRARY_PATH: '/x' };
  expect(environmentFor({ executable: '/x/chromium', environment })).toEqual(environment);
});
