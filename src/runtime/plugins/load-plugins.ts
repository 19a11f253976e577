/** Loads the plugins of a project in their thread. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { resolve as resolveModule } from 'import-meta-resolve';
import { type PluggableList, type Processor, unified } from 'unified';
import type { NamedPlugin, PluginPlan, PluginPoint } from '../../core/model/plugins.ts';
import { messageOf } from '../../lib/text/error-message.ts';

/** A plugin that was loaded. Each has a processor of its own, so that it is known which one fails. */
export interface LoadedPlugin {
  readonly name: string;
  readonly processor: Processor;
  /** Whether it adds syntax to the parser, which nothing uses. */
  readonly addsSyntax: boolean;
}

export type LoadedPlugins = Readonly<Record<PluginPoint, readonly LoadedPlugin[]>>;

/** A plugin that cannot be loaded. */
export class LoadError extends Error {
  readonly plugin: string;

  constructor(plugin: string, cause: unknown) {
    super(messageOf(cause), { cause });
    this.plugin = plugin;
  }
}

/**
 * Loads the plugins that the settings name, then those of the file of code. Rejects with a {@link LoadError}.
 * @param onStart called with the name of each before it is loaded
 */
export async function loadPlugins(plan: PluginPlan, onStart: (name: string) => void): Promise<LoadedPlugins> {
  const loaded: Record<PluginPoint, LoadedPlugin[]> = { remark: [], rehype: [] };
  for (const point of ['remark', 'rehype'] as const) {
    for (const plugin of plan[point]) {
      onStart(plugin.name);
      loaded[point].push(await loadNamed(plugin, plan.root));
    }
  }
  const { configFile } = plan;
  if (configFile === undefined) return loaded;
  onStart(configFile);
  const config = await guard(configFile, () => importDefault(join(plan.root, configFile)));
  for (const point of ['remark', 'rehype'] as const) {
    for (const [at, entry] of listEntries(config, point, configFile).entries()) {
      const [plugin, ...options] = Array.isArray(entry) ? entry : [entry];
      const own = typeof plugin === 'function' && plugin.name !== '' ? `, ${plugin.name}` : '';
      const name = `${configFile} (${point} ${at + 1}${own})`;
      loaded[point].push(await guard(name, () => attach(name, plugin, options)));
    }
  }
  return loaded;
}

async function loadNamed({ name, options }: NamedPlugin, root: string): Promise<LoadedPlugin> {
  return guard(name, async () => {
    // The file of the settings need not be there: only its folder counts.
    const from = pathToFileURL(join(root, 'handpress.yaml')).href;
    const plugin = await importDefault(resolveModule(name, from));
    return attach(name, plugin, options === undefined ? [] : [options]);
  });
}

/** Returns what a module exports by default; for a module of CommonJS all that it exports. @param place absolute path, or address */
async function importDefault(place: string): Promise<unknown> {
  const module: Readonly<Record<string, unknown>> = await import(
    place.startsWith('file:') ? place : pathToFileURL(place).href
  );
  const { default: main } = module;
  // A package that was compiled to CommonJS has its own `default` in there.
  return typeof main === 'object' && main !== null && 'default' in main ? main.default : main;
}

function listEntries(config: unknown, point: PluginPoint, file: string): readonly unknown[] {
  if (typeof config !== 'object' || config === null) {
    throw new LoadError(file, new Error('it has no default export with `remark` or `rehype`'));
  }
  const entries: unknown = Reflect.get(config, point) ?? [];
  if (Array.isArray(entries)) return entries;
  throw new LoadError(file, new Error(`\`${point}\` is no list of plugins`));
}

/** Attaches a plugin, or a preset, to a processor of unified. */
function attach(name: string, plugin: unknown, options: readonly unknown[]): LoadedPlugin {
  const isPlugin = typeof plugin === 'function' || (typeof plugin === 'object' && plugin !== null);
  if (!isPlugin) throw new Error('it exports no plugin by default');
  const processor = unified()
    // The processor checks what it is.
    .use([[plugin, ...options]] as PluggableList)
    .freeze() as Processor;
  const data = processor.data() as Readonly<Record<string, unknown>>;
  const addsSyntax = ['micromarkExtensions', 'fromMarkdownExtensions'].some(
    (key) => Array.isArray(data[key]) && data[key].length > 0,
  );
  return { name, processor, addsSyntax };
}

async function guard<T>(plugin: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof LoadError ? error : new LoadError(plugin, error);
  }
}
