/** Parses the containers of other programs' Markdown, as containers of micromark that begin and end in known lines. */
import type { BlockContent, DefinitionContent } from 'mdast';
import { htmlFlow } from 'micromark-core-commonmark';
import type { Processor } from 'unified';
import type { Parent } from 'unist';
import type { SourceFile } from '../../../../core/source-location.ts';
import { buildTooManyBoxes, MAX_BOX_DEPTH } from '../../limits/box-limit.ts';
import { LimitExceededError } from '../../limits/limit-error.ts';
import type { Code, Construct, State, Tokenizer, TreeExtension } from '../../micromark-types.ts';
import { isLineEnd } from '../character-codes.ts';
import {
  type ContainerLine,
  type ContainerLines,
  containerLinesOf,
  type Opening,
} from './container-lines.ts';
import { columnsBefore, continueIndented } from './indentation.ts';
import type { Family } from './opening-lines.ts';

/** A container, until its feature has built what it becomes. Its first child may be its title. */
export interface BoxContainer extends Parent {
  type: 'boxContainer';
  /** Number of its first line. */
  line: number;
  children: (BlockContent | DefinitionContent)[];
}

declare module 'mdast' {
  interface RootContentMap {
    boxContainer: BoxContainer;
  }
  interface BlockContentMap {
    boxContainer: BoxContainer;
  }
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    boxContainer: 'boxContainer';
    boxContainerMark: 'boxContainerMark';
    boxContainerTitle: 'boxContainerTitle';
  }
  interface ContainerState {
    boxLine?: ContainerLine;
    /** Columns that its lines are indented. */
    boxIndent?: number;
    isBoxClosed?: boolean;
    /** Number of the last line to which it went on. */
    boxLast?: number;
  }
}

/** Signs with which a family's first lines begin. */
const SIGNS: Readonly<Record<Family, string>> = {
  fence: ':',
  admonition: '!?=',
  directive: ':`~',
  tag: '{',
};

/** Returns a plugin of unified that parses the containers of a family. */
export const readContainers = (family: Family) =>
  function (this: Processor, source: SourceFile): void {
    const lines = containerLinesOf(source);
    if (lines.size === 0) return;
    const ended = new Set<number>();
    const construct = createConstruct({ family, lines, ended, open: openContainersOf(source) });
    const document = Object.fromEntries(
      [...SIGNS[family]].map((sign) => [sign.charCodeAt(0), construct] as const),
    );
    const data = this.data();
    data.micromarkExtensions = [
      ...(data.micromarkExtensions ?? []),
      { document, flow: { null: createInterruption(ended), [LESS_THAN]: createHtml(lines) } },
    ];
    data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), NODES];
  };

const NODES: TreeExtension = {
  enter: {
    boxContainer(token) {
      this.enter({ type: 'boxContainer', line: token.start.line, children: [] }, token);
    },
    boxContainerTitle(token) {
      this.enter({ type: 'paragraph', data: { directiveLabel: true }, children: [] }, token);
    },
  },
  exit: {
    boxContainer(token) {
      this.exit(token);
    },
    boxContainerTitle(token) {
      this.exit(token);
    },
  },
};

/** Returns whether a line begins a container of a family. A line that closes nothing is one by itself. */
function isOfFamily(line: ContainerLine | undefined, family: Family): line is ContainerLine {
  if (line === undefined || line.kind === 'option') return false;
  return line.opening === undefined ? family === 'fence' : line.opening.family === family;
}

type ContainerState = NonNullable<ThisParameterType<Tokenizer>['containerState']>;

/** The containers that are open while a file is parsed, of all families. */
const openContainers = new WeakMap<SourceFile, Set<ContainerState>>();

function openContainersOf(source: SourceFile): Set<ContainerState> {
  const open = openContainers.get(source) ?? new Set();
  openContainers.set(source, open);
  return open;
}

interface ConstructSettings {
  readonly family: Family;
  readonly lines: ContainerLines;
  /** Receives the lines before which an indented container ends. */
  readonly ended: Set<number>;
  /** The containers that are open. */
  readonly open: Set<ContainerState>;
}

const createConstruct = ({ family, lines, ended, open }: ConstructSettings): Construct => ({
  name: 'boxContainer',
  tokenize(effects, ok, nok) {
    const before = columnsBefore(this);
    const state = this.containerState ?? {};
    const now = (): number => this.now().offset;
    return (code) => {
      const number = this.now().line;
      const line = lines.get(number);
      if (!isOfFamily(line, family)) return nok(code);
      // Those that end before this line are still open.
      const depth = [...open].filter(({ boxLast }) => boxLast === number).length;
      if (depth >= MAX_BOX_DEPTH) throw new LimitExceededError(buildTooManyBoxes, now());
      if (!state.open) effects.enter('boxContainer', { _container: true });
      state.open = true;
      state.boxLine = line;
      state.boxIndent = before + INDENT;
      const title = line.kind === 'opening' ? line.opening.title : undefined;
      return consumeLine(effects, now, title, ok)(code);
    };
  },
  continuation: {
    tokenize(effects, ok, nok) {
      const state = this.containerState ?? {};
      const { number, now } = { number: this.now().line, now: () => this.now().offset };
      const line = lines.get(number);
      if (state.isBoxClosed === true || state.boxLine?.kind !== 'opening') return nok;
      const { opening } = state.boxLine;
      const goOn: State = (code) => {
        open.add(state);
        state.boxLast = number;
        return ok(code);
      };
      if (opening.end.kind === 'indent') return continueWhereIndented.call(this, effects, goOn, fail);
      if (line === undefined || line.kind === 'opening' || line.opening !== opening) return goOn;
      if (line.kind === 'closing') {
        state.isBoxClosed = true;
        state._closeFlow = true;
      }
      return consumeLine(effects, now, undefined, goOn);
      function fail(code: Code): State | undefined {
        if (!isLineEnd(code)) ended.add(number);
        return nok(code);
      }
    },
  },
  exit(effects) {
    if (this.containerState !== undefined) open.delete(this.containerState);
    effects.exit('boxContainer');
  },
});

const INDENT = 4;

const continueWhereIndented = continueIndented(
  'boxContainerMark',
  ({ containerState }) => containerState?.boxIndent ?? INDENT,
);

/** Consumes a line up to its end. Its title is parsed as text. */
function consumeLine(
  effects: Parameters<Tokenizer>[0],
  now: () => number,
  title: Opening['title'],
  ok: State,
): State {
  const [from, to] = title ?? [-1, -1];
  const begin: State = (code) => {
    if (isLineEnd(code)) return ok(code);
    effects.enter('boxContainerMark');
    return consumeMark(code);
  };
  const consumeMark: State = (code) => {
    const isTitle = now() === from && from < to;
    if (isTitle || isLineEnd(code)) effects.exit('boxContainerMark');
    if (isLineEnd(code)) return ok(code);
    if (isTitle) {
      effects.enter('boxContainerTitle');
      effects.enter('chunkText', { contentType: 'text' });
      return consumeTitle(code);
    }
    effects.consume(code);
    return consumeMark;
  };
  const consumeTitle: State = (code) => {
    if (now() < to && !isLineEnd(code)) {
      effects.consume(code);
      return consumeTitle;
    }
    effects.exit('chunkText');
    effects.exit('boxContainerTitle');
    return begin(code);
  };
  return begin;
}

/** Creates a construct that ends a paragraph before some lines: an indented container has no lazy lines. */
const createInterruption = (ended: ReadonlySet<number>): Construct => ({
  tokenize(_effects, ok, nok) {
    return (code) => (this.interrupt && ended.has(this.now().line) ? ok(code) : nok(code));
  },
});

const LESS_THAN = '<'.charCodeAt(0);

/** Creates the construct of HTML, in which a container may begin without an empty line above it, as in pandoc. */
function createHtml(lines: ContainerLines): Construct {
  let context: ThisParameterType<Tokenizer> | undefined;
  return {
    ...htmlFlow,
    get concrete() {
      return context === undefined || lines.get(context.now().line)?.kind !== 'opening';
    },
    tokenize(effects, ok, nok) {
      context = this;
      return htmlFlow.tokenize.call(this, effects, ok, nok);
    },
  };
}
