/** The messages between a build and the thread of its plugins. Plain data. */
import type { PluginFile, PluginMessage, PluginPoint } from '../../core/model/plugins.ts';

/** A tree that the plugins of a point change. */
export interface PluginRequest {
  readonly point: PluginPoint;
  readonly tree: unknown;
  readonly file: PluginFile;
}

/** What the thread sends: the plugin that it starts to load or run; and the end of a request. */
export type ThreadMessage =
  | { readonly kind: 'starts'; readonly plugin: string }
  | { readonly kind: 'tree'; readonly tree: unknown; readonly messages: readonly PluginMessage[] }
  | {
      readonly kind: 'failed';
      readonly plugin: string;
      readonly reason: string;
      readonly messages: readonly PluginMessage[];
      /** Whether a plugin cannot be loaded, so that no other chapter can have it. */
      readonly isBroken: boolean;
    };
