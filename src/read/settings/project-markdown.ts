/** Reads from `markdown` in `handpress.yaml` which features of other programs' Markdown the project turns off. */
import { join } from 'node:path';
import type { Context } from '../../core/model/context.ts';
import { readText } from '../source/read-source.ts';
import { PROJECT_FILE } from './project-file.ts';
import type { FeatureSetting } from './publication-schema.ts';

/** Reads the setting. Does not report faults of the file, because `readEditions` reports them. */
export async function readProjectMarkdown(context: Context): Promise<FeatureSetting | undefined> {
  const { host, root } = context;
  if ((await host.kind(join(root, PROJECT_FILE))) !== 'file') return undefined;
  const report = (): void => undefined;
  const source = await readText(PROJECT_FILE, { ...context, report });
  if (source === undefined || !/^["']?markdown\b/m.test(source.text)) return undefined;
  const [{ readYaml }, { projectSchema }] = await Promise.all([
    import('../source/yaml.ts'),
    import('./project-schema.ts'),
  ]);
  const yaml = { file: source.path, text: source.text, linesAbove: 0 };
  return readYaml(yaml, projectSchema, report)?.data.markdown;
}
