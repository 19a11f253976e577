/** The environment of a browser process. */
import process from 'node:process';
import { afterEach, expect, test, vi } from 'vitest';
import { buildEnvironment } from '../../../src/runtime/browser/browser-environment.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('passes a browser of the system the variables for starting, and no secrets of CI', () => {
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
  const told = buildEnvironment({ executable: '/usr/bin/chromium' });
  expect(Object.values(told)).not.toContain('hunter2');
  expect(told.PATH).toBe(process.env.PATH);
  expect(told.FONTCONFIG_PATH).toBe('/etc/fonts');
});

test('passes a browser from npm only its own variables', () => {
  const environment = { LD_LIBRARY_PATH: '/x' };
  expect(buildEnvironment({ executable: '/x/chromium', environment })).toEqual(environment);
});
