/**
 * Reads ordered lists with letters, roman numerals and numbers in brackets, and numbered examples:
 * https://pandoc.org/MANUAL.html#ordered-lists. They become lists with a `type`; the brackets are a class.
 */
import { list as listOfCommonMark } from 'micromark-core-commonmark';
import type { Processor } from 'unified';
import type { Construct, State } from '../../micromark-types.ts';
import { isLineEnd, isSpace } from '../character-codes.ts';
import { columnsBefore } from '../containers/indentation.ts';
import type { DialectSyntax } from '../dialect.ts';
import { numberExamples } from './examples.ts';
import { type FoundItems, type FoundList, findListItems } from './list-lines.ts';

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    fancyListMarker: 'fancyListMarker';
  }
  interface ContainerState {
    /** The list that the container is, if it is none of CommonMark. */
    fancyList?: FoundList;
  }
}

declare module 'mdast' {
  interface ListData {
    isExample?: boolean;
  }
  interface ListItemData {
    /** The name of an example, for references to it. */
    example?: string;
  }
}

export const fancyLists: DialectSyntax = {
  extend(source) {
    addLists(this, findListItems(source.text));
  },
  transform: numberExamples,
};

/** Counter styles of CSS for the types, which are classes where a list has brackets. */
const STYLES = { 1: 'decimal', a: 'lower-alpha', A: 'upper-alpha', i: 'lower-roman', I: 'upper-roman' };

function addLists(processor: Processor, items: FoundItems): void {
  if (items.size === 0) return;
  const data = processor.data();
  data.micromarkExtensions = [
    ...(data.micromarkExtensions ?? []),
    { document: { null: createConstruct(items) } },
  ];
  data.fromMarkdownExtensions = [
    ...(data.fromMarkdownExtensions ?? []),
    {
      enter: {
        fancyListMarker({ start }) {
          const found = items.get(start.line)?.get(start.column);
          const [list, item] = this.stack.slice(-2);
          // The next number of CommonMark begins no list.
          this.data.expectingFirstListItemValue = undefined;
          if (found === undefined || list?.type !== 'list' || item?.type !== 'listItem') return;
          const { example } = found.marker;
          if (example !== undefined && example !== '') item.data = { ...item.data, example };
          if (list.children.length > 1) return;
          const { delimiter, isExample, first } = found.list;
          const type = first.type === '1' ? {} : { type: first.type };
          const className = delimiter === 'period' ? {} : { className: [delimiter, STYLES[first.type]] };
          list.start = first.value;
          list.data = { ...list.data, isExample, hProperties: { ...type, ...className } };
        },
      },
    },
  ];
}

/** A marker that no item of CommonMark has, so that none continues such a list. */
const NO_MARKER = -1000;
/** Most spaces after a marker. With more, what follows is code. */
const MOST_SPACES = 4;

/** Creates the container of an item, which goes on as one of CommonMark does. */
function createConstruct(items: FoundItems): Construct {
  const construct: Construct = {
    name: 'fancyList',
    tokenize(effects, ok, nok) {
      const before = columnsBefore(this);
      const state = this.containerState ?? {};
      const begin: State = (code) => {
        const { line, column } = this.now();
        const found = items.get(line)?.get(column);
        if (found === undefined || (state.type && state.fancyList !== found.list)) return nok(code);
        if (!state.type) effects.enter('listOrdered', { _container: true });
        Object.assign(state, { type: 'listOrdered', fancyList: found.list, marker: NO_MARKER });
        effects.enter('listItemPrefix');
        effects.enter('fancyListMarker');
        return consumeMarker(found.marker.width)(code);
      };
      const consumeMarker =
        (left: number): State =>
        (code) => {
          if (left > 0) {
            effects.consume(code);
            return consumeMarker(left - 1);
          }
          effects.exit('fancyListMarker');
          return effects.check(createSpaces(true), endAtBlank, endAtWords)(code);
        };
      const endAtBlank: State = (code) => {
        if (this.interrupt) return nok(code);
        state.initialBlankLine = true;
        return end(1)(code);
      };
      const endAtWords: State = (code) => effects.attempt(createSpaces(false), end(0), oneSpace)(code);
      const oneSpace: State = (code) => {
        effects.enter('listItemPrefixWhitespace');
        effects.consume(code);
        effects.exit('listItemPrefixWhitespace');
        return end(0);
      };
      const end =
        (more: number): State =>
        (code) => {
          const prefix = this.sliceSerialize(effects.exit('listItemPrefix'), true);
          state.size = before + prefix.length + more;
          return ok(code);
        };
      return begin;
    },
    continuation: {
      tokenize(effects, ok, nok) {
        const next = effects.attempt(construct, ok, nok);
        return listOfCommonMark.continuation?.tokenize.call(this, effects, ok, next) ?? nok;
      },
    },
    exit: (effects) => void effects.exit('listOrdered'),
  };
  return construct;
}

/** Creates the spaces after a marker: those of an empty line, or as many as may be before words. */
const createSpaces = (isBlank: boolean): Construct => ({
  partial: true,
  tokenize(effects, ok, nok) {
    let count = 0;
    const consume: State = (code) => {
      if (isSpace(code)) {
        count += 1;
        if (!isBlank && count > MOST_SPACES) return nok(code);
        effects.consume(code);
        return consume;
      }
      effects.exit('listItemPrefixWhitespace');
      return isBlank === isLineEnd(code) ? ok(code) : nok(code);
    };
    return (code) => {
      if (!isSpace(code)) return isBlank && isLineEnd(code) ? ok(code) : nok(code);
      effects.enter('listItemPrefixWhitespace');
      return consume(code);
    };
  },
});
