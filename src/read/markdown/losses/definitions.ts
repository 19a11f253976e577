/**
 * Keeps the words of link definitions that nothing refers to, and reports definitions that Markdown drops: a
 * line such as `[Maximum]: 8/day` would vanish.
 */
import type { Definition, FootnoteDefinition, Root, RootContent } from 'mdast';
import type { Report } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../core/source-location.ts';
import { locationOf } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';

/** A scheme, a path, an anchor, a query, a host with its path, or a file name. */
const ADDRESS = new RegExp(
  [
    '^[a-z][a-z\\d+.-]*://',
    '^(?:mailto|tel|sms|urn|doi|data|geo|javascript):',
    '^(?:/|#|\\.\\.?/|\\?\\w+=|www\\.)',
    '^[a-z\\d-]+(?:\\.[a-z\\d-]+)*\\.[a-z]{2,}[/?#:]',
    '^[^@]*\\.[a-z][a-z\\d]{1,4}(?:[?#].*)?$',
  ].join('|'),
  'i',
);

/** Labels of lines that authors write as comments: `[//]: # (words)`, `[comment]: <> (words)`. */
const COMMENT_LABEL = /^(?:\/\/|comment|_)/i;
const COMMENT_ADDRESS = new Set(['', '#']);

/**
 * Replaces unused definitions by their text where that is no address. Diagnostics: `definition-printed`,
 * `definition-unused`, `definition-duplicate`, `note-duplicate`.
 */
export function keepDefinitions(tree: Root, source: SourceFile, report: Report): void {
  const definitions: Definition[] = [];
  const notes: FootnoteDefinition[] = [];
  const used = new Set<string>();
  visit(tree, (node) => {
    if (node.type === 'definition') definitions.push(node);
    else if (node.type === 'footnoteDefinition') notes.push(node);
    else if (node.type === 'linkReference' || node.type === 'imageReference') used.add(node.identifier);
  });
  reportDuplicateNotes(notes, source, report);
  if (definitions.length === 0) return;
  reportDuplicates(
    definitions.filter(({ identifier }) => used.has(identifier)),
    source,
    report,
  );
  const unused = definitions.filter((each) => !used.has(each.identifier) && !isComment(each));
  const printed = new Set<RootContent>(unused.filter(({ url }) => !ADDRESS.test(url)));
  if (printed.size > 0) printAsText(tree, printed, source, report);
  reportUnused(
    unused.filter((each) => !printed.has(each)),
    source,
    report,
  );
}

/** Returns whether a definition is a comment, or a broken note, which has a diagnostic of its own. */
const isComment = ({ label, url }: Definition): boolean =>
  COMMENT_ADDRESS.has(url) || COMMENT_LABEL.test(label ?? '') || /^\^.*\s/s.test(label ?? '');

function reportDuplicateNotes(
  notes: readonly FootnoteDefinition[],
  source: SourceFile,
  report: Report,
): void {
  const first = new Map<string, FootnoteDefinition>();
  for (const note of notes) {
    const earlier = first.get(note.identifier);
    if (earlier === undefined) first.set(note.identifier, note);
    else {
      const facts = { label: note.label ?? note.identifier, line: locationOf(source, earlier).line };
      report(diagnostic('note-duplicate', facts, locationOf(source, note)));
    }
  }
}

/** Reports definitions of a name that has another address already. Nothing is lost where both are the same. */
function reportDuplicates(definitions: readonly Definition[], source: SourceFile, report: Report): void {
  const first = new Map<string, Definition>();
  for (const definition of definitions) {
    const earlier = first.get(definition.identifier);
    if (earlier === undefined) first.set(definition.identifier, definition);
    else if (earlier.url !== definition.url) {
      const label = definition.label ?? definition.identifier;
      const facts = { label, line: locationOf(source, earlier).line, url: earlier.url };
      report(diagnostic('definition-duplicate', facts, locationOf(source, definition)));
    }
  }
}

function reportUnused(definitions: readonly Definition[], source: SourceFile, report: Report): void {
  const [first] = definitions;
  if (first === undefined) return;
  const labels = definitions.map(({ label, identifier }) => label ?? identifier);
  report(diagnostic('definition-unused', { labels }, locationOf(source, first)));
}

function printAsText(
  tree: Root,
  printed: ReadonlySet<RootContent>,
  source: SourceFile,
  report: Report,
): void {
  visit(tree, 'definition', (node, index, parent) => {
    if (parent === undefined || index === undefined || !printed.has(node)) return;
    const value = readWritten(node, source);
    report(diagnostic('definition-printed', { written: value }, locationOf(source, node)));
    const { position } = node;
    const text = { type: 'text', value, ...(position && { position }) } as const;
    const siblings: RootContent[] = parent.children;
    siblings[index] = { type: 'paragraph', children: [text], ...(position && { position }) };
  });
}

/** Returns a definition as it is written, without the marks of its list or quotation and without escapes. */
function readWritten({ position }: Definition, { text }: SourceFile): string {
  return text
    .slice(position?.start.offset, position?.end.offset)
    .replace(/\s*\n[\s>]*/g, ' ')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
