/** Has the plugins of the project change the trees of a chapter, and reports what they report. */
import type { Root as HastRoot } from 'hast';
import type { Root as MdastRoot } from 'mdast';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { PluginMessage, PluginPoint, Plugins } from '../../core/model/plugins.ts';
import { locationOf, type SourceFile, type SourceLocation, startOfFile } from '../../core/source-location.ts';
import { findTreeFault } from './tree-faults.ts';

/**
 * Has plugins change the syntax tree of a chapter. Diagnostics: `plugin-failed`, `plugin-unfinished`, `plugins-off`,
 * `plugin-tree-wrong`, `plugin-syntax-unused`, `plugin-message`
 * @returns the tree of the plugins; after an error the one that was given
 */
export async function applyRemark(
  plugins: Plugins | undefined,
  tree: MdastRoot,
  source: SourceFile,
  report: Report,
): Promise<MdastRoot> {
  return plugins === undefined ? tree : apply({ plugins, point: 'remark', source, report }, tree);
}

/** Has plugins change the HTML of a chapter, as {@link applyRemark} does. */
export async function applyRehype(
  plugins: Plugins | undefined,
  tree: HastRoot,
  source: SourceFile,
  report: Report,
): Promise<HastRoot> {
  return plugins === undefined ? tree : apply({ plugins, point: 'rehype', source, report }, tree);
}

interface Application {
  readonly plugins: Plugins;
  readonly point: PluginPoint;
  readonly source: SourceFile;
  readonly report: Report;
}

async function apply<Tree extends MdastRoot | HastRoot>(application: Application, tree: Tree): Promise<Tree> {
  const { plugins, point, source, report } = application;
  const start = startOfFile(source.path);
  const answer = await plugins.run(point, tree, source);
  for (const message of answer.messages) reportMessage(message, application);
  if (answer.kind === 'failed') {
    report(diagnostic('plugin-failed', { plugin: answer.plugin, reason: answer.reason }, start));
  } else if (answer.kind === 'late') {
    report(diagnostic('plugin-unfinished', { plugin: answer.plugin, seconds: answer.seconds }, start));
  } else if (answer.kind === 'off') {
    // Of the HTML of such a chapter, its text says it already.
    if (point === 'remark') report(diagnostic('plugins-off', {}, start));
  } else {
    const fault = findTreeFault(answer.tree, point);
    if (fault === undefined) return answer.tree as Tree;
    report(diagnostic('plugin-tree-wrong', { point, fault }, start));
  }
  return tree;
}

function reportMessage(message: PluginMessage, { source, report }: Application): void {
  const { plugin, text, isUnusedSyntax } = message;
  if (isUnusedSyntax) report(diagnostic('plugin-syntax-unused', { plugin }));
  else report(diagnostic('plugin-message', { plugin, text }, locate(message, source)));
}

/** Returns the place in the author's file, which can be an included one. */
function locate({ line, column = 1 }: PluginMessage, source: SourceFile): SourceLocation {
  const isInside = line !== undefined && line >= 1 && line <= source.text.split('\n').length;
  return isInside
    ? locationOf(source, { position: { start: { line, column: Math.max(1, column) } } })
    : startOfFile(source.path);
}
