/** Reads from `handpress.yaml` what holds for each publication that does not say otherwise. */
import { join } from 'node:path';
import type { Context } from '../../core/model/context.ts';
import { readText } from '../source/read-source.ts';
import { PROJECT_FILE } from './project-file.ts';
import type { ProjectData } from './project-schema.ts';

/** Keys of `handpress.yaml` that publications have, too. */
type DefaultKey = 'markdown' | 'highlight';

/** Reads one of these keys. Does not report faults of the file, because `readEditions` reports them. */
export async function readProjectDefault<K extends DefaultKey>(
  key: K,
  context: Context,
): Promise<ProjectData[K]> {
  const { host, root } = context;
  if ((await host.kind(join(root, PROJECT_FILE))) !== 'file') return undefined;
  const report = (): void => undefined;
  const source = await readText(PROJECT_FILE, { ...context, report });
  if (source === undefined || !new RegExp(`^["']?${key}\\b`, 'm').test(source.text)) return undefined;
  const [{ readYaml }, { projectSchema }] = await Promise.all([
    import('../source/yaml.ts'),
    import('./project-schema.ts'),
  ]);
  const yaml = { file: source.path, text: source.text, linesAbove: 0 };
  return readYaml(yaml, projectSchema, report)?.data[key];
}
