/** Diagnostics about plugins: whether they run, and what they do. */
import { contentError, contentFault, contentWarning, entry, formatSample, usageError } from './rule.ts';

const usageWarning = entry('warning', 'usage');

export const pluginDiagnostics = {
  'plugins-not-run': usageWarning<{ names: readonly string[] }>(({ names }) => ({
    message: `The plugins of this project were left out, because they are code: ${formatSample(names)}. The results are those of the text without them.`,
    hint: 'If you trust the project, run `handpress trust` once. It holds until the code changes. Or run a single command with `--plugins`.',
  })),
  'trust-in-project': usageError(() => ({
    message:
      'Your cache folder is in the project, so the project could bring a trust of its own. Nothing was recorded.',
    hint: 'Set `XDG_CACHE_HOME` to a folder outside the project, or use `--plugins` with each command.',
  })),
  'plugin-missing': usageError<{
    name: string;
    /** What it should be: an installed package, a file with a plugin, or a file that plugins read. */
    kind: 'package' | 'code' | 'data';
    isOutside: boolean;
  }>(({ name, kind, isOutside }) =>
    kind === 'package'
      ? {
          message: `The plugin \`${name}\` is not installed${isOutside ? ' in the project: a link leads out of it' : ''}.`,
          hint: `Run \`npm install --save-dev ${name}\` in the root of the project.`,
        }
      : {
          message: `The ${kind === 'code' ? 'plugin' : 'file of plugins'} \`${name}\` is ${isOutside ? 'not in the project' : 'no file'}.`,
          hint: `Name a file of the project, from its root, such as \`./plugins/terms.${kind === 'code' ? 'js' : 'json'}\`.`,
        },
  ),
  'plugin-config-twice': usageError<{ one: string; other: string }>(({ one, other }) => ({
    message: `The project has both \`${one}\` and \`${other}\`.`,
    hint: 'Keep one of them.',
  })),
  'plugins-elsewhere': contentFault(() => ({
    message:
      '`plugins` is read only from `handpress.yaml` in the root of the project, because plugins are code.',
    hint: 'Put it there. A text cannot choose the code that reads it.',
  })),
  'plugin-failed': contentError<{ plugin: string; reason: string }>(({ plugin, reason }) => ({
    message: `The plugin \`${plugin}\` failed: ${reason}${/[.!?]$/.test(reason) ? '' : '.'}`,
    hint: 'Correct the plugin or its options, or take it out of the settings.',
  })),
  'plugin-unfinished': contentError<{ plugin: string; seconds: number }>(({ plugin, seconds }) => ({
    message: `The plugin \`${plugin}\` did not finish within ${seconds} ${seconds === 1 ? 'second' : 'seconds'}. It was stopped, and no plugin ran on the chapters after this one.`,
    hint: 'Look for a loop in the plugin that does not end, or shorten the chapter.',
  })),
  'plugins-off': contentError(() => ({
    message: 'No plugin ran on this chapter, because one of them has failed on an earlier one.',
    hint: 'Correct what is reported there.',
  })),
  'plugin-tree-wrong': contentError<{ point: 'remark' | 'rehype'; fault: string }>(({ point, fault }) => ({
    message: `The plugins under \`${point}\` returned no valid tree: ${fault}.`,
    hint: `Have them return a tree of ${point === 'remark' ? 'mdast (https://github.com/syntax-tree/mdast)' : 'hast (https://github.com/syntax-tree/hast)'}, or change the one that they get.`,
  })),
  'plugin-syntax-unused': usageWarning<{ plugin: string }>(({ plugin }) => ({
    message: `The plugin \`${plugin}\` adds syntax to Markdown. This has no effect: a plugin gets the finished tree.`,
    hint: 'Write it as a plugin that changes the tree. Much syntax of other tools is read without any: see `docs/writing.md`.',
  })),
  'plugin-message': contentWarning<{ plugin: string; text: string }>(({ plugin, text }) => ({
    message: `\`${plugin}\`: ${text}${/[.!?]$/.test(text) ? '' : '.'}`,
  })),
  'plugin-element-left-out': contentWarning<{ names: readonly string[] }>(({ names }) => ({
    message: `Plugins added what no page may have; it was left out: ${formatSample(names)}.`,
    hint: 'Use elements of text, as in raw HTML: `docs/writing.md` lists them.',
  })),
};
