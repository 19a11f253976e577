/** Reads roles of MyST, `` {name}`words` ``, and labels, `(label)=` above a block: https://mystmd.org/guide/roles. */
import type { InlineCode, Paragraph, PhrasingContent, Root, RootContent, Text } from 'mdast';
import { buildNarratives } from '../../../core/citations/citation-node.ts';
import type { SourceFile } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';
import { MarkupFindings } from '../markup-findings.ts';
import type { DialectSyntax } from './dialect.ts';
import { readSphinx } from './index-marks/index-entry.ts';
import { buildIndexMark } from './index-marks/index-span.ts';
import { changeInlineContent, type InlineContent, type InlineText } from './inline-texts.ts';
import { sliceText } from './slice-text.ts';
import { buildAbbreviation } from './words/abbreviations.ts';

/** Names that are no letter of a formula. */
const UNKNOWN = /^[a-z]{3}[\w:+-]*$/;
const ROLE = /\{([A-Za-z][\w:+-]*)\}$/;
/** Words, and in angle brackets what they refer to. */
const WITH_TARGET = /^(?<words>[^<>]*\S)\s*<(?<target>[^<>]+)>$/s;
const WITH_MEANING = /^(?<words>[^()]*\S)\s*\((?<meaning>[^()]+)\)$/s;

/** Elements of roles that have words alone. */
const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ['sup', 'sup'],
  ['superscript', 'sup'],
  ['sub', 'sub'],
  ['subscript', 'sub'],
  ['u', 'u'],
  ['underline', 'u'],
  ['del', 'del'],
  ['delete', 'del'],
  ['strike', 'del'],
  ['kbd', 'kbd'],
]);
const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));
/** Roles whose words stay in the type of code. */
const CODE = setOf(
  'code file command program option envvar literal func class meth mod attr obj data exc const type py:func py:class ' +
    'py:meth py:mod py:attr py:obj py:data py:exc samp regexp token',
);
const WORDS = setOf('guilabel menuselection numref ref eq any prf:ref dfn abbreviation');
const FILES = setOf('doc download');
const CITATIONS = /^cite(?::[a-z]+)?$/;
/** Roles of https://mystmd.org/guide/citations whose author is a word of the sentence, and those without the author. */
const NARRATIVE = /^cite:(?:t|ts|ct|cts)$/;
const WITHOUT_AUTHOR = /^cite:(?:year|yearpar)$/;

export const roles: DialectSyntax = {
  transform: (tree, source, report) => {
    const labels = readTargets(tree, source);
    const findings = new MarkupFindings(source);
    const build: BuildRole = (name, code) => {
      const built = buildRole(name, code, labels);
      if (built === undefined && UNKNOWN.test(name)) {
        findings.find('directive', `{${name}}\`…\``, code.position?.start.offset ?? 0);
      }
      return built;
    };
    changeInlineContent(tree, source, (content) => readRoles(content, build));
    findings.report('markup-literal', report);
  },
};

type BuildRole = (name: string, code: InlineCode) => readonly PhrasingContent[] | undefined;

/** @returns the new children; `undefined` if there is no role */
function readRoles({ children, texts }: InlineContent, build: BuildRole): PhrasingContent[] | undefined {
  const changed: PhrasingContent[] = [];
  let isChanged = false;
  for (const child of children) {
    const last = changed.at(-1);
    const role = child.type === 'inlineCode' ? findRole(last && texts.get(last)) : undefined;
    const built = child.type === 'inlineCode' && role !== undefined ? build(role.name, child) : undefined;
    if (role === undefined || built === undefined) changed.push(child);
    else {
      changed.splice(-1, 1, ...role.before, ...built);
      isChanged = true;
    }
  }
  return isChanged ? changed : undefined;
}

/** Finds the name of a role at the end of a text, and the text before it. */
function findRole(
  text: InlineText | undefined,
): { readonly name: string; readonly before: readonly Text[] } | undefined {
  const [written, name] = (text && ROLE.exec(text.masked)) || [];
  if (text === undefined || written === undefined || name === undefined) return undefined;
  const end = text.masked.length - written.length;
  return { name, before: end > 0 ? [text.slice(0, end)] : [] };
}

/** @returns `undefined` for a name that is no role */
function buildRole(
  name: string,
  code: InlineCode,
  labels: ReadonlySet<string>,
): readonly PhrasingContent[] | undefined {
  const { value, position } = code;
  const place = position && { position };
  const { words = value, target } = WITH_TARGET.exec(value)?.groups ?? {};
  const text: Text = { type: 'text', value: words, ...place };
  const element = ELEMENTS.get(name);
  if (element !== undefined)
    return [{ type: 'emphasis', data: { hName: element }, children: [text], ...place }];
  if (name === 'index') return readIndexRole(words, target, place);
  if (name === 'math') return [{ type: 'inlineMath', value, ...place }];
  if (name === 'abbr') return [readAbbreviation(value, place)];
  if (name === 'term') return [buildTermLink(text, target ?? value)];
  if (CODE.has(name)) return [{ ...code, value: words.replace(/^[~!]/, '') }];
  if (CITATIONS.test(name)) return buildCitations(name, code);
  if (FILES.has(name))
    return [{ type: 'link', url: toFile(name, target ?? value), children: [text], ...place }];
  if (!WORDS.has(name)) return undefined;
  const label = target ?? value;
  return labels.has(label) ? [{ type: 'link', url: `#${label}`, children: [text], ...place }] : [text];
}

/** Reads `` {index}`words` `` and `` {index}`words <pair: a; b>` ``. */
function readIndexRole(
  words: string,
  target: string | undefined,
  place: Pick<Text, 'position'> | undefined,
): readonly PhrasingContent[] {
  const text: Text = { type: 'text', value: words.replace(/^!/, ''), ...place };
  const entries = target === undefined ? readSphinx(`single: ${words}`) : readSphinx(target);
  return entries.length === 0 ? [text] : [buildIndexMark([text], entries, place ?? {})];
}

/** Returns the address of a file: a document is named without the end of its name. */
const toFile = (role: string, target: string): string =>
  role === 'doc' && !/\.\w{2,8}$/.test(target) ? `${target}.md` : target;

function readAbbreviation(value: string, place: Pick<Text, 'position'> | undefined): PhrasingContent {
  const { words = value, meaning } = WITH_MEANING.exec(value)?.groups ?? {};
  return buildAbbreviation({ type: 'text', value: words, ...place }, meaning);
}

/** Builds the place of a link to a term of the glossary, which src/render/ finds: https://mystmd.org/guide/glossaries-and-terms. */
const buildTermLink = (text: Text, term: string): PhrasingContent => ({
  type: 'emphasis',
  data: { hName: 'span', hProperties: { dataTerm: term.trim() } },
  children: [text],
  ...(text.position && { position: text.position }),
});

function buildCitations(name: string, { value, position }: InlineCode): readonly PhrasingContent[] {
  const offset = position?.start.offset ?? 0;
  const keys = value.split(/[,;]/).map((key) => key.trim());
  const place = position ? { position } : {};
  if (NARRATIVE.test(name)) return buildNarratives(keys, offset, place);
  const isShort = WITHOUT_AUTHOR.test(name);
  const items = keys.map((key) => ({ key, offset, ...(isShort && ({ suppressAuthor: true } as const)) }));
  return [{ type: 'citation', items, ...place }];
}

const TARGET = /^\(([\w:.-]+)\)=(?:\n|$)/;

/** Gives the blocks below targets their labels as ids. @returns the labels */
function readTargets(tree: Root, source: SourceFile): ReadonlySet<string> {
  const labels = new Set<string>();
  visit(tree, 'paragraph', (paragraph, index, parent) => {
    const [first] = paragraph.children;
    const [written, label] = (first?.type === 'text' && TARGET.exec(first.value)) || [];
    if (first?.type !== 'text' || written === undefined || label === undefined) return undefined;
    if (parent === undefined || index === undefined) return undefined;
    labels.add(label);
    if (written.length < first.value.length || paragraph.children.length > 1) {
      paragraph.children.splice(0, 1, sliceText(first, written.length, first.value.length, source));
      name(paragraph, label);
      return undefined;
    }
    const next: RootContent | undefined = parent.children[index + 1];
    if (next !== undefined) name(next, label);
    parent.children.splice(index, 1);
    return index;
  });
  return labels;
}

function name(node: RootContent | Paragraph, id: string): void {
  if (node.type === 'containerDirective') node.attributes = { id, ...node.attributes };
  else if (node.type !== 'yaml') node.data = { hProperties: { id }, ...node.data };
}
