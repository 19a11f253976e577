/**
 * Reads definition lists: a term in a line of its own, and below it one or more definitions, each `: words`. The
 * rules are those of pandoc: https://pandoc.org/MANUAL.html#definition-lists
 */
import type { BlockContent, Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import type { Processor } from 'unified';
import type { Parent } from 'unist';
import type { SourceFile } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import type { Construct, State } from '../../micromark-types.ts';
import { isLineEnd, isSpace } from '../character-codes.ts';
import { columnsBefore, consumeSpaces, continueIndented } from '../containers/indentation.ts';
import type { DialectSyntax } from '../dialect.ts';
import { findDefinitionLines } from './definition-lines.ts';

/** A definition, and after the transformation the list. Their elements are named by `data`. */
interface DefinitionPart extends Parent {
  type: 'definitionPart';
  children: (BlockContent | PhrasingContent | DefinitionPart)[];
}

declare module 'mdast' {
  interface RootContentMap {
    definitionPart: DefinitionPart;
  }
  interface BlockContentMap {
    definitionPart: DefinitionPart;
  }
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    definitionPart: 'definitionPart';
    definitionPartPrefix: 'definitionPartPrefix';
  }
  interface ContainerState {
    /** Columns that the lines of a definition are indented. */
    definitionIndent?: number;
  }
}

const COLON = ':'.charCodeAt(0);
/** Most columns that the lines of a definition are indented. */
const INDENT = 4;

export const definitionLists: DialectSyntax = {
  extend(source) {
    addDefinitions(this, findDefinitionLines(source.text));
  },
  transform: (tree: Root, source) => {
    visit(tree, (node) => {
      if (!('children' in node)) return;
      const children = node.children as RootContent[];
      if (!children.some((child) => child.type === 'definitionPart' && child.data === undefined)) return;
      const joined = joinLists(children, source);
      children.length = 0;
      for (const child of joined) children.push(child);
    });
  },
};

function addDefinitions(processor: Processor, lines: ReadonlySet<number>): void {
  if (lines.size === 0) return;
  const data = processor.data();
  const document = { [COLON]: createConstruct(lines) };
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { document }];
  data.fromMarkdownExtensions = [
    ...(data.fromMarkdownExtensions ?? []),
    {
      enter: {
        definitionPart(token) {
          this.enter({ type: 'definitionPart', children: [] }, token);
        },
      },
      exit: {
        definitionPart(token) {
          this.exit(token);
        },
      },
    },
  ];
}

/** Creates the container of a definition, which begins in some lines and goes on where lines are indented. */
const createConstruct = (lines: ReadonlySet<number>): Construct => ({
  name: 'definitionPart',
  tokenize(effects, ok, nok) {
    const before = columnsBefore(this);
    const state = this.containerState ?? {};
    const begin: State = (code) => {
      if (code !== COLON || !lines.has(this.now().line)) return nok(code);
      if (!state.open) effects.enter('definitionPart', { _container: true });
      state.open = true;
      effects.enter('definitionPartPrefix');
      effects.consume(code);
      return afterColon;
    };
    const afterColon: State = (code) =>
      isSpace(code) ? consumeSpaces(effects, end, Infinity)(code) : nok(code);
    const end =
      (count: number): State =>
      (code) => {
        effects.exit('definitionPartPrefix');
        state.definitionIndent = Math.min(before + 1 + count, INDENT);
        return isLineEnd(code) ? nok(code) : ok(code);
      };
    return begin;
  },
  continuation: {
    tokenize: continueIndented(
      'definitionPartPrefix',
      ({ containerState }) => containerState?.definitionIndent ?? INDENT,
    ),
  },
  exit(effects) {
    effects.exit('definitionPart');
  },
});

/** Joins terms and the definitions below them to lists. */
function joinLists(children: readonly RootContent[], source: SourceFile): readonly RootContent[] {
  const joined: RootContent[] = [];
  for (const child of children) {
    const last = joined.at(-1);
    if (child.type !== 'definitionPart' || child.data !== undefined) joined.push(child);
    else if (isList(last)) last.children.push(toDescription(child));
    else if (last?.type === 'paragraph') {
      joined.pop();
      addTerm(joined, last, child);
    } else joined.push(...toText(child, source));
  }
  return joined;
}

/** Adds a term and its definition to the list above, or begins a list. */
function addTerm(joined: RootContent[], term: Paragraph, part: DefinitionPart): void {
  const last = joined.at(-1);
  const entry = [{ ...term, data: { hName: 'dt' } }, toDescription(part)];
  const end = part.position?.end;
  if (isList(last)) {
    last.children.push(...entry);
    if (last.position && end) last.position = { ...last.position, end };
    return;
  }
  const position = term.position && end && { start: term.position.start, end };
  joined.push({
    type: 'definitionPart',
    data: { hName: 'dl' },
    children: entry,
    ...(position && { position }),
  });
}

const isList = (node: RootContent | undefined): node is DefinitionPart =>
  node?.type === 'definitionPart' && node.data !== undefined;

/** A definition of one paragraph is its words. */
function toDescription(part: DefinitionPart): DefinitionPart {
  const [first, ...others] = part.children;
  const isWords = first?.type === 'paragraph' && others.length === 0;
  return { ...part, data: { hName: 'dd' }, children: isWords ? first.children : part.children };
}

/** Gives back the text of a definition that has no term. */
function toText({ children, position }: DefinitionPart, source: SourceFile): readonly RootContent[] {
  const [first, ...others] = children;
  const start = position?.start;
  if (first?.type !== 'paragraph' || start?.offset === undefined) return children as RootContent[];
  const end = first.position?.start ?? start;
  const colon = {
    type: 'text' as const,
    value: source.text.slice(start.offset, end.offset),
    position: { start, end },
  };
  const paragraph: Paragraph = {
    ...first,
    children: [colon, ...first.children],
    ...(first.position && { position: { start, end: first.position.end } }),
  };
  return [paragraph, ...(others as RootContent[])];
}
