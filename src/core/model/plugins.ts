/** Types of plugins: code of the project that changes the trees of chapters. */

/** Where a plugin runs: on the syntax tree of the Markdown (mdast), or on the tree of the HTML (hast). */
export type PluginPoint = 'remark' | 'rehype';

/** The text of a chapter, for messages of plugins and those that read it. */
export interface PluginFile {
  /** Relative to the root. */
  readonly path: string;
  readonly text: string;
}

/** What a plugin reports with `file.message()`. */
export interface PluginMessage {
  readonly plugin: string;
  readonly text: string;
  /** The line in the text of the file, from 1; absent: the whole file. */
  readonly line?: number;
  /** The column in UTF-16 code units, from 1. */
  readonly column?: number;
  /** Present if it is a message of ours: the plugin adds syntax, which nothing uses. */
  readonly isUnusedSyntax?: true;
}

/**
 * What plugins made of a tree. `failed`: one of them threw an error, cannot be loaded, or ended its thread. `late`: one did not finish within
 * some seconds. `off`: an earlier chapter has had such a failure, so they do not run any more.
 */
export type PluginAnswer = { readonly messages: readonly PluginMessage[] } & (
  | { readonly kind: 'tree'; readonly tree: unknown }
  | { readonly kind: 'failed'; readonly plugin: string; readonly reason: string }
  | { readonly kind: 'late'; readonly plugin: string; readonly seconds: number }
  | { readonly kind: 'off' }
);

/** The plugins of a project, which run in a thread of their own. */
export interface Plugins {
  /** Digest of their code, options and files. What is made with them depends on it. */
  readonly digest: string;
  /** Has all plugins of a point change a tree, one after the other. Does not reject. */
  run(point: PluginPoint, tree: unknown, file: PluginFile): Promise<PluginAnswer>;
  /** Ends the thread. */
  close(): Promise<void>;
}

/** A plugin that the settings name. */
export interface NamedPlugin {
  /** The name of a package, or a path from the root that begins with `./`. */
  readonly name: string;
  /** What the settings give it: `undefined`, or data of YAML. */
  readonly options?: unknown;
}

/** A plugin of unified, or a preset. Its parameters are its own affair. */
export type ProjectPlugin = ((this: never, ...options: never[]) => unknown) | object;

/** What `handpress.config.ts` exports by default. */
export type ProjectConfig = Readonly<
  Partial<
    Record<PluginPoint, readonly (ProjectPlugin | readonly [plugin: ProjectPlugin, ...options: unknown[]])[]>
  >
>;

/** The plugins of a project, as data for the thread that runs them. */
export interface PluginPlan {
  /** Absolute path of the project. */
  readonly root: string;
  /** Name of the file with plugins in code, such as `handpress.config.ts`, in the root; absent: there is none. */
  readonly configFile?: string;
  readonly remark: readonly NamedPlugin[];
  readonly rehype: readonly NamedPlugin[];
  readonly digest: string;
}
