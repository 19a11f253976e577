/**
 * Finds the plugins of a project, and decides whether they run: only where the command line says so, or where the user trusts this
 * code of this folder. They are read only from the root, never from a text or from settings of other programs.
 */
import { join } from 'node:path';
import { type Diagnostic, diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { GuardedHost } from '../../core/host.ts';
import type { NamedPlugin, PluginPlan } from '../../core/model/plugins.ts';
import { type SourceLocation, startOfFile } from '../../core/source-location.ts';
import { PROJECT_FILE } from '../../read/settings/project-file.ts';
import type { LocatedPlugin, PluginSettings } from '../../read/settings/project-plugins.ts';
import { computeDigest } from '../../runtime/cache/digest.ts';
import type { PluginCode } from '../../runtime/plugins/plugin-code.ts';

/** Names of the file with plugins in code. */
export const CONFIG_FILES = ['handpress.config.ts', 'handpress.config.js', 'handpress.config.mjs'] as const;

/** Where plugins are looked for. */
export interface PluginPlace {
  /** Absolute path of the project. */
  readonly root: string;
  readonly host: GuardedHost;
}

/** The plugins of a project, and the code that they consist of. */
export interface FoundPlugins {
  readonly plan: PluginPlan;
  /** What the user reads before trusting them: names of plugins and of the file with plugins in code. */
  readonly names: readonly string[];
  /** Paths of all files of code from the root, those of packages too. */
  readonly files: readonly string[];
  readonly place: SourceLocation;
  /** Why they cannot run: `plugin-missing`, `plugin-config-twice`. */
  readonly problems: readonly Diagnostic[];
}

/**
 * Returns the plugins that a command runs; `undefined` if there are none, or they are not trusted. Diagnostics: `plugins-not-run`,
 * `plugin-missing`, `plugin-config-twice`
 * @param isAllowed whether the command line or the program says that they run
 */
export async function choosePlugins(
  place: PluginPlace,
  isAllowed: boolean,
  report: Report,
): Promise<PluginPlan | undefined> {
  if (!(await mayHavePlugins(place))) return undefined;
  const found = await findPlugins(place);
  if (found === undefined) return undefined;
  if (!isAllowed && !(await isTrustedCode(found, place))) {
    report(diagnostic('plugins-not-run', { names: found.names }, found.place));
    return undefined;
  }
  for (const problem of found.problems) report(problem);
  return found.problems.length > 0 ? undefined : found.plan;
}

/** Returns whether a project may have plugins, without loading what reads them. */
async function mayHavePlugins({ root, host }: PluginPlace): Promise<boolean> {
  for (const name of CONFIG_FILES) {
    if ((await host.kind(join(root, name))) !== undefined) return true;
  }
  if ((await host.kind(join(root, PROJECT_FILE))) !== 'file') return false;
  const bytes = await host.read(join(root, PROJECT_FILE)).catch(() => new Uint8Array());
  return new TextDecoder().decode(bytes).includes('plugins');
}

async function isTrustedCode({ plan }: FoundPlugins, { root, host }: PluginPlace): Promise<boolean> {
  const { isTrusted } = await import('../../runtime/plugins/trust-records.ts');
  const code = { root: await host.resolve(root), digest: plan.digest };
  return isTrusted(code, (name) => host.variable(name));
}

/** Finds the plugins of a project with all their code. Runs nothing of it. @returns `undefined` if there are none */
export async function findPlugins(place: PluginPlace): Promise<FoundPlugins | undefined> {
  const [{ readPluginSettings }, { PluginCode }] = await Promise.all([
    import('../../read/settings/project-plugins.ts'),
    import('../../runtime/plugins/plugin-code.ts'),
  ]);
  const { root, host } = place;
  const settings = (await readPluginSettings(place)) ?? { remark: [], rehype: [], files: [] };
  const [configFile, otherFile] = await findConfigFiles(place);
  const plugins = [...settings.remark, ...settings.rehype];
  if (plugins.length === 0 && configFile === undefined) return undefined;
  const code = new PluginCode(host, root);
  const problems = await addNamed(settings, code, root);
  if (configFile !== undefined) await code.addFile(join(root, configFile));
  if (configFile !== undefined && otherFile !== undefined) {
    const facts = { one: configFile, other: otherFile };
    problems.push(diagnostic('plugin-config-twice', facts, startOfFile(otherFile)));
  }
  const [remark, rehype] = [settings.remark.map(leaveOutPlace), settings.rehype.map(leaveOutPlace)];
  const digest = computeDigest(JSON.stringify([remark, rehype, configFile ?? '', code.computeDigest()]));
  return {
    plan: { root, remark, rehype, digest, ...(configFile !== undefined && { configFile }) },
    names: [...plugins.map(({ name }) => name), ...(configFile === undefined ? [] : [configFile])],
    files: code.files,
    place: plugins[0]?.place ?? startOfFile(configFile ?? PROJECT_FILE),
    problems,
  };
}

/** Adds the code that the settings name. Returns what is missing: `plugin-missing`. */
async function addNamed(settings: PluginSettings, code: PluginCode, root: string): Promise<Diagnostic[]> {
  const problems: Diagnostic[] = [];
  for (const { kind, name, place } of listCode(settings)) {
    const isPackage = kind === 'package';
    const fault = await (isPackage ? code.addPackage(packageOf(name)) : code.addFile(join(root, name)));
    if (fault === undefined) continue;
    problems.push(diagnostic('plugin-missing', { name, kind, isOutside: fault === 'outside' }, place));
  }
  return problems;
}

/** Lists what the settings name: packages, files with plugins, and files that these read. */
const listCode = ({ remark, rehype, files }: PluginSettings) => [
  ...[...remark, ...rehype].map(({ name, place }) => {
    const kind = name.startsWith('.') ? ('code' as const) : ('package' as const);
    return { kind, name, place };
  }),
  ...files.map(({ name, place }) => ({ kind: 'data' as const, name, place })),
];

/** Returns the names of the files with plugins in code that the root has. */
async function findConfigFiles({ root, host }: PluginPlace): Promise<readonly string[]> {
  const kinds = await Promise.all(CONFIG_FILES.map((name) => host.kind(join(root, name))));
  return CONFIG_FILES.filter((_, at) => kinds[at] === 'file');
}

/** Returns the package of a name such as `@scope/package/file`. */
const packageOf = (name: string): string => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

const leaveOutPlace = ({ place: _, ...plugin }: LocatedPlugin): NamedPlugin => plugin;
