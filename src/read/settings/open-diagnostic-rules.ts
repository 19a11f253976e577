/** Opens a project's diagnostic rules, without loading the YAML parser if the project has none. */
import { join } from 'node:path';
import { type DiagnosticRules, NO_RULES } from '../../core/diagnostics/allowances.ts';
import type { Context } from '../../core/model/context.ts';
import { PROJECT_FILE } from './project-file.ts';

/**
 * Reads the rules, if any.
 * @returns `undefined` after an error: those of {@link import('./diagnostic-rules.ts').readRules}
 */
export async function readRulesIfAny(context: Context): Promise<DiagnosticRules | undefined> {
  const { host, root } = context;
  // `readEditions` reports a file that cannot be read.
  const bytes = await host.read(join(root, PROJECT_FILE)).catch(() => undefined);
  if (bytes === undefined || !new TextDecoder().decode(bytes).includes('diagnostics')) return NO_RULES;
  const { readRules } = await import('./diagnostic-rules.ts');
  return readRules(context);
}
