/** Reads the lines that open boxes, tabs and directives in other programs' Markdown. */
import { type Attributes, readAttributes } from '../attribute-list.ts';
import { isBoxName } from '../boxes.ts';
import { hasMarkdown, isDirective } from './directive-names.ts';

/** The kinds of containers. Each has a feature of its own that builds what it becomes. */
export type Family = 'fence' | 'admonition' | 'directive' | 'tag';

/** A part of a line, as indexes in it. */
type Range = readonly [from: number, to: number];

/** What an opening line consists of. */
export interface Head {
  readonly family: Family;
  /** Its first word; empty if it has attributes alone. */
  readonly name: string;
  readonly attributes: Attributes;
  /** Its title, which may be empty. */
  readonly title?: Range;
  /** It ends with a line of at least so many signs, with a line of words, or where lines are not indented. */
  readonly end:
    | { readonly kind: 'fence'; readonly sign: string; readonly length: number }
    | { readonly kind: 'words'; readonly words: string }
    | { readonly kind: 'indent' };
  /** Whether it is none unless it ends with a line of its own. */
  readonly mustClose?: boolean;
  /** Whether it is none unless indented lines follow. */
  readonly mustContain?: boolean;
}

export const NO_ATTRIBUTES: Attributes = { classes: [], values: new Map() };

/** Reads the content of a line from an index: what is before it are spaces and the marks of lists and quotations. */
export function readOpening(line: string, from: number): Head | undefined {
  const read = READERS.get(line.charAt(from));
  return read?.(line.trimEnd(), from);
}

/** Returns a match that begins at an index. */
function matchAt(pattern: RegExp, line: string, from: number): RegExpExecArray | undefined {
  pattern.lastIndex = from;
  return pattern.exec(line) ?? undefined;
}

const titleOf = ({ indices }: RegExpExecArray, ...names: readonly string[]): { title?: Range } => {
  const title = names.map((name) => indices?.groups?.[name]).find((range) => range !== undefined);
  return title === undefined ? {} : { title };
};

/** Words alone after `:::` that programs give a meaning, beside the names of boxes. */
export const CONTAINER_NAMES: ReadonlySet<string> = new Set(
  (
    'details code-group code-group-item code-tabs tabs tab steps raw v-pre ' +
    'verse poem epigraph dialogue letter dropcap'
  ).split(' '),
);
const FENCE = /(?<fence>:{3,})(?<gap>[ \t]*)(?=\S)/dy;
const BRACED = /\{(?<inner>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}[ \t]*(?<words>[^\s:].*)?$/dy;
const NAMED =
  /(?<name>[A-Za-z][\w-]*)(?:\[(?<label>.*)\]|[ \t]+(?<words>[^\s{:[](?:[ \t]*[^ \t])*?))?[ \t]*(?:\{(?<inner>[^{}]*)\})?$/dy;
const GIVEN_TITLE = /[ \t{]title=(?:"(?<double>[^"]*)"|'(?<single>[^']*)')/d;
/** What mkdocstrings documents from the code. */
const CODE_OBJECT = /[A-Za-z_]\w*(?:[.:]\w+)+[ \t]*$/y;

/**
 * Reads fences: https://pandoc.org/MANUAL.html#divs-and-spans, https://docusaurus.io/docs/markdown-features/admonitions,
 * https://vitepress.dev/guide/markdown.
 */
function readFence(written: string, from: number): Head | undefined {
  // Signs at the end mean nothing.
  const line = written.replace(/(?<!:):{3,}$/, '').trimEnd();
  const [matched = '', fence = '', gap = ''] = matchAt(FENCE, line, from) ?? [];
  const at = from + matched.length;
  const base = { family: 'fence', end: { kind: 'fence', sign: ':', length: fence.length } } as const;
  if (matched === '') return undefined;
  const [object] = (gap !== '' && matchAt(CODE_OBJECT, line, at)) || [];
  if (object !== undefined)
    return { ...base, name: object.trim(), attributes: NO_ATTRIBUTES, end: { kind: 'indent' } };
  return line.charAt(at) === '{' ? readBraced(line, at, base) : readNamed(line, at, gap !== '', base);
}

type Base = Pick<Head, 'family' | 'end'>;

function readBraced(line: string, from: number, base: Base): Head | undefined {
  const match = matchAt(BRACED, line, from);
  if (match === undefined) return undefined;
  const { inner = '' } = match.groups ?? {};
  if (isDirective(inner)) {
    return {
      ...base,
      family: 'directive',
      name: inner,
      attributes: NO_ATTRIBUTES,
      ...titleOf(match, 'words'),
    };
  }
  const given = GIVEN_TITLE.exec(line);
  return {
    ...base,
    name: '',
    attributes: readAttributes(inner) ?? NO_ATTRIBUTES,
    ...titleOf(match, 'words'),
    ...(given && titleOf(given, 'double', 'single')),
    mustClose: true,
  };
}

function readNamed(line: string, from: number, isSpaced: boolean, base: Base): Head | undefined {
  const match = matchAt(NAMED, line, from);
  const { name = '', words, inner } = match?.groups ?? {};
  const isKnown = isBoxName(name) || CONTAINER_NAMES.has(name);
  if (match === undefined || (words !== undefined && !isKnown)) return undefined;
  const attributes = (inner !== undefined && readAttributes(inner)) || NO_ATTRIBUTES;
  const mustClose = isSpaced && !isKnown && { mustClose: true };
  return { ...base, name, attributes, ...titleOf(match, 'label', 'words'), ...mustClose };
}

const ADMONITION =
  /(?:!!!|\?\?\?\+?)[ \t]*(?<name>[A-Za-z][\w-]*)(?:[ \t]+[\w-]+)*(?:[ \t]+(?:"(?<double>.*)"|'(?<single>.*)'))?[ \t]*$/dy;
const TAB = /===[+!]{0,2}[ \t]+(?:"(?<double>.+)"|'(?<single>.+)')[ \t]*$/dy;

/** Reads admonitions: https://python-markdown.github.io/extensions/admonition/. */
function readAdmonition(line: string, from: number): Head | undefined {
  const match = matchAt(ADMONITION, line, from);
  if (match === undefined) return undefined;
  const { name = '', double, single } = match.groups ?? {};
  const hasTitle = double !== undefined || single !== undefined;
  return {
    family: 'admonition',
    name,
    attributes: NO_ATTRIBUTES,
    ...titleOf(match, 'double', 'single'),
    end: { kind: 'indent' },
    ...(!hasTitle && { mustContain: true }),
  };
}

/** Reads tabs: https://facelessuser.github.io/pymdown-extensions/extensions/tabbed/. */
function readTab(line: string, from: number): Head | undefined {
  const match = matchAt(TAB, line, from);
  if (match === undefined) return undefined;
  const title = titleOf(match, 'double', 'single');
  return { family: 'admonition', name: 'tab', attributes: NO_ATTRIBUTES, ...title, end: { kind: 'indent' } };
}

const DIRECTIVE = /(?<fence>`{3,}|~{3,})\{(?<name>[A-Za-z][\w+.:-]*)\}[ \t]*(?<words>[^\s`][^`]*)?$/dy;

/** Reads directives that have Markdown in them: https://mystmd.org/guide/directives. */
function readDirective(line: string, from: number): Head | undefined {
  const match = matchAt(DIRECTIVE, line, from);
  const { name = '', fence = '' } = match?.groups ?? {};
  if (match === undefined || !hasMarkdown(name)) return undefined;
  const end = { kind: 'fence', sign: fence.charAt(0), length: fence.length } as const;
  return { family: 'directive', name, attributes: NO_ATTRIBUTES, ...titleOf(match, 'words'), end };
}

const TAG =
  /\{%[ \t]*(?<name>hint|tabs|tab|stepper|step|columns|column|content-ref|code)(?=[ \t])(?<inner>[^{}%]*)%\}[ \t]*$/dy;

/** Reads tags of GitBook: https://gitbook.com/docs/creating-content/blocks. */
function readTag(line: string, from: number): Head | undefined {
  const match = matchAt(TAG, line, from);
  const { name = '', inner = '' } = match?.groups ?? {};
  if (match === undefined) return undefined;
  const given = GIVEN_TITLE.exec(line);
  const title = given && titleOf(given, 'double', 'single');
  const attributes = readAttributes(inner) ?? NO_ATTRIBUTES;
  return {
    family: 'tag',
    name,
    attributes,
    ...title,
    end: { kind: 'words', words: `end${name}` },
    mustClose: true,
  };
}

const READERS: ReadonlyMap<string, (line: string, from: number) => Head | undefined> = new Map([
  [':', readFence],
  ['!', readAdmonition],
  ['?', readAdmonition],
  ['=', readTab],
  ['`', readDirective],
  ['~', readDirective],
  ['{', readTag],
]);
