/** Tests that a text which exceeds the memory ends with a message of Handpress instead of one of Node. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { handpress } from '../cli/run.ts';

/**
 * Many chapters, because each of them needs little at once: after its limit a thread has 16 MB to end, and where one large array
 * needs more, V8 itself ends the process.
 */
test('names the publication that exceeds the memory', { retry: 2 }, async () => {
  const root = mkdtempSync(join(tmpdir(), 'handpress-memory-'));
  const folder = join(root, 'content/long');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'publication.yaml'), 'title: Long\n');
  const text = 'Some *words* of `text`, and more.\n\n'.repeat(150);
  for (let chapter = 0; chapter < 600; chapter += 1) {
    writeFileSync(join(folder, `c${chapter}.md`), `# Chapter ${chapter}\n\n${text}`);
  }
  const env = { NODE_OPTIONS: '--max-old-space-size=100' };
  const { code, stderr } = await handpress(['check'], { cwd: root, env });
  rmSync(root, { recursive: true, force: true });
  expect(stderr).toContain('content/long/publication.yaml:1:1  error  memory-exhausted');
  expect(code).toBe(1);
});
