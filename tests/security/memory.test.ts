/** Tests that a text which exceeds the memory ends with a message of Handpress instead of one of Node. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { handpress } from '../cli/run.ts';

test('names the text that exceeds the memory', async () => {
  const root = mkdtempSync(join(tmpdir(), 'handpress-memory-'));
  mkdirSync(join(root, 'content'));
  writeFileSync(
    join(root, 'content/long.md'),
    `# Long\n\n${'Some *words* of `text`, [linked](#long).\n\n'.repeat(60_000)}`,
  );
  const env = { NODE_OPTIONS: '--max-old-space-size=150' };
  const { code, stderr } = await handpress(['check'], { cwd: root, env });
  expect(stderr).toContain('content/long.md:1:1  error  memory-exhausted');
  expect(code).toBe(1);
  rmSync(root, { recursive: true, force: true });
});
