/** What a project says of problems, opened without the reader of YAML where it says nothing. */
import { join } from 'node:path';
import { NO_RULES, type Rules } from '../../core/diagnostics/allowances.ts';
import type { Context } from '../../core/model/context.ts';
import { PROJECT_FILE } from './project-file.ts';

/** @returns `undefined` after an error: those of {@link import('./diagnostic-rules.ts').readRules} */
export async function openRules(context: Context): Promise<Rules | undefined> {
  const { host, root } = context;
  // What cannot be read is told of by the reader of the editions.
  const bytes = await host.read(join(root, PROJECT_FILE)).catch(() => undefined);
  if (bytes === undefined || !new TextDecoder().decode(bytes).includes('diagnostics')) return NO_RULES;
  const { readRules } = await import('./diagnostic-rules.ts');
  return readRules(context);
}
