/** Reads which plugins `handpress.yaml` names. */
import { join } from 'node:path';
import type { Context } from '../../core/model/context.ts';
import type { NamedPlugin, PluginPoint } from '../../core/model/plugins.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { PROJECT_FILE } from './project-file.ts';

/** A plugin, and where the settings name it. */
export interface LocatedPlugin extends NamedPlugin {
  readonly place: SourceLocation;
}

/** The plugins of a project, in their order, and the files that they read. */
export interface PluginSettings extends Readonly<Record<PluginPoint, readonly LocatedPlugin[]>> {
  readonly files: readonly { readonly name: string; readonly place: SourceLocation }[];
}

/** Reads the plugins. Does not report faults of the file, because `readEditions` reports them. */
export async function readPluginSettings({
  host,
  root,
}: Pick<Context, 'host' | 'root'>): Promise<PluginSettings | undefined> {
  const bytes = await host.read(join(root, PROJECT_FILE)).catch(() => undefined);
  const text = bytes && new TextDecoder().decode(bytes);
  // The parser of YAML is not loaded for a project without plugins.
  if (text === undefined || !/^["']?plugins\b/m.test(text)) return undefined;
  const [{ readYaml }, { projectSchema }, { parseDocument }] = await Promise.all([
    import('../source/yaml.ts'),
    import('./project-schema.ts'),
    import('yaml'),
  ]);
  const project = readYaml({ file: PROJECT_FILE, text, linesAbove: 0 }, projectSchema, () => undefined);
  const plugins = project?.data.plugins;
  if (project === undefined || plugins === undefined) return undefined;
  // The settings keep numbers and truth values as text; options have the types of YAML.
  const typed: unknown = parseDocument(text).toJS({ maxAliasCount: 50 });
  const list = (point: PluginPoint): readonly LocatedPlugin[] =>
    plugins[point].map((plugin, at) => {
      const name = typeof plugin === 'string' ? plugin : 'name' in plugin ? plugin.name : plugin[0];
      const options = findOptions(typed, point, at);
      const place = project.location('plugins', point, at);
      return { name: normalizeName(name), place, ...(options !== undefined && { options }) };
    });
  const files = plugins.files.map((name, at) => ({ name, place: project.location('plugins', 'files', at) }));
  return { remark: list('remark'), rehype: list('rehype'), files };
}

/** `plugins/a.js` can only be a file, because the name of a package has no ending of code. */
const normalizeName = (name: string): string =>
  !name.startsWith('.') && /\.[cm]?[jt]s$/.test(name) ? `./${name}` : name;

/** Returns the options of a plugin in the data of the whole file. */
function findOptions(data: unknown, point: PluginPoint, at: number): unknown {
  const plugin = property(property(property(data, 'plugins'), point), String(at));
  return Array.isArray(plugin) ? plugin[1] : property(plugin, 'options');
}

const property = (data: unknown, key: string): unknown =>
  typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined;
