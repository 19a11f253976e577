/** Finds citations in the sentence, `@key says`: https://pandoc.org/MANUAL.html#citation-syntax. */
import type { PhrasingContent, Root, RootContent, Text } from 'mdast';
import { BEFORE_KEY, isLabelKey, KEY_PATTERN, readKey } from '../../core/citations/citation-keys.ts';
import { buildNarrative } from '../../core/citations/citation-node.ts';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Publication } from '../../core/model/publication.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationAt, pointAt } from '../../core/source-location.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { mapToSource, type SourceOffsets } from '../../lib/text/source-offsets.ts';

const NARRATIVE = new RegExp(`${BEFORE_KEY}${KEY_PATTERN}(?![@\\0])`, 'gu');

/** A key with a year, as reference managers make it: `smith2020`, `Smith_etal_2020a`. */
const WITH_YEAR = /^\p{L}[\p{L}\p{M}_:.-]*\d{4}[a-z]{0,3}$/u;

/** Characters from which a name that is nearly a key is probably meant as one. */
const MIN_NEAR_LENGTH = 5;

/**
 * Makes citations of the names in a tree's texts that are keys of sources. Other names, such as `@name`, stay. Diagnostic:
 * `citation-unknown`, for a name that is a key with a year, and for a long one that is nearly one of a source.
 */
export function findNarratives(
  tree: Root,
  references: Publication['references'],
  source: SourceFile,
  report: Report,
): void {
  visit(tree, 'text', (node, index, parent) => {
    if (parent === undefined || index === undefined || !node.value.includes('@')) return undefined;
    // A text without a position was cut at an address.
    const offsets: SourceOffsets = node.position
      ? mapToSource(node, source.text)
      : { masked: node.value, offset: () => parent.position?.start.offset ?? 0 };
    const names = [...offsets.masked.matchAll(NARRATIVE)].flatMap((match) => readName(match, offsets));
    for (const name of names) if (!references.has(name.key)) reportUnknown(name, references, source, report);
    const cited = names.filter(({ key }) => references.has(key));
    if (cited.length === 0) return undefined;
    const parts = splitText(node, cited, (from, to) => cutText(node, offsets, source, from, to));
    const siblings: RootContent[] = parent.children;
    siblings.splice(index, 1, ...parts);
    return [SKIP, index + parts.length];
  });
}

/** A name in a text: `@key`, `-@key`. */
interface Name {
  readonly written: string;
  readonly key: string;
  /** Where it begins in the text. */
  readonly index: number;
  /** Where its sign is in the file. */
  readonly offset: number;
}

function readName(match: RegExpExecArray, offsets: SourceOffsets): readonly Name[] {
  const [written] = match;
  const key = readKey(written);
  if (isLabelKey(key)) return [];
  const offset = offsets.offset(match.index + written.indexOf('@'));
  return [{ written, key, index: match.index, offset }];
}

function reportUnknown(
  { key, offset }: Name,
  references: Publication['references'],
  source: SourceFile,
  report: Report,
): void {
  const near = suggestName(key, references);
  const problem = diagnostic('citation-unknown', { key, ...near }, locationAt(source, offset));
  if (WITH_YEAR.test(key)) report(problem);
  else if (near.near !== undefined && key.length >= MIN_NEAR_LENGTH)
    report({ ...problem, severity: 'warning' });
}

function splitText(
  node: Text,
  cited: readonly Name[],
  cut: (from: number, to: number) => Text,
): readonly PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  let done = 0;
  for (const { written, key, index, offset } of cited) {
    if (index > done) parts.push(cut(done, index));
    done = index + written.length;
    const { position } = cut(index, done);
    parts.push(buildNarrative(written, [{ key, offset }], written, position ? { position } : {}));
  }
  if (done < node.value.length) parts.push(cut(done, node.value.length));
  return parts;
}

/** Cuts a part out of a text. Without a position, its parts have none. */
function cutText(node: Text, offsets: SourceOffsets, source: SourceFile, from: number, to: number): Text {
  const text: Text = { type: 'text', value: node.value.slice(from, to) };
  if (node.position === undefined) return text;
  const start = pointAt(source, offsets.offset(from));
  return { ...text, position: { start, end: pointAt(source, offsets.offset(to)) } };
}
